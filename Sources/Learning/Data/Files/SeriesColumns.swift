import SourceText

/// Which columns of a file a series is read from, and how their cells are written.
package struct SeriesColumns: Sendable {
  /// What happens to rows without a number.
  package enum Gaps: String, CaseIterable, Encodable, Sendable {
    /// They are mistakes, each reported with its row.
    case report
    /// The straight line between the values around them; at the end of the training part and of a
    /// sequence the last value before.
    case interpolate
    /// No window contains one.
    case dropWindows = "drop_windows"
  }
  enum Decimal: String, CaseIterable, Encodable, Sendable {
    case point = "."
    case comma = ","
  }

  var date, value: String?
  var inputs, targets: [String]
  /// The columns of a file in long form: which sequence a row belongs to, and which of its steps it
  /// is.
  var sequence, step: String?
  var delimiter: String?
  var decimal = Decimal.point
  var gaps = Gaps.report

  package init(
    date: String? = nil, value: String? = nil, inputs: [String] = [], targets: [String] = [],
    sequence: String? = nil, step: String? = nil
  ) {
    (self.date, self.value) = (date, value)
    (self.inputs, self.targets) = (inputs, targets)
    (self.sequence, self.step) = (sequence, step)
  }

  init(_ options: inout Options) {
    date = options.text("date", allowed: "the name of the date column")
    value = options.text("value", allowed: "the name of the value column")
    inputs = options.texts("inputs", allowed: "names of columns")
    targets = options.texts("targets", allowed: "names of columns; left out, those of inputs")
    sequence = options.text("sequence", allowed: "the column that tells sequences apart")
    step = options.text("step", allowed: "the column that orders a sequence's rows")
    delimiter = options.text("delimiter", allowed: "one character, or tab; left out, it is found")
    decimal = options.word("decimal", default: .point)
    gaps = options.word("gaps", default: .report)
    if let delimiter, delimiterByte == nil {
      options.report(
        Diagnostic(
          "out-of-range", "delimiter must be one ASCII character or tab, not \(quoted(delimiter))",
          at: options.range(of: "delimiter")))
    }
    if value != nil, !(inputs + targets).isEmpty {
      options.report(
        Diagnostic(
          "contradiction",
          "value names the only column; beside inputs and targets it has no meaning",
          at: options.range(of: "value")))
    }
  }

  /// The delimiter's byte; nil where it is to be found.
  var delimiterByte: UInt8? {
    guard let delimiter else { return nil }
    if delimiter == "tab" || delimiter == "\\t" { return UInt8(ascii: "\t") }
    guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first, byte != 34, byte != 10,
      byte != 13
    else { return nil }
    return byte
  }

  /// A number as the file writes it; nil where it is none.
  func number(_ cell: String) -> Double? {
    if decimal == .point { return finite(cell) }
    // 1.234,5: the points part thousands.
    return finite(cell.replacing(".", with: "").replacing(",", with: "."))
  }

  private func finite(_ cell: String) -> Double? {
    guard let number = Double(cell), number.isFinite else { return nil }
    return number
  }

  /// Whether a cell says that there is no number.
  func isGap(_ cell: String) -> Bool {
    cell.isEmpty || ["na", "n/a", "nan", "null", "none"].contains(cell.lowercased())
  }
}

// MARK: Canonical text

extension SeriesColumns: Encodable {
  enum CodingKeys: String, CodingKey {
    case date, value, inputs, targets, sequence, step, delimiter, decimal, gaps
  }

  /// Only what was asked for.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(date, forKey: .date)
    try container.encodeIfPresent(value, forKey: .value)
    if !inputs.isEmpty { try container.encode(inputs, forKey: .inputs) }
    if !targets.isEmpty { try container.encode(targets, forKey: .targets) }
    try container.encodeIfPresent(sequence, forKey: .sequence)
    try container.encodeIfPresent(step, forKey: .step)
    try container.encodeIfPresent(delimiter, forKey: .delimiter)
    if decimal != .point { try container.encode(decimal, forKey: .decimal) }
    if gaps != .report { try container.encode(gaps, forKey: .gaps) }
  }
}
