/// The rows of each sequence of a file with a step in each row.
struct LongForm {
  /// In the order of their first rows; each sequence's rows in the order of its steps.
  var rows: [(name: String, rows: [Int])] = []

  /// Nil where every row would be a sequence of its own, or all rows one.
  init?(_ grid: NumberGrid, sequence: Int?, step: Int?) {
    if let sequence {
      var places: [String: Int] = [:]
      for row in 0..<grid.rows {
        let name = grid.text(row, sequence)
        if let place = places[name] {
          rows[place].rows.append(row)
        } else {
          places[name] = rows.count
          rows.append((name, [row]))
        }
      }
      if rows.count == grid.rows { return nil }
      if let step { sort(grid, by: step) }
      return
    }
    guard let step, grid.number(0, step) != nil else { return nil }
    var last = Double.infinity
    for row in 0..<grid.rows {
      let here = grid.number(row, step) ?? last
      if here <= last { rows.append(("\(rows.count)", [])) }
      rows[rows.count - 1].rows.append(row)
      last = here
    }
    if rows.count == 1 || rows.count == grid.rows { return nil }
  }

  private mutating func sort(_ grid: NumberGrid, by step: Int) {
    let dates = DateForm.of((0..<grid.rows).map { grid.text($0, step) })
    for index in rows.indices {
      let keyed = rows[index].rows.map { row in
        (row, grid.number(row, step) ?? dates?.seconds(grid.text(row, step)) ?? Double(row))
      }
      rows[index].rows = keyed.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    }
  }

  /// The first sequence of another length than the first one's: its name, its length, the first's.
  var unequal: (name: String, count: Int, first: Int)? {
    guard let first = rows.first?.rows.count else { return nil }
    return rows.first { $0.rows.count != first }.map { ($0.name, $0.rows.count, first) }
  }
}
