import Learning

/// The lines of a script that make training and held-out sequences as the source gives them: `X`, `Y`,
/// `X_test` and `Y_test`, float32 tensors `(N, T, D)` and `(N, T, O)`.
struct DataSection {
  private(set) var text = ""
  /// Why PyTorch cannot make these sequences.
  private(set) var obstacles: [String] = []
  private let experiment: Experiment
  private let options: CanonicalOptions

  private let folder: String

  /// - Parameter folder: from which the paths of its files are written.
  init(_ experiment: Experiment, _ options: CanonicalOptions, folder: String) {
    self.experiment = experiment
    self.folder = folder
    self.options = options
    switch experiment.data {
    case is SeriesSource, is ArraysSource: readFiles()
    case let text as TextSource: letters(text)
    default: generate()
    }
  }

  private var data: CanonicalOptions { options["data"] }
  private var isProgram: Bool { experiment.random == .pytorch }
  private var seed: String { "\(experiment.seed)" }
  private var dataSeed: String { "\(experiment.dataSeed ?? experiment.seed)" }

  // MARK: Generated sequences

  private mutating func generate() {
    guard let code = code(data, experiment.data) else {
      obstacles.append("the source \(data.name) has no counterpart in Python")
      return
    }
    text += definition("draw", code) + "\n\n"
    let (count, held) = (data["sequences"].python, data["test_sequences"].python)
    let train = isProgram ? code.global : stream("data", code)
    text += """
      X, Y = draw(\(count), \(train))
      X_test, Y_test = draw(\(held), \(stream("held-out data", code)))

      """
  }

  private func code(_ data: CanonicalOptions, _ source: any DataSource) -> GeneratorCode? {
    GeneratorCode(data, moments: (source as? SignalSource)?.moments)
  }

  private func definition(_ name: String, _ code: GeneratorCode) -> String {
    let (lines, inputs, targets) = code.body
    let result =
      code.isTorch ? "return \(inputs), \(targets)" : "return tensor(\(inputs)), tensor(\(targets))"
    let body = (lines + "\n" + result).split(separator: "\n", omittingEmptySubsequences: false)
    let head = "def \(name)(n, rng):\n" + body.map { "    \($0)\n" }.joined()
    return code.isTorch || name != "draw" ? head : DataSection.tensor + "\n\n" + head
  }

  private static let tensor = """
    def tensor(array):
        a = torch.tensor(np.asarray(array), dtype=torch.float32)
        return a if a.dim() == 3 else a.unsqueeze(-1)
    """ + "\n"

  /// A stream of its own for a purpose.
  private func stream(_ purpose: String, _ code: GeneratorCode) -> String {
    let seed = "zlib.crc32(b\"\(dataSeed) \(purpose)\")"
    return code.isTorch
      ? "torch.Generator().manual_seed(\(seed))" : "np.random.RandomState(\(seed))"
  }

  // MARK: Text

  private mutating func letters(_ source: TextSource) {
    let length = data["length"].python
    guard let classes = source.classes, classes.allSatisfy({ $0.unicodeScalars.count == 1 }) else {
      obstacles.append("the text holds characters that Python counts as several")
      return
    }
    if let file = source.files.first {
      text += """
        text = open(\(PyTorchScript.path(file.path, in: folder)), encoding="utf-8-sig", newline="").read()
        letters = sorted(set(text))
        numbers = torch.tensor([letters.index(letter) for letter in text])
        count = (len(text) - 1) // \(length)
        held = count - int(count * (1 - \(data["test_share"].python)))
        X = torch.eye(len(letters))[numbers[: count * \(length)]].reshape(count, \(length), -1)
        Y = numbers[1 : count * \(length) + 1].float().reshape(count, \(length), 1)
        X, X_test, Y, Y_test = X[:-held], X[-held:], Y[:-held], Y[-held:]

        """
      return
    }
    let embedded = data["grammar"].name == "embedded_reber"
    text += GrammarCode.text(length: length, embedded: embedded)
    let train =
      isProgram ? "np.random" : "np.random.RandomState(zlib.crc32(b\"\(dataSeed) data\"))"
    text += """

      X, Y = draw(\(data["sequences"].python), \(train))
      X_test, Y_test = draw(\(data["test_sequences"].python), np.random.RandomState(zlib.crc32(b"\(dataSeed) held-out data")))

      """
  }

  // MARK: Files

  private mutating func readFiles() {
    let code = FileCode(experiment, data, folder: folder)
    text += code.text
    obstacles += code.obstacles
  }

  // MARK: What the program draws before its weights

  /// Lines that put torch's and numpy's streams where the program's weights begin, where the data did
  /// not leave them there.
  var beforeWeights: String {
    guard isProgram else {
      return "torch.manual_seed(zlib.crc32(b\"\(seed) weights\"))\n"
    }
    let isOther = !options["program"].isAbsent
    guard isOther || experiment.dataSeed != nil else { return "" }
    var lines = "torch.manual_seed(\(seed))\nnp.random.seed(\(seed))\n"
    if isOther, let program = experiment.program, let code = code(options["program"], program) {
      let count = options["program"]["sequences"].python
      lines =
        "# The weights follow on the draws of the program that this run is a change of.\n"
        + definition("draw_program", code) + "\n\n" + lines
        + "draw_program(\(count), \(code.global))\n"
    } else if !isOther, let code = code(data, experiment.data) {
      lines += "draw(\(data["sequences"].python), \(code.global))\n"
    }
    return lines
  }
}

extension GeneratorCode {
  /// The program's own stream, as `draw` takes it.
  var global: String { isTorch ? "None" : "np.random" }
}
