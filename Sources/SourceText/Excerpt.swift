/// One line of an author's text as a terminal shows it, cut to a width, with the columns of a
/// stretch of it. Columns count terminal cells: a tab has up to four, a wide character two.
struct Excerpt {
  private struct Cell {
    let text: String
    let width: Int
    /// Byte offset in the line.
    let offset: Int
  }

  /// What is shown.
  private(set) var text = ""
  /// Columns left of the stretch.
  private(set) var indent = 0
  /// Columns of the stretch that are shown; at least one, for the caret.
  private(set) var length = 0

  /// - Parameters:
  ///   - range: bytes of the line; its end may lie beyond the line's.
  ///   - width: columns, at least 20.
  init(of line: String, _ range: Range<Int>, width: Int) {
    // No terminal is wider than this many bytes on each side, so a line of megabytes costs no more
    // than a short one.
    let reach = 4000
    let low = line.utf8.count > reach ? max(0, range.lowerBound - reach) : 0
    let high = min(line.utf8.count, range.lowerBound + reach)
    let cells = Self.cells(of: line, from: low, to: high)
    let caret = cells.firstIndex { $0.offset >= range.lowerBound } ?? cells.count
    let shown = Self.window(of: cells, around: caret, width: width)
    let cutBefore = shown.lowerBound > 0 || low > 0
    let cutAfter = shown.upperBound < cells.count || high < line.utf8.count
    if cutBefore { text = "…" }
    indent = cutBefore ? 1 : 0
    for index in shown {
      text += cells[index].text
      if index < caret { indent += cells[index].width }
      if index >= caret, cells[index].offset < range.upperBound { length += cells[index].width }
    }
    if cutAfter { text += "…" }
    length = max(1, length)
  }

  private static func cells(of line: String, from low: Int, to high: Int) -> [Cell] {
    let bytes = line.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: low)
    let end = bytes.index(start, offsetBy: max(0, high - low))
    var cells: [Cell] = []
    var offset = low
    var column = 0
    for character in String(decoding: bytes[start..<end], as: UTF8.self) {
      let cell = Self.cell(character, at: offset, column: column)
      cells.append(cell)
      column += cell.width
      offset += character.utf8.count
    }
    return cells
  }

  private static func cell(_ character: Character, at offset: Int, column: Int) -> Cell {
    if character == "\t" {
      let width = 4 - column % 4
      return Cell(text: String(repeating: " ", count: width), width: width, offset: offset)
    }
    if isUnprintable(character) { return Cell(text: "\u{FFFD}", width: 1, offset: offset) }
    return Cell(text: String(character), width: columns(of: character), offset: offset)
  }

  /// The cells to show: a third of the width before the caret, the rest after it, and more before
  /// it where the line ends early.
  private static func window(of cells: [Cell], around caret: Int, width: Int) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    if total <= width { return 0..<cells.count }
    let room = width - 2
    var start = caret
    var used = 0
    while start > 0, used + cells[start - 1].width <= room / 3 {
      start -= 1
      used += cells[start].width
    }
    var end = caret
    while end < cells.count, used + cells[end].width <= room {
      used += cells[end].width
      end += 1
    }
    while start > 0, used + cells[start - 1].width <= room {
      start -= 1
      used += cells[start].width
    }
    return start..<end
  }

  /// Two for East Asian wide characters and emoji, one for all others. The blocks are those of
  /// Unicode's EastAsianWidth.txt, merged where a gap holds nothing that is written.
  static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") { return 2 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
