import SourceText

/// Puts tables in the places of the paragraphs that cmark takes them for.
///
/// Emphasis and code must not reach from one cell into the next, so the cells of all tables are read
/// again as paragraphs of a text of their own, and their nodes are moved into the tree.
struct TableReader {
  private struct Found {
    let node: MarkdownTree.Node
    let table: PipeTable
    let lines: [Range<Int>]
  }

  private let text: NotebookText
  private let firstLine: Int
  /// Where the text under a node stands in the notebook: cmark's own word is of another text.
  private(set) var places: [MarkdownTree.Node: Range<Int>] = [:]

  init(_ text: NotebookText, firstLine: Int) {
    self.text = text
    self.firstLine = firstLine
  }

  /// - Parameter definitions: the lines that define links.
  mutating func read(_ tree: MarkdownTree, definitions: [UInt8]) {
    let tables = tree.longParagraphs.compactMap { found($0, in: tree) }
    if tables.isEmpty { return }
    guard let cells = MarkdownTree(written(tables, definitions)[...]) else { return }
    var paragraphs = cells.topParagraphs[...]
    let count = tables.reduce(0) { $0 + $1.table.cells.count + ($1.table.linesBefore > 0 ? 1 : 0) }
    // Lines before a table may open a block when they stand alone; such a table stays text.
    guard paragraphs.count >= count else { return }
    for found in tables {
      let table = found.table
      let before = table.linesBefore > 0 ? paragraphs.popFirst() : nil
      let texts = Array(paragraphs.prefix(table.cells.count))
      paragraphs = paragraphs.dropFirst(table.cells.count)
      let placed = tree.replace(
        found.node, by: table, texts, before: before, label: Self.label(table))
      if before != nil {
        let last = found.lines[table.linesBefore - 1].upperBound
        places[found.node] = found.lines[0].lowerBound..<last
      }
      for (node, cell) in zip(placed, table.cells) { places[node] = cell.range }
    }
  }

  private func found(_ node: MarkdownTree.Node, in tree: MarkdownTree) -> Found? {
    let isNested = !tree.standsAlone(node)
    let lines = (node.startLine...node.endLine).enumerated().map { index, number in
      var line = text.line(number + firstLine - 1)
      if index == 0 {
        line = min(line.lowerBound + node.startColumn - 1, line.upperBound)..<line.upperBound
      }
      line = text.trimmed(line)
      while isNested, index > 0, !line.isEmpty, text.bytes[line.lowerBound] == UInt8(ascii: ">") {
        line = text.trimmed(line.lowerBound + 1..<line.upperBound)
      }
      return line
    }
    return PipeTable(lines, text.bytes).map { Found(node: node, table: $0, lines: lines) }
  }

  /// Each cell behind a bracket, so that whatever it begins with opens no block, and that a word
  /// after it may be emphasised as at the start of a line.
  private func written(_ tables: [Found], _ definitions: [UInt8]) -> [UInt8] {
    let bracket = UInt8(ascii: "(")
    var bytes: [UInt8] = []
    for found in tables {
      let before = found.lines.prefix(found.table.linesBefore)
      if !before.isEmpty {
        bytes.append(bracket)
        bytes += before.flatMap { text.bytes[$0] + [.lineFeed] }
        bytes.append(.lineFeed)
      }
      for cell in found.table.cells {
        bytes += [bracket] + cell.text + [.lineFeed, .lineFeed]
      }
    }
    return bytes + definitions
  }

  /// What names the element that scrolls: the table's headings without their markup.
  private static func label(_ table: PipeTable) -> String {
    let headings = table.header.map { cell in
      String(decoding: cell.text.filter { !"*_`$\\<>&\"=[]".utf8.contains($0) }, as: UTF8.self)
    }
    let names = headings.map { String(trimming: $0) }.filter { !$0.isEmpty }
    return names.isEmpty ? "Table" : "Table: " + names.joined(separator: ", ")
  }
}
