import SourceText

/// Reads sequences from a text file and keeps what is wrong with it, each mistake with its row.
struct SequenceReader {
  let file: LoadedFile
  private(set) var problems: [Diagnostic] = []
  private var unsaid = 0
  private var leftOut: [String] = []
  /// Made for the first message alone: a file may be large.
  private var source: SourceFile?

  /// More messages about one file help nobody.
  static let most = 8
  static let missingHelp =
    "leave its sequence out of all files, or fill the value before they are written"

  init(_ file: LoadedFile) { self.file = file }

  private var path: String { file.file.path }

  mutating func read() throws(Diagnostics) -> SequenceFile {
    try checkText()
    guard let grid = NumberGrid(file.bytes), grid.rows > 0 else {
      throw Diagnostics([
        Diagnostic("empty-file", "'\(path)' holds no numbers", at: file.file.range)
      ])
    }
    reportUneven(grid)
    var columns = Array(0..<grid.columns)
    leaveOutRowNumbers(grid, &columns)
    var read = read(grid, columns)
    if unsaid > 0 {
      problems.append(
        Diagnostic("more-mistakes", "'\(path)' has \(unsaid) more mistakes", at: file.file.range))
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    read.leftOut = leftOut
    return read
  }

  private func checkText() throws(Diagnostics) {
    if file.bytes.starts(with: Array("PK".utf8)) || file.bytes.contains(0) {
      throw Diagnostics([
        Diagnostic(
          "unreadable-data", "'\(path)' is neither text nor a .npy file", at: file.file.range,
          help: ["write it with numpy.save('y.npy', y) or numpy.savetxt('y.csv', y, delimiter=',')"]
        )
      ])
    }
    _ = try file.text()
  }

  // MARK: Layouts

  private mutating func read(_ grid: NumberGrid, _ columns: [Int]) -> SequenceFile {
    let roles = columns.map { column in
      grid.header.map { HeaderRule.role(of: $0[column]) } ?? .cell(channel: "", step: column)
    }
    if let long = readLong(grid, columns, roles) { return long }
    var numbers: [(column: Int, role: HeaderRule.Role)] = []
    for (column, role) in zip(columns, roles) {
      if role == .sequence || role == .step || isDates(grid, column) {
        leaveOut(grid, column, role == .sequence ? "names the rows" : "says when")
      } else {
        numbers.append((column, role))
      }
    }
    if numbers.count < 2 { return readColumn(grid, numbers.first?.column ?? columns[0]) }
    if let wide = readWide(grid, numbers) { return wide }
    let names = numbers.map { grid.header?[$0.column] ?? "" }
    reportBothInOne(names)
    let values = matrix(grid, numbers.map(\.column))
    return SequenceFile(
      form: .series, sequences: 1, steps: grid.rows, channels: numbers.count, values: values,
      names: names)
  }

  private mutating func readColumn(_ grid: NumberGrid, _ column: Int) -> SequenceFile {
    let name = grid.header.map { [$0[column]] } ?? []
    return SequenceFile(
      form: .column, sequences: grid.rows, steps: 1, channels: 1, values: matrix(grid, [column]),
      names: name)
  }

  /// A sequence in each row; nil where the columns' names are no steps.
  private mutating func readWide(
    _ grid: NumberGrid, _ numbers: [(column: Int, role: HeaderRule.Role)]
  ) -> SequenceFile? {
    var channels: [String] = []
    var places: [String: [Int: Int]] = [:]
    for (column, role) in numbers {
      guard case .cell(let channel, let step) = role else { return nil }
      if places[channel] == nil { channels.append(channel) }
      places[channel, default: [:]][step] = column
    }
    let steps = Set(places.values.flatMap(\.keys)).sorted()
    for channel in channels {
      for step in steps where places[channel]?[step] == nil {
        report(
          "missing-column",
          "'\(path)' has no column for step \(step) of \(quoted(channel)), which other channels have",
          nil)
      }
    }
    let order = steps.flatMap { step in channels.map { places[$0]?[step] ?? numbers[0].column } }
    return SequenceFile(
      form: .rows, sequences: grid.rows, steps: steps.count, channels: channels.count,
      values: matrix(grid, order), names: channels == [""] ? [] : channels)
  }

  /// A step in each row; nil where no column tells sequences apart.
  private mutating func readLong(
    _ grid: NumberGrid, _ columns: [Int], _ roles: [HeaderRule.Role]
  ) -> SequenceFile? {
    guard grid.header != nil, problems.isEmpty else { return nil }
    let sequence = zip(columns, roles).first { $0.1 == .sequence }?.0
    let step = zip(columns, roles).first { $0.1 == .step }?.0
    guard var groups = LongForm(grid, sequence: sequence, step: step) else { return nil }
    let numbers = zip(columns, roles).filter { $0.1 != .sequence && $0.1 != .step }.map(\.0)
    guard !numbers.isEmpty else { return nil }
    if let (name, count, common) = groups.unequal {
      report(
        "unequal-lengths",
        "sequence \(quoted(name)) has \(count) rows in '\(path)' and the first one \(common)",
        groups.rows.first { $0.name == name }.map { grid.place($0.rows[0], 0) },
        help: ["all sequences must be equally long: cut them to the shortest, or pad none"])
      groups.rows = [groups.rows[0]]
    }
    let order = groups.rows.flatMap(\.rows)
    let read = matrix(grid, numbers)
    let width = numbers.count
    return SequenceFile(
      form: .long, sequences: groups.rows.count, steps: groups.rows[0].rows.count, channels: width,
      values: order.flatMap { read[$0 * width..<($0 + 1) * width] },
      names: width > 1 ? numbers.map { grid.header?[$0] ?? "" } : [])
  }

  // MARK: Columns

  /// `to_csv` writes the rows' numbers as a first column unless it is told `index=False`.
  private mutating func leaveOutRowNumbers(_ grid: NumberGrid, _ columns: inout [Int]) {
    guard grid.columns > 1, grid.rows > 1 else { return }
    let role = grid.header.map { HeaderRule.role(of: $0[0]) }
    guard role == nil ? grid.rows >= 8 : role == .rowNumber else { return }
    let first = grid.number(0, 0) ?? -1
    guard first == 0 || first == 1 || role == .rowNumber,
      (0..<grid.rows).allSatisfy({ grid.number($0, 0) == first + Double($0) })
    else { return }
    columns.removeFirst()
    leftOut.append("its first column counts the rows and is left out")
  }

  private mutating func leaveOut(_ grid: NumberGrid, _ column: Int, _ why: String) {
    let name = grid.header.map { "column \(quoted($0[column]))" } ?? "column \(column + 1)"
    leftOut.append("\(name) \(why) and is left out")
  }

  private func isDates(_ grid: NumberGrid, _ column: Int) -> Bool {
    (0..<min(grid.rows, 20)).allSatisfy { HeaderRule.isDate(grid.text($0, column)) }
  }

  /// Row by row, the columns in the order given; what is no number is reported.
  private mutating func matrix(_ grid: NumberGrid, _ columns: [Int]) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(grid.rows * columns.count)
    let unevenRows = Set(grid.uneven.map(\.row))
    for row in 0..<grid.rows {
      for column in columns {
        let number = grid.number(row, column)
        values.append(Float(number ?? 0))
        if number == nil, !unevenRows.contains(row) { reportCell(grid, row, column) }
      }
    }
    return values
  }

  // MARK: Messages

  private mutating func reportUneven(_ grid: NumberGrid) {
    for (row, cells, place) in grid.uneven {
      let above = grid.header == nil ? "the first row" : "the header"
      report(
        "bad-row",
        "\(self.place(place, row)) has \(cells) cells and \(above) \(grid.columns)", place)
    }
  }

  private mutating func reportCell(_ grid: NumberGrid, _ row: Int, _ column: Int) {
    let place = grid.place(row, column)
    let name = grid.header.map { "column \(quoted($0[column]))" } ?? "column \(column + 1)"
    if grid.isGap(row, column) {
      report(
        "missing-value", "\(self.place(place, row)) has no number in \(name)", place,
        help: [SequenceReader.missingHelp])
    } else {
      report(
        "bad-value",
        "\(self.place(place, row)): \(name) must hold a number, not \(quoted(grid.text(row, column)))",
        place)
    }
  }

  private mutating func reportBothInOne(_ names: [String]) {
    func holds(_ words: [String]) -> Bool {
      names.contains { name in words.contains { name.lowercased().contains($0) } }
    }
    guard holds(["pred", "forecast", "yhat", "y_hat"]),
      holds(["true", "actual", "target", "label"])
    else { return }
    report(
      "both-in-one",
      "'\(path)' holds targets and predictions side by side: \(names.joined(separator: ", "))", nil,
      help: ["write each to a file of its own: df['y_true'].to_csv('y.csv', index=False)"])
  }

  /// "row 7 of 'y.csv'", as editors count lines.
  private mutating func place(_ place: Range<Int>, _ row: Int) -> String {
    "row \(sourceFile().position(of: place.lowerBound).line) of '\(path)'"
  }

  private mutating func sourceFile() -> SourceFile {
    if let source { return source }
    let made = SourceFile(path: path, text: String(decoding: file.bytes, as: UTF8.self))
    source = made
    return made
  }

  private mutating func report(
    _ id: String, _ message: String, _ place: Range<Int>?, help: [String] = []
  ) {
    guard problems.count < Self.most else {
      unsaid += 1
      return
    }
    let range = place.map {
      SourceRange(file: sourceFile(), start: $0.lowerBound, end: $0.upperBound)
    }
    problems.append(Diagnostic(id, message, at: range ?? file.file.range, help: help))
  }
}
