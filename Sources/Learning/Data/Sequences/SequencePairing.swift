import SourceText

/// Lays files beside each other: which target belongs to which prediction and to which inputs.
struct SequencePairing {
  private let files: ForeignForecast.Files
  private var targets, predictions: SequenceFile
  private let inputs: SequenceFile?

  struct Paired {
    var data: Dataset
    var predictions: [Float]
    var targetIsNextInput: Bool
    var isSeries: Bool
    var readings: [String]
    var warnings: [Diagnostic] = []
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

  // MARK: Inputs

  private func withInputs(
    _ inputs: SequenceFile, _ targets: SequenceFile, _ predictions: SequenceFile
  ) throws(Diagnostics) -> Paired {
    let (n, t, d) = (inputs.sequences, inputs.steps, inputs.channels)
    let count = targets.values.count
    func reading(_ how: String) -> [String] {
      let read = meaning(of: files.targets, self.targets, how)
      guard let file = files.inputs else { return [read] }
      return [read, meaning(of: file, inputs, nil)]
    }
    let isColumn = targets.form == .column
    // A series on both sides: a step in each row.
    let rows = inputs.form == .column ? n : inputs.form == .series ? t : 0
    if rows > 0, isColumn || targets.sequences == 1, targets.sequences * targets.steps == rows {
      let width = inputs.form == .column ? 1 : d
      var paired = series(
        (inputs.values, width), targets.values, predictions.values, outputs: targets.channels)
      paired.readings = reading("read as a series")
      return paired
    }
    if targets.sequences == n, targets.steps == t, t > 1 {
      return paired(inputs, targets.values, predictions.values, outputs: targets.channels, nil, reading)
    }
    if isColumn, count == n * t, t > 1 {
      return paired(
        inputs, targets.values, predictions.values, outputs: 1, nil, reading,
        "read row by row as \(n) sequences of \(t) steps")
    }
    // One row of targets for each sequence: what the network says at its last step.
    if targets.sequences == n {
      let outputs = targets.steps * targets.channels
      func last(_ values: [Float]) -> [Float] {
        var placed = [Float](repeating: 0, count: n * t * outputs)
        for row in 0..<n {
          let end = (row + 1) * t * outputs
          placed.replaceSubrange(
            end - outputs..<end, with: values[row * outputs..<(row + 1) * outputs])
        }
        return placed
      }
      let many = outputs == 1 ? "one target" : "\(outputs) targets"
      return paired(
        inputs, last(targets.values), last(predictions.values), outputs: outputs, t - 1..<t,
        reading, "\(many) for each sequence of inputs")
    }
    throw Diagnostics([
      Diagnostic(
        "unlike-shapes",
        "targets and inputs do not match: '\(files.targets.file.path)' is \(self.targets.extent), '\(files.inputs?.file.path ?? "")' is \(inputs.extent)",
        at: files.inputs?.file.range,
        help: ["write the inputs of the same sequences that were predicted, in the same order"])
    ])
  }

  private func paired(
    _ inputs: SequenceFile, _ targets: [Float], _ predictions: [Float], outputs: Int,
    _ scored: Range<Int>?, _ reading: (String) -> [String], _ how: String = ""
  ) -> Paired {
    let data = Dataset(
      sequences: inputs.sequences, steps: inputs.steps, features: inputs.channels,
      outputs: outputs, inputs: inputs.values, targets: targets, scored: scored)
    return Paired(
      data: data, predictions: predictions, targetIsNextInput: data.holdsItsTargets,
      isSeries: false, readings: reading(how))
  }

  /// Sequences whose inputs are the target a step before: what is left without inputs.
  private func ownPast(_ targets: SequenceFile, _ predictions: SequenceFile) -> Paired {
    let (steps, width) = (targets.steps - 1, targets.channels)
    func part(_ values: [Float], from first: Int) -> [Float] {
      (0..<targets.sequences).flatMap { n -> ArraySlice<Float> in
        let start = (n * targets.steps + first) * width
        return values[start..<start + steps * width]
      }
    }
    let data = Dataset(
      sequences: targets.sequences, steps: steps, features: width, outputs: width,
      inputs: part(targets.values, from: 0), targets: part(targets.values, from: 1))
    return Paired(
      data: data, predictions: part(predictions.values, from: 1), targetIsNextInput: true,
      isSeries: false, readings: [])
  }

  /// Windows of a series, each a step later than the one before.
  ///
  /// - Parameter inputs: `(steps, width)`; nil for the targets a step before.
  private func series(
    _ inputs: (values: [Float], width: Int)?, _ targets: [Float], _ predictions: [Float],
    outputs: Int
  ) -> Paired {
    let skipped = inputs == nil ? 1 : 0
    let rows = targets.count / outputs - skipped
    let width = inputs?.width ?? outputs
    let steps = max(1, min(24, rows / 8))
    let count = max(0, rows - steps + 1)
    func windows(_ values: [Float], _ width: Int, from first: Int) -> [Float] {
      (0..<count).flatMap { values[($0 + first) * width..<($0 + first + steps) * width] }
    }
    let data = Dataset(
      sequences: count, steps: steps, features: width, outputs: outputs,
      inputs: windows(inputs?.values ?? targets, width, from: 0),
      targets: windows(targets, outputs, from: skipped))
    return Paired(
      data: data, predictions: windows(predictions, outputs, from: skipped),
      targetIsNextInput: inputs == nil || data.holdsItsTargets, isSeries: true, readings: [])
  }

  private func meaning(of file: LoadedFile, _ read: SequenceFile, _ how: String?) -> String {
    let parts = [read.extent] + (how.map { $0.isEmpty ? [] : [$0] } ?? []) + read.leftOut
    return "\(file.file.path): \(parts.joined(separator: "; "))"
  }
}

extension Dataset {
  /// Whether the target at a step is the input at the next one, wherever there is a next one.
  var holdsItsTargets: Bool {
    guard features == outputs, steps > 1, sequences > 0 else { return false }
    if scored.count > 1 {
      for n in 0..<sequences {
        for t in scored where t + 1 < steps {
          for o in 0..<outputs where target(n, t, o) != input(n, t + 1, o) { return false }
        }
      }
      return true
    }
    // One target for each window: it is the newest input of the next window.
    return sequences > 1 && (1..<sequences).allSatisfy { n in
      (0..<outputs).allSatisfy { target(n - 1, scored.lowerBound, $0) == input(n, steps - 1, $0) }
    }
  }
}
