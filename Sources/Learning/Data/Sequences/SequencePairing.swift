import SourceText

/// Lays files beside each other: which target belongs to which prediction and to which inputs.
struct SequencePairing {
  let files: ForeignForecast.Files
  let targets, predictions: SequenceFile
  let inputs: SequenceFile?

  struct Paired {
    var data: Dataset
    var predictions: [Float]
    var targetIsNextInput: Bool
    var isSeries: Bool
    var readings: [String]
    var warnings: [Diagnostic] = []
    /// Of all rows: squared, element by element and over all pairs.
    var errors = (elementwise: 0.0, allPairs: 0.0)
  }

  init(
    _ files: ForeignForecast.Files, _ targets: SequenceFile, _ predictions: SequenceFile,
    _ inputs: SequenceFile?
  ) {
    self.files = files
    self.targets = targets
    self.predictions = predictions
    self.inputs = inputs
  }

  /// Without predictions: what a network is to be trained on.
  init(
    targets: (file: LoadedFile, read: SequenceFile), inputs: (file: LoadedFile, read: SequenceFile)?
  ) {
    self.init(
      ForeignForecast.Files(
        targets: targets.file, predictions: targets.file, inputs: inputs?.file),
      targets.read, targets.read, inputs?.read)
  }

  /// Throws where the files are not as many numbers as each other.
  func paired() throws(Diagnostics) -> Paired {
    let same = try alike()
    var paired: Paired
    if let inputs {
      paired = try withInputs(inputs, same.targets, same.predictions)
    } else if same.targets.sequences == 1 || same.targets.form == .column {
      paired = series(
        nil, same.targets.values, same.predictions.values,
        outputs: same.targets.channels)
      paired.readings = [meaning(of: files.targets, targets, "read as a series")]
    } else {
      paired = ownPast(same.targets, same.predictions)
      paired.readings = [meaning(of: files.targets, targets, nil)]
    }
    paired.readings.insert(meaning(of: files.predictions, predictions, nil), at: 1)
    paired.warnings = ExchangedFiles.warnings(
      targets: same.targets.values, predictions: same.predictions.values, files)
    paired.errors = errors(same.targets.values, same.predictions.values)
    guard paired.data.sequences >= Self.fewest else {
      throw Diagnostics([
        Diagnostic(
          "too-few-values",
          "'\(files.targets.file.path)' holds \(targets.extent), too few to hold a part out",
          at: files.targets.file.range,
          help: ["at least \(Self.fewest) sequences, or a series of 32 values, are needed"])
      ])
    }
    return paired
  }

  static let fewest = 4

  /// `mean_i (p_i - y_i)²`, and `mean_ij (p_i - y_j)² = mean_i (p_i - mean y)² + var y`.
  private func errors(_ targets: [Float], _ predictions: [Float]) -> (Double, Double) {
    let count = Double(max(1, targets.count))
    let mean = targets.reduce(0) { $0 + Double($1) } / count
    var (elementwise, fromMean, variance) = (0.0, 0.0, 0.0)
    for (target, prediction) in zip(targets, predictions) {
      let (y, p) = (Double(target), Double(prediction))
      elementwise += (p - y) * (p - y)
      fromMean += (p - mean) * (p - mean)
      variance += (y - mean) * (y - mean)
    }
    return (elementwise / count, (fromMean + variance) / count)
  }

  // MARK: Targets and predictions

  /// Both in the shape of the one that says more.
  private func alike() throws(Diagnostics) -> (targets: SequenceFile, predictions: SequenceFile) {
    let (a, b) = (targets, predictions)
    if (a.sequences, a.steps, a.channels) == (b.sequences, b.steps, b.channels) { return (a, b) }
    let flat = a.values.count == b.values.count
    if flat, b.form == .column { return (a, b.reshaped(a.sequences, a.steps, a.channels)) }
    if flat, a.form == .column { return (a.reshaped(b.sequences, b.steps, b.channels), b) }
    // `(N, T)` of one file is `(N, 1, T)` or `(N, T, 1)` of the other.
    if flat, a.sequences == b.sequences {
      return (a, b.reshaped(a.sequences, a.steps, a.channels))
    }
    throw Diagnostics([unlike(a, b)])
  }

  private func unlike(_ a: SequenceFile, _ b: SequenceFile) -> Diagnostic {
    let (first, second) = (files.targets.file.path, files.predictions.file.path)
    var help: [String] = []
    if (a.sequences, a.steps) == (b.steps, b.sequences) {
      help = ["one of them is transposed: write y.T, or p.T"]
    } else if a.sequences == b.sequences, abs(a.steps - b.steps) == 1 {
      let longer = a.steps > b.steps ? first : second
      help = ["'\(longer)' has one column more: is it an index? to_csv(..., index=False)"]
    } else if a.steps == b.steps {
      help = ["write the targets of the same sequences that were predicted, in the same order"]
    }
    return Diagnostic(
      "unlike-shapes",
      "targets and predictions do not match: '\(first)' is \(a.extent), '\(second)' is \(b.extent)",
      at: files.predictions.file.range, help: help)
  }

  func meaning(of file: LoadedFile, _ read: SequenceFile, _ how: String?) -> String {
    let parts = [read.extent] + (how.map { $0.isEmpty ? [] : [$0] } ?? []) + read.leftOut
    return "\(files.name(of: file)): \(parts.joined(separator: "; "))"
  }
}
