import Learning

/// The lines that read sequences from a file, where its rule is one that a few lines of Python say.
struct FileCode {
  private(set) var text = ""
  private(set) var obstacles: [String] = []

  private let folder: String

  /// - Parameter folder: from which the paths of its files are written.
  init(_ experiment: Experiment, _ data: CanonicalOptions, folder: String) {
    self.folder = folder
    if let series = experiment.data as? SeriesSource {
      readSeries(series, data)
    } else if let arrays = experiment.data as? ArraysSource {
      readArrays(arrays, data)
    }
  }

  // MARK: Series

  private mutating func readSeries(_ source: SeriesSource, _ data: CanonicalOptions) {
    if !data["sequence"].isAbsent {
      obstacles.append("a file in long form is cut into sequences by rules of its own")
    }
    if data["sorted"].truth {
      obstacles.append("the file's rows had to be put in the order of their dates")
    }
    if source.table.gapCount > 0 {
      obstacles.append("the file has gaps, which are filled or left out by rules of their own")
    }
    guard let file = source.files.first, obstacles.isEmpty else { return }
    let columns = source.table.columnNames
    let inputs = source.table.inputCount
    let comma = data["decimal"].name == ","
    let cell = comma ? "row[name].replace(\".\", \"\").replace(\",\", \".\")" : "row[name]"
    let window = data["window"].python
    let horizon = data["horizon"].number == nil ? "1" : data["horizon"].python
    let stride = data["stride"].number == nil ? "1" : data["stride"].python
    let names = columns.map(pythonText).joined(separator: ", ")
    let change =
      data["differences"].truth
      ? "series = np.diff(series, axis=0, prepend=series[:1])  # changes in place of values\n" : ""
    text = """
      with open(\(PyTorchScript.path(file.path, in: folder)), encoding="utf-8-sig", newline="") as file:
          rows = list(csv.DictReader(file, delimiter=\(pythonText(source.table.delimiter))))
      series = np.array([[float(\(cell)) for name in [\(names)]] for row in rows])
      \(change)window, horizon = \(window), \(horizon)


      def windows(starts):
          x = np.array([series[s : s + window, :\(inputs)] for s in starts])
          y = np.array([series[s + horizon : s + horizon + window, \(inputs):] for s in starts])
          return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


      # Held-out targets are all later than every training target.
      held = max(0, int(len(series) * (1 - \(data["test_share"].python))) + 1 - window - horizon)
      X, Y = windows(range(0, held, \(stride)))
      X_test, Y_test = windows(range(held, len(series) + 1 - window - horizon, \(stride)))

      """
  }

  // MARK: Arrays

  private mutating func readArrays(_ source: ArraysSource, _ data: CanonicalOptions) {
    guard source.standsForItself else {
      obstacles.append(
        "its files are laid out as sequences by rules of their own; (N, T, D) arrays need none")
      return
    }
    let files = source.files.map { PyTorchScript.path($0.path, in: folder) }
    let isSafetensors = files.count == 1 && !data["inputs"].isAbsent
    func read(_ index: Int, _ key: String) -> String {
      isSafetensors
        ? "arrays[\(data[key].python)].float()"
        : "torch.from_numpy(np.load(\(files[index]))).float()"
    }
    let hasTargets = isSafetensors ? !data["targets"].isAbsent : files.count > 1
    var lines = isSafetensors ? ["arrays = safetensors.torch.load_file(\(files[0]))"] : []
    lines.append("X = \(read(0, "inputs"))")
    lines.append("X = X if X.dim() == 3 else X.unsqueeze(-1)")
    if hasTargets {
      lines.append("Y = \(read(1, "targets"))")
      lines.append("Y = Y if Y.dim() == 3 else Y.unsqueeze(-1)")
    } else {
      lines.append("X, Y = X[:, :-1], X[:, 1:]")
    }
    lines.append("held = len(X) - int(len(X) * (1 - \(data["test_share"].python)))")
    lines.append("X, X_test, Y, Y_test = X[:-held], X[-held:], Y[:-held], Y[-held:]")
    text = lines.map { $0 + "\n" }.joined()
  }
}
