import Tensors

/// Columns for a terminal. The first is set flush left, the rest flush right.
struct TextTable {
  var rows: [[String]]

  init(_ titles: [String]) { rows = [titles] }

  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.filter { column < $0.count }.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// What `work` makes of each item, in their order, on all cores.
func sideBySide<Item: Sendable, Result>(
  _ items: [Item], _ work: @escaping @Sendable (Item) -> Result
) -> [Result] {
  let results = UnsafeMutableBufferPointer<Result?>.allocate(capacity: items.count)
  results.initialize(repeating: nil)
  defer {
    results.deinitialize()
    results.deallocate()
  }
  // Each item writes its own element.
  nonisolated(unsafe) let slots = results
  let team = Team(size: Processor.count)
  defer { team.close() }
  team.run(parts: items.count) { slots[$0] = work(items[$0]) }
  return results.compactMap { $0 }
}
