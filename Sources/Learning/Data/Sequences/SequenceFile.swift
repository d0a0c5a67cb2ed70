import ArrayFiles
package import SourceText

/// Numbers of sequences as a file holds them, whatever its layout: `(N, T, C)` with C channels.
///
/// | the file | is read as |
/// | --- | --- |
/// | `.npy` of shape (N, T, C), (N, T), (N) | as it says; (N) and (N, 1) are one column |
/// | one column of numbers | one column: a series, or one number for each sequence |
/// | a row of numbers, or columns `0`, `1`, `t2`, `step_3`, `lag_4`, `t-5` | a sequence in each row |
/// | columns `x0_t1` or `x0(t-1)` | a sequence in each row, of several channels |
/// | other names above the columns | one series, a channel in each column |
/// | a column `sequence` (`id`, `series`) that repeats, or a `step` that starts again | long form |
///
/// A column that counts the rows is left out, and so is one of dates.
package struct SequenceFile: Sendable {
  package enum Form: String, Sendable {
    /// A number in each row: what it belongs to, the other files say.
    case column
    /// A sequence in each row.
    case rows
    /// A step in each row, a channel in each column.
    case series
    /// A step in each row, sequences below each other.
    case long
    case array
  }

  package var form: Form
  /// `N`, `T` and `C`.
  package var sequences, steps, channels: Int
  /// `(N, T, C)`.
  package var values: [Float]
  /// Names of the channels, where the file has any.
  package var names: [String] = []
  /// What was left out, as sentences without a full stop.
  package var leftOut: [String] = []

  init(
    form: Form, sequences: Int, steps: Int, channels: Int, values: [Float], names: [String] = []
  ) {
    self.form = form
    (self.sequences, self.steps, self.channels) = (sequences, steps, channels)
    self.values = values
    self.names = names
  }

  /// Throws all that keeps the bytes from being numbers in one of these layouts.
  package init(_ file: LoadedFile) throws(Diagnostics) {
    if file.isArray {
      self = try SequenceFile(npy: file)
    } else {
      var reader = SequenceReader(file)
      self = try reader.read()
    }
  }

  /// "256 sequences of 20 steps", "a series of 500 values, 3 channels".
  package var extent: String {
    let more = channels > 1 ? ", \(channels) channels" : ""
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    switch form {
    case .column: return "one column of \(counted(sequences, "number"))"
    case .series: return "a series of \(counted(steps, "step"))\(more)"
    case .rows, .long, .array:
      return "\(counted(sequences, "sequence")) of \(counted(steps, "step"))\(more)"
    }
  }

  var shape: String { "\(sequences) × \(steps)\(channels > 1 ? " × \(channels)" : "")" }

  /// The same numbers in another shape of as many.
  func reshaped(_ sequences: Int, _ steps: Int, _ channels: Int) -> SequenceFile {
    precondition(sequences * steps * channels == values.count, "\(shape) is not that many")
    var file = self
    (file.sequences, file.steps, file.channels) = (sequences, steps, channels)
    return file
  }

  // MARK: Arrays

  private init(npy file: LoadedFile) throws(Diagnostics) {
    let path = file.file.path
    let array: NumberArray
    do { array = try readNPY(file.bytes) } catch {
      throw Diagnostics([
        Diagnostic(
          "unreadable-data", "'\(path)' cannot be read: \(error.message)", at: file.file.range,
          help: error.help.map { [$0] } ?? [])
      ])
    }
    let shape = array.shape
    guard (1...3).contains(shape.count), !shape.contains(0) else {
      let written = "(\(shape.map { "\($0)" }.joined(separator: ", ")))"
      throw Diagnostics([
        Diagnostic(
          "wrong-shape",
          "'\(path)' has the shape \(written); it must be (sequences), (sequences, steps) or (sequences, steps, channels), none of them 0",
          at: file.file.range)
      ])
    }
    let (steps, channels) = (shape.count > 1 ? shape[1] : 1, shape.count > 2 ? shape[2] : 1)
    try SequenceFile.checkNumbers(array, steps: steps, channels: channels, file)
    self.init(
      form: steps == 1 && shape.count < 3 ? .column : .array, sequences: shape[0], steps: steps,
      channels: channels, values: array.values)
  }

  private static func checkNumbers(
    _ array: NumberArray, steps: Int, channels: Int, _ file: LoadedFile
  ) throws(Diagnostics) {
    let bad = array.values.indices.lazy.filter { !array.values[$0].isFinite }
    guard let first = bad.first else { return }
    let (sequence, rest) = first.quotientAndRemainder(dividingBy: steps * channels)
    let what = array.values[first].isNaN ? "not a number" : "infinite"
    let more = bad.count - 1
    throw Diagnostics([
      Diagnostic(
        "missing-value",
        "'\(file.file.path)' is \(what) in sequence \(sequence), step \(rest / channels), channel \(rest % channels), all counted from 0\(more > 0 ? ", and in \(more) more places" : "")",
        at: file.file.range, help: [SequenceReader.missingHelp])
    ])
  }
}

extension LoadedFile {
  /// Whether it is, or claims to be, what `numpy.save` writes.
  var isArray: Bool {
    bytes.starts(with: [0x93] + Array("NUMPY".utf8)) || file.path.hasSuffix(".npy")
  }
}
