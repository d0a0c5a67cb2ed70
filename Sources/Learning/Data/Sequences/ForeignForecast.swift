package import SourceText

/// What a program of someone else's predicted: its predictions beside their targets, and whatever
/// else it wrote down.
///
/// Targets and predictions say the same thing twice, so one of them may settle how the other is
/// meant: a column of N · T numbers beside N sequences of T steps is those sequences, row by row.
package struct ForeignForecast: Sendable {
  /// Inputs `(N, T, D)` and targets `(N, T, O)`. Without inputs of the program's own the inputs are
  /// the targets' past. A series is cut into windows.
  package private(set) var data: Dataset
  /// `(N, T, O)`, beside the targets.
  package private(set) var predictions: [Float]
  /// Whether the program's inputs are known.
  package let hasInputs: Bool
  /// Whether the sequences are windows of one series, each a step later than the one before.
  package let isSeries: Bool
  package private(set) var targetIsNextInput: Bool
  package let log: LossLog?
  /// The mean squared error of the predictions, row by row as the files hold them, and what it would
  /// be over all pairs of a prediction and a target.
  package let elementwise, allPairs: Double
  /// What each file was read as, a sentence each.
  package private(set) var readings: [String] = []
  package private(set) var warnings: [Diagnostic] = []

  /// The files by their parts.
  package struct Files: Sendable {
    package var targets, predictions: LoadedFile
    package var inputs, losses: LoadedFile?

    package init(
      targets: LoadedFile, predictions: LoadedFile, inputs: LoadedFile? = nil,
      losses: LoadedFile? = nil
    ) {
      (self.targets, self.predictions) = (targets, predictions)
      (self.inputs, self.losses) = (inputs, losses)
    }

    /// A file's name without its folder, where no other has the same.
    func name(of file: LoadedFile) -> String {
      func last(_ file: LoadedFile) -> Substring {
        file.file.path.split(separator: "/").last ?? file.file.path[...]
      }
      let alike = [targets, predictions, inputs, losses].compactMap { $0 }.filter {
        $0.file.path != file.file.path && last($0) == last(file)
      }
      return alike.isEmpty ? String(last(file)) : file.file.path
    }
  }

  /// Throws every mistake of every file.
  package init(_ files: Files) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    func read<Value>(
      _ file: LoadedFile?, _ make: (LoadedFile) throws(Diagnostics) -> Value
    ) -> Value? {
      guard let file else { return nil }
      do throws(Diagnostics) { return try make(file) } catch {
        problems += error.all
        return nil
      }
    }
    func sequences(_ file: LoadedFile) throws(Diagnostics) -> SequenceFile {
      try SequenceFile(file)
    }
    let targets = read(files.targets, sequences)
    let predictions = read(files.predictions, sequences)
    let inputs = read(files.inputs, sequences)
    let log = read(files.losses) { file throws(Diagnostics) in try LossLog(file) }
    guard problems.isEmpty, let targets, let predictions else { throw Diagnostics(problems) }
    let parts = SequencePairing(files, targets, predictions, inputs)
    let paired = try parts.paired()
    data = paired.data
    self.predictions = paired.predictions
    targetIsNextInput = paired.targetIsNextInput
    isSeries = paired.isSeries
    hasInputs = inputs != nil
    self.log = log
    readings = paired.readings
    if let log, let file = files.losses {
      readings.append("\(files.name(of: file)): the losses of \(log.losses.count) epochs")
    }
    warnings = paired.warnings
    (elementwise, allPairs) = paired.errors
  }

  // MARK: Parts

  /// The share of the sequences, from the first, that baselines and probes may learn from.
  static let share = 0.75

  /// The first sequences for whatever learns, the others to score it and the predictions.
  package var split: Split {
    var split = Split(train: data.part(0..<boundary), test: scoredPart)
    split.targetIsNextInput = targetIsNextInput
    return split
  }

  /// How many sequences come before the held-out ones.
  package var boundary: Int {
    max(1, min(data.sequences - 1, Int(Double(data.sequences) * Self.share)))
  }

  /// Of the held-out sequences, `(N, T, O)`.
  package var heldOutPredictions: [Float] {
    Array(predictions[boundary * data.steps * data.outputs..<predictions.count])
  }

  private var scoredPart: Dataset {
    var part = data.part(boundary..<data.sequences)
    // Windows of a series share most of their steps: the last step of each is its own.
    if isSeries { part.scored = data.steps - 1..<data.steps }
    return part
  }
}
