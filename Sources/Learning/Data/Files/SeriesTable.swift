import SourceText

/// The series of a file: its sequences one behind the other, each in the order of its steps.
package struct SeriesTable: Sendable {
  /// What the date column says, or the number of the row.
  package private(set) var dates: [String] = []
  /// Input columns, then target columns: `columns[column][row]`, not a number in a gap.
  private(set) var columns: [[Double]] = []
  /// What the header calls them.
  package private(set) var columnNames: [String] = []
  /// How many of the columns are inputs.
  package private(set) var inputCount = 0
  /// What stands between the file's cells.
  package private(set) var delimiter = ","
  /// The rows of each sequence; one range where the file is a single series.
  private(set) var sequences: [Range<Int>] = []
  /// Whether rows had to be put in order.
  private(set) var isSorted = false
  /// How many numbers the file lacks.
  package private(set) var gapCount = 0
  private(set) var warnings: [Diagnostic] = []

  init() {}

  /// The first target column.
  package var values: [Double] { columns.isEmpty ? [] : columns[inputCount] }

  /// Reads the columns by name. Without names the first column is the date and the next one the
  /// value, or a single column the value.
  ///
  /// All mistakes are thrown at once; rows count from 1 with the header as row 1, as editors do.
  /// Blank rows at the end of the file are no rows.
  init(
    _ bytes: [UInt8], path: String, columns choice: SeriesColumns, at range: SourceRange?
  ) throws(Diagnostics) {
    guard let text = DelimitedText(bytes, delimiter: choice.delimiterByte) else {
      throw Diagnostics([
        Diagnostic("unreadable-data", "'\(path)' is not a CSV file with a header", at: range)
      ])
    }
    let roles = try SeriesRoles(choice, header: text.header, path: path, at: range)
    guard text.rows > 0 else {
      throw Diagnostics([
        Diagnostic("unreadable-data", "'\(path)' has a header but no rows", at: range)
      ])
    }
    let numberColumns = Array(Set(roles.inputs + roles.targets)).sorted()
    let labelColumns = [roles.date, roles.sequence, roles.step]
    let (cells, overlong) = text.columns(numberColumns + labelColumns.compactMap { $0 })
    func label(_ column: Int?) -> [String]? {
      column.flatMap { column in
        let before = labelColumns.prefix { $0 != column }.count { $0 != nil }
        return cells[numberColumns.count + before]
      }
    }
    var reader = SeriesReader(choice, path: path, range: range)
    if let overlong { reader.reportOverlong(row: overlong, header: text.header.count) }
    let numbers = numberColumns.indices.map {
      reader.numbers(cells[$0], column: text.header[numberColumns[$0]])
    }
    let order = reader.order(
      rows: text.rows, sequence: label(roles.sequence),
      key: label(roles.step) ?? label(roles.date),
      keyColumn: (roles.step ?? roles.date).map { text.header[$0] },
      isNamed: choice.step != nil || choice.date != nil)
    if !reader.errors.isEmpty { throw Diagnostics(reader.errors) }
    isSorted = order.isSorted
    sequences = order.sequences
    warnings = reader.warnings
    gapCount = numbers.reduce(0) { $0 + $1.count(where: \.isNaN) }
    inputCount = roles.inputs.count
    columnNames = (roles.inputs + roles.targets).map { text.header[$0] }
    delimiter = text.delimiter
    let isMoved = order.isMoved
    columns = (roles.inputs + roles.targets).map { column in
      let read = numbers[numberColumns.firstIndex(of: column) ?? 0]
      return isMoved ? order.rows.map { read[$0] } : read
    }
    let labels = label(roles.date) ?? (1...text.rows).map { "\($0)" }
    dates = isMoved ? order.rows.map { labels[$0] } : labels
  }

  /// Draws straight lines through the gaps of the rows of one part of a sequence; rows before it
  /// may be looked at, rows after it not.
  mutating func interpolate(_ part: Range<Int>, from start: Int) {
    for column in columns.indices {
      var row = part.lowerBound
      while row < part.upperBound {
        guard columns[column][row].isNaN else {
          row += 1
          continue
        }
        let end = (row..<part.upperBound).first { !columns[column][$0].isNaN }
        let before = row > start ? columns[column][row - 1] : .nan
        let after = end.map { columns[column][$0] } ?? .nan
        let stop = end ?? part.upperBound
        for gap in row..<stop {
          let share = Double(gap - row + 1) / Double(stop - row + 1)
          columns[column][gap] =
            before.isNaN ? after : after.isNaN ? before : before + (after - before) * share
        }
        row = stop
      }
    }
  }
}

/// Which column plays which part, by number.
private struct SeriesRoles {
  var date: Int?
  var sequence, step: Int?
  var inputs: [Int] = []
  var targets: [Int] = []

  init(
    _ choice: SeriesColumns, header: [String], path: String, at range: SourceRange?
  ) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    func column(_ name: String) -> Int? {
      let found = header.indices.filter { header[$0] == name }
      if found.isEmpty {
        problems.append(.unknown("column", name, known: header, at: range))
      } else if found.count > 1 {
        problems.append(
          Diagnostic(
            "ambiguous-column", "'\(path)' has \(found.count) columns named \(quoted(name))",
            at: range))
      }
      return found.first
    }
    date = choice.date.flatMap { column($0) }
    sequence = choice.sequence.flatMap { column($0) }
    step = choice.step.flatMap { column($0) }
    inputs = choice.inputs.compactMap { column($0) }
    targets = choice.targets.compactMap { column($0) }
    let value = choice.value.flatMap { column($0) }
    if !problems.isEmpty { throw Diagnostics(problems) }

    var taken = Set([date, sequence, step, value].compactMap { $0 } + inputs + targets)
    if choice.date == nil, header.count > 1, !taken.contains(0) {
      date = 0
      taken.insert(0)
    }
    if inputs.isEmpty { inputs = targets }
    if inputs.isEmpty {
      guard let only = value ?? header.indices.first(where: { !taken.contains($0) }) else {
        throw Diagnostics([
          Diagnostic(
            "unknown-name", "'\(path)' has no column left for the values", at: range,
            notes: ["columns: \(header.joined(separator: ", "))"])
        ])
      }
      inputs = [only]
    }
    if targets.isEmpty { targets = inputs }
  }
}
