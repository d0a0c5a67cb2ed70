import ArrayFiles
package import SourceText

/// Sequences from arrays: `.npy` files, arrays of one safetensors file, or text files in any layout
/// that `SequenceFile` knows.
package struct ArraysSource: DataSource {
  package static let name = "arrays"
  package static let summary =
    "inputs and targets of shape (N, T, D) or (N, T) from .npy, CSV or one safetensors file"

  /// Of the safetensors file; nil where each array is a `.npy` file.
  let path: String?
  let inputs, targets: String?
  let testShare: Double
  private let ranges: [String: SourceRange]
  package var preparation: Preparation
  private var digests: [String] = []
  private var data = Dataset(
    sequences: 0, steps: 0, features: 1, outputs: 1, inputs: [], targets: [])
  /// Whether the sequences are windows of a series: held-out ones are scored at their last step.
  private var isSeries = false
  /// Whether the files' arrays are sequences as they are, `(N, T)` or `(N, T, D)`.
  package private(set) var standsForItself = false
  private var isNextInput = false

  enum CodingKeys: String, CodingKey {
    case inputs, targets, scaling, digests
    case testShare = "test_share"
  }

  package init(_ options: inout Options) {
    path = options.text("path", allowed: "the path of a safetensors file")
    let what = "the name of an array in path, or without path the path of a .npy or CSV file"
    inputs = options.text("inputs", required: true, allowed: what)
    targets = options.text("targets", allowed: "as inputs; left out, y is the next input")
    testShare = options.number("test_share", default: 0.25, .between(0.05, 0.9))
    preparation = Preparation(read: &options, scaling: .none)
    var ranges: [String: SourceRange] = [:]
    for key in ["path", "inputs", "targets"] { ranges[key] = options.range(of: key) }
    self.ranges = ranges
  }

  /// Array names count only where a file holds several; paths never do.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if path != nil {
      try container.encodeIfPresent(inputs, forKey: .inputs)
      try container.encodeIfPresent(targets, forKey: .targets)
    }
    try container.encode(preparation.scaling, forKey: .scaling)
    try container.encode(digests, forKey: .digests)
    try container.encode(testShare, forKey: .testShare)
  }

  package var predictsNextInput: Bool { targets == nil || isNextInput }
  package var drawnExtent: (sequences: Int, steps: Int) { (data.sequences, data.steps) }

  package var files: [DataFile] {
    if let path { return [DataFile(path: path, range: ranges["path"])] }
    let named = [("inputs", inputs), ("targets", targets)]
    return named.compactMap { key, name in
      name.map { DataFile(path: $0, range: ranges[key]) }
    }
  }

  package mutating func load(_ files: [LoadedFile]) -> [Diagnostic] {
    digests = files.map(\.digest)
    do throws(Diagnostics) {
      standsForItself = false
      if try layOut(files) { return [] }
      standsForItself = true
      guard let arrays = try arrays(files) else { return [] }
      data = try dataset(arrays.inputs, arrays.targets)
    } catch {
      return error.all
    }
    return []
  }

  /// Held out are the last sequences; nothing is drawn.
  package func drawn(_ draws: Draws) -> Split {
    let training = trainingCount
    var split = Split(
      train: data.part(0..<training), test: data.part(training..<data.sequences))
    split.targetIsNextInput = predictsNextInput
    if isSeries { split.test.scored = data.steps - 1..<data.steps }
    return split
  }

  private var trainingCount: Int { Int(Double(data.sequences) * (1 - testShare)) }

  // MARK: Reading

  /// Text files, and arrays with one target for each sequence.
  ///
  /// - Returns: false where the files are arrays that stand for themselves.
  private mutating func layOut(_ files: [LoadedFile]) throws(Diagnostics) -> Bool {
    guard path == nil, let first = files.first else { return false }
    let isText = files.contains { !$0.isArray }
    guard isText || hasOneTargetEach(files) else { return false }
    let read = try files.map { file throws(Diagnostics) in try SequenceFile(file) }
    let paired =
      files.count > 1
      ? try SequencePairing(targets: (files[1], read[1]), inputs: (first, read[0])).paired()
      : try SequencePairing(targets: (first, read[0]), inputs: nil).paired()
    isSeries = paired.isSeries
    isNextInput = paired.targetIsNextInput
    data = try checked(paired.data)
    return true
  }

  /// Whether there is one number of targets for each sequence of inputs.
  private func hasOneTargetEach(_ files: [LoadedFile]) -> Bool {
    guard files.count == 2, let inputs = try? readNPY(files[0].bytes).shape,
      let targets = try? readNPY(files[1].bytes).shape
    else { return false }
    return inputs.first == targets.first && inputs.count > 1 && inputs[1] > 1
      && targets.dropFirst().allSatisfy { $0 == 1 }
  }

  private func arrays(_ files: [LoadedFile]) throws(Diagnostics) -> (
    inputs: NumberArray, targets: NumberArray?
  )? {
    guard let inputs, let first = files.first else { return nil }
    if path == nil {
      let read = try files.map { file throws(Diagnostics) in
        try explained(file.file) { () throws(ArrayFileError) in try readNPY(file.bytes) }
      }
      return (read[0], read.count > 1 ? read[1] : nil)
    }
    let opened = try explained(first.file) { () throws(ArrayFileError) in
      try SafetensorsFile(first.bytes)
    }
    func named(_ name: String, _ key: String) throws(Diagnostics) -> NumberArray {
      let found = try explained(first.file) { () throws(ArrayFileError) in try opened.array(name) }
      if let found { return found }
      throw Diagnostics([.unknown("array", name, known: opened.names, at: ranges[key])])
    }
    return (
      try named(inputs, "inputs"),
      try targets.map { name throws(Diagnostics) in
        try named(name, "targets")
      }
    )
  }

  private func explained<Value>(
    _ file: DataFile, _ read: () throws(ArrayFileError) -> Value
  ) throws(Diagnostics) -> Value {
    do { return try read() } catch {
      throw Diagnostics([
        Diagnostic(
          "unreadable-data", "'\(file.path)' cannot be read: \(error.message)", at: file.range,
          help: error.help.map { [$0] } ?? [])
      ])
    }
  }

  private func dataset(
    _ inputs: NumberArray, _ targets: NumberArray?
  ) throws(Diagnostics) -> Dataset {
    let (n, t, d) = try shape(inputs, "inputs")
    try checkNumbers(inputs, "inputs")
    guard let targets else {
      let steps = t - 1
      guard steps >= 1 else {
        throw problem("too-few-values", "inputs hold one step: there is no next value", "inputs")
      }
      func values(from first: Int) -> [Float] {
        (0..<n).flatMap { sequence -> ArraySlice<Float> in
          let row = sequence * t + first
          return inputs.values[row * d..<(row + steps) * d]
        }
      }
      return try checked(
        Dataset(
          sequences: n, steps: steps, features: d, outputs: d, inputs: values(from: 0),
          targets: values(from: 1)))
    }
    let (targetN, targetT, outputs) = try shape(targets, "targets")
    try checkNumbers(targets, "targets")
    guard targetN == n, targetT == t else {
      throw problem(
        "wrong-shape",
        "inputs are \(n) sequences of \(t) steps and targets \(targetN) of \(targetT)", "targets")
    }
    return try checked(
      Dataset(
        sequences: n, steps: t, features: d, outputs: outputs, inputs: inputs.values,
        targets: targets.values))
  }

  private func shape(
    _ array: NumberArray, _ key: String
  ) throws(Diagnostics) -> (n: Int, t: Int, d: Int) {
    let shape = array.shape
    guard shape.count == 2 || shape.count == 3, !shape.contains(0) else {
      throw problem(
        "wrong-shape",
        "\(key) have the shape (\(shape.map { "\($0)" }.joined(separator: ", "))); it must be (sequences, steps) or (sequences, steps, columns), none of them 0",
        key)
    }
    return (shape[0], shape[1], shape.count == 3 ? shape[2] : 1)
  }

  private func checkNumbers(_ array: NumberArray, _ key: String) throws(Diagnostics) {
    guard let index = array.values.firstIndex(where: { !$0.isFinite }) else { return }
    let width = array.shape.count == 3 ? array.shape[2] : 1
    let row = index / width
    throw problem(
      "bad-value",
      "\(key) hold \(array.values[index].isNaN ? "a missing number" : "an infinite number") in sequence \(row / array.shape[1]), step \(row % array.shape[1]), column \(index % width), all counted from 0",
      key)
  }

  private func checked(_ data: Dataset) throws(Diagnostics) -> Dataset {
    let training = Int(Double(data.sequences) * (1 - testShare))
    guard training >= 1, training < data.sequences else {
      throw problem(
        "too-few-values",
        "\(data.sequences) sequences are too few for a held-out share of \(testShare)", "inputs")
    }
    return data
  }

  private func problem(_ id: String, _ message: String, _ key: String) -> Diagnostics {
    Diagnostics([Diagnostic(id, message, at: ranges[key])])
  }
}
