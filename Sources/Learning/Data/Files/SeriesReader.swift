import SourceText

/// Makes numbers and an order of a series' cells, and keeps what is wrong with them.
struct SeriesReader {
  private let choice: SeriesColumns
  private let path: String
  private let range: SourceRange?
  private(set) var errors: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  /// More mistakes than these help nobody.
  private static let most = 10

  init(_ choice: SeriesColumns, path: String, range: SourceRange?) {
    self.choice = choice
    self.path = path
    self.range = range
  }

  /// As editors count, with the header as row 1.
  private func place(_ row: Int) -> String { "row \(row + 2) of '\(path)'" }

  private mutating func report(_ id: String, _ message: String, help: [String] = []) {
    guard errors.count < Self.most else { return }
    errors.append(Diagnostic(id, message, at: range, help: help))
  }

  private mutating func warn(_ id: String, _ message: String, help: [String] = []) {
    warnings.append(Diagnostic(id, message, at: range, severity: .warning, help: help))
  }

  mutating func reportOverlong(row: Int, header: Int) {
    report(
      "bad-row", "\(place(row)) has more cells than the header's \(header)",
      help: ["numbers written as 1,5 need quotation marks, or another delimiter and decimal: \",\""]
    )
  }

  // MARK: Numbers

  /// One column's numbers, not a number in gaps that are allowed.
  mutating func numbers(_ cells: [String], column: String) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(cells.count)
    for (row, cell) in cells.enumerated() {
      if let number = choice.number(cell) {
        numbers.append(number)
      } else {
        let isGap = choice.isGap(cell)
        if !isGap || choice.gaps == .report { reportNumber(cell, row, column, isGap) }
        numbers.append(.nan)
      }
    }
    let first = numbers.first { !$0.isNaN }
    if let first, numbers.count > 1, numbers.allSatisfy({ $0 == first || $0.isNaN }) {
      warn(
        "constant-column", "column '\(column)' of '\(path)' holds the same number in every row",
        help: ["a constant tells a network nothing, and needs none to be forecast"])
    }
    return numbers
  }

  private mutating func reportNumber(_ cell: String, _ row: Int, _ column: String, _ isGap: Bool) {
    var help: [String] = []
    if isGap {
      help = [
        "gaps: interpolate fills missing numbers, gaps: drop_windows leaves their windows out"
      ]
    } else if choice.decimal == .point, cell.contains(","),
      Double(cell.replacing(",", with: ".")) != nil
    {
      help = ["decimal: \",\" reads numbers such as 1,5"]
    }
    report(
      isGap ? "missing-value" : "bad-value",
      "\(place(row)): column '\(column)' must hold a number, not \(quoted(cell))", help: help)
  }

  // MARK: Order

  struct Order {
    /// The file's rows in their new order.
    var rows: [Int]
    var sequences: [Range<Int>]
    /// Whether rows of one sequence changed places.
    var isSorted: Bool
    /// Whether any row did.
    var isMoved: Bool
  }

  /// Sequences in the order of their first rows, each in the order of its dates or steps. Rows
  /// whose dates are in no known form stay in the file's order.
  mutating func order(
    rows: Int, sequence: [String]?, key: [String]?, keyColumn: String?, isNamed: Bool
  ) -> Order {
    let groups = group(rows, sequence)
    guard let key, let keyColumn, let keys = keys(key, keyColumn, isNamed) else {
      return finished(groups, isSorted: false)
    }
    var isSorted = false
    var isRepeated = false
    let sorted = groups.map { group in
      let ordered = isAscending(group, keys) ? group : stablySorted(group, keys)
      if ordered != group {
        if !isSorted { warnUnsorted(group, keys, keyColumn) }
        isSorted = true
      }
      if !isRepeated,
        let twice = zip(ordered, ordered.dropFirst()).first(where: { keys[$0] == keys[$1] })
      {
        isRepeated = true
        reportRepeated(twice, key, keyColumn, isNamed)
      }
      return ordered
    }
    return finished(sorted, isSorted: isSorted)
  }

  private func group(_ rows: Int, _ sequence: [String]?) -> [[Int]] {
    guard let sequence else { return [Array(0..<rows)] }
    var places: [String: Int] = [:]
    var groups: [[Int]] = []
    for row in 0..<rows {
      if let place = places[sequence[row]] {
        groups[place].append(row)
      } else {
        places[sequence[row]] = groups.count
        groups.append([row])
      }
    }
    return groups
  }

  private func finished(_ groups: [[Int]], isSorted: Bool) -> Order {
    var ranges: [Range<Int>] = []
    for group in groups {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + group.count)
    }
    let rows = groups.count == 1 ? groups[0] : groups.flatMap { $0 }
    let isMoved = !isAscending(rows, nil)
    return Order(rows: rows, sequences: ranges, isSorted: isSorted, isMoved: isMoved)
  }

  private func isAscending(_ rows: [Int], _ keys: [Double]?) -> Bool {
    for index in rows.indices.dropFirst() {
      let (before, here) = (rows[index - 1], rows[index])
      if let keys {
        if keys[before] > keys[here] { return false }
      } else if before > here {
        return false
      }
    }
    return true
  }

  private func stablySorted(_ rows: [Int], _ keys: [Double]) -> [Int] {
    rows.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
  }

  /// Dates or steps as numbers; nil where they order nothing.
  private mutating func keys(_ cells: [String], _ column: String, _ isNamed: Bool) -> [Double]? {
    let form = DateForm.of(cells)
    // A first column that nobody named may be anything: numbers order rows only where they were
    // named, or where they are dates.
    let isNumeric = form == nil && isNamed && cells.first.flatMap { choice.number($0) } != nil
    guard form != nil || isNumeric else {
      if isNamed {
        warn(
          "unknown-date",
          "the dates of column '\(column)' are in no known form, so rows keep their order",
          help: ["known forms: \(DateForm.allCases.map(\.rawValue).joined(separator: ", "))"])
      }
      return nil
    }
    var keys: [Double] = []
    keys.reserveCapacity(cells.count)
    var isBroken = false
    for (row, cell) in cells.enumerated() {
      if let key = form.map({ $0.seconds(cell) }) ?? choice.number(cell) {
        keys.append(key)
        continue
      }
      let like = form.map { "a date like \($0.rawValue)" } ?? "a number"
      let message = "\(place(row)): column '\(column)' must hold \(like), not \(quoted(cell))"
      guard isNamed else {
        warn("bad-date", "\(message); rows keep their order")
        return nil
      }
      report("bad-date", message)
      isBroken = true
    }
    return isBroken ? nil : keys
  }

  private mutating func warnUnsorted(_ group: [Int], _ keys: [Double], _ column: String) {
    let first = zip(group, group.dropFirst()).first { keys[$0] > keys[$1] }
    guard let first else { return }
    warn(
      "unsorted-dates",
      "\(place(first.1)) comes before row \(first.0 + 2) by its '\(column)', so rows were put in order"
    )
  }

  private mutating func reportRepeated(
    _ rows: (Int, Int), _ cells: [String], _ column: String, _ isNamed: Bool
  ) {
    let message =
      "rows \(rows.0 + 2) and \(rows.1 + 2) of '\(path)' have the same '\(column)', \(quoted(cells[rows.1]))"
    let help = [
      "several sequences in one file are told apart by sequence: and the name of a column"
    ]
    if isNamed {
      report("repeated-date", message, help: help)
    } else {
      warn("repeated-date", message, help: help)
    }
  }
}
