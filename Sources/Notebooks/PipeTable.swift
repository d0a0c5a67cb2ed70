/// A table as GitHub's Markdown writes it: a header row, a row of dashes that says how columns are
/// aligned, and rows.
struct PipeTable {
  enum Alignment { case start, center, end }

  /// What stands between two pipes.
  struct Cell {
    /// In the notebook, without the blanks around it.
    var range: Range<Int>
    /// The Markdown, with `\|` as `|`.
    var text: [UInt8]
  }

  /// The lines of the paragraph before the header, which stay a paragraph.
  let linesBefore: Int
  let alignments: [Alignment]
  let header: [Cell]
  /// As many cells in each as in the header: missing ones are empty, others dropped.
  let rows: [[Cell]]

  /// Short rows are filled up, so a few wide rows and many short ones would make a page of any size.
  static let mostCells = 20_000

  /// - Parameter lines: of one paragraph, without the marks of quotes and the blanks around.
  init?(_ lines: [Range<Int>], _ bytes: [UInt8]) {
    for index in lines.indices.dropFirst() {
      guard let alignments = Self.alignments(bytes[lines[index]]) else { continue }
      let header = Self.cells(lines[index - 1], bytes)
      guard header.count == alignments.count else { continue }
      let rows = lines[(index + 1)...]
      guard alignments.count * (rows.count + 1) <= Self.mostCells else { return nil }
      linesBefore = index - 1
      self.alignments = alignments
      self.header = header
      self.rows = rows.map { line in
        let cells = Self.cells(line, bytes).prefix(header.count)
        let missing = Cell(range: line.upperBound..<line.upperBound, text: [])
        return cells + Array(repeating: missing, count: header.count - cells.count)
      }
      return
    }
    return nil
  }

  /// All Markdown in it, row by row.
  var cells: [Cell] { header + rows.joined() }

  // MARK: Rows

  private static let pipe = UInt8(ascii: "|")
  private static let backslash = UInt8(ascii: "\\")

  /// Nil for a row that is not one of dashes.
  private static func alignments(_ row: ArraySlice<UInt8>) -> [Alignment]? {
    let dash = UInt8(ascii: "-")
    let colon = UInt8(ascii: ":")
    // Without a pipe it may be the line under a heading, and `:-` may be anything.
    guard row.contains(pipe),
      row.allSatisfy({ $0 == pipe || $0 == dash || $0 == colon || $0.isBlank })
    else { return nil }
    var alignments: [Alignment] = []
    for cell in cells(row.indices, Array(row), from: row.startIndex) {
      var dashes = cell.text[...]
      let opens = dashes.first == colon
      if opens { dashes.removeFirst() }
      let closes = dashes.last == colon
      if closes { dashes.removeLast() }
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == dash }) else { return nil }
      alignments.append(closes ? (opens ? .center : .end) : .start)
    }
    return alignments
  }

  private static func cells(_ line: Range<Int>, _ bytes: [UInt8]) -> [Cell] {
    cells(line, bytes, from: 0)
  }

  /// - Parameter first: the offset of the first of the bytes.
  private static func cells(_ line: Range<Int>, _ bytes: [UInt8], from first: Int) -> [Cell] {
    var line = line
    if line.isEmpty { return [] }
    if bytes[line.lowerBound - first] == pipe { line = line.lowerBound + 1..<line.upperBound }
    var cells: [Cell] = []
    var start = line.lowerBound
    var text: [UInt8] = []
    for offset in line {
      let byte = bytes[offset - first]
      if byte == pipe, text.last == backslash {
        text[text.count - 1] = pipe
      } else if byte == pipe {
        cells.append(trimmed(start..<offset, text, bytes, first))
        (start, text) = (offset + 1, [])
      } else {
        text.append(byte)
      }
    }
    // A pipe at the end closes the last cell and opens none.
    if text.contains(where: { !$0.isBlank }) || cells.isEmpty {
      cells.append(trimmed(start..<line.upperBound, text, bytes, first))
    }
    return cells
  }

  private static func trimmed(
    _ range: Range<Int>, _ text: [UInt8], _ bytes: [UInt8], _ first: Int
  ) -> Cell {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start - first].isBlank { start += 1 }
    while start < end, bytes[end - 1 - first].isBlank { end -= 1 }
    let content = text.drop { $0.isBlank }
    return Cell(
      range: start..<end,
      text: Array(content.prefix(content.count - content.reversed().prefix { $0.isBlank }.count)))
  }
}
