import SourceText
import Yams

/// Byte offsets for Yams's lines and columns, and the ends it does not give.
struct YAMLPlaces {
  let text: NotebookText
  let range: Range<Int>
  /// Offset of the first byte of each line, by YAML's line breaks: more than a file's lines have.
  private let lineStarts: [Int]
  /// The place asked for last. Nodes come in order, so the next is mostly near, even in a cell that
  /// is all one line.
  private var last = (line: 1, column: 1, offset: 0)

  init(_ text: NotebookText, _ range: Range<Int>) {
    self.text = text
    self.range = range
    lineStarts = Self.lineStarts(text.bytes[range])
    last.offset = range.lowerBound
  }

  /// LF, CR LF, CR, NEL, LS and PS (YAML 1.1, `b-char`).
  private static func lineStarts(_ bytes: ArraySlice<UInt8>) -> [Int] {
    var starts = [bytes.startIndex]
    for offset in bytes.indices {
      let next = offset + 1 < bytes.endIndex ? bytes[offset + 1] : 0
      switch bytes[offset] {
      case .lineFeed: starts.append(offset + 1)
      case .carriageReturn where next != .lineFeed: starts.append(offset + 1)
      case 0xC2 where next == 0x85: starts.append(offset + 2)
      case 0xE2 where next == 0x80 && offset + 2 < bytes.endIndex:
        if bytes[offset + 2] == 0xA8 || bytes[offset + 2] == 0xA9 { starts.append(offset + 3) }
      default: break
      }
    }
    return starts
  }

  var lineCount: Int { lineStarts.count }

  /// The byte offset of a mark.
  mutating func offset(_ mark: Mark) -> Int { offset(line: mark.line, column: mark.column) }

  /// The byte offset of a line and a column, both from 1 and kept inside the text and the line. The
  /// column counts Unicode scalars.
  mutating func offset(line: Int, column: Int) -> Int {
    let line = max(1, min(line, lineStarts.count))
    if line != last.line || column < last.column {
      last = (line, 1, lineStarts[line - 1])
    }
    let end = line < lineStarts.count ? lineStarts[line] - 1 : range.upperBound
    while last.column < column, last.offset < end {
      last.offset += 1
      while last.offset < range.upperBound, text.bytes[last.offset] & 0xC0 == 0x80 {
        last.offset += 1
      }
      last.column += 1
    }
    return last.offset
  }

  /// Past a node's anchor and tag: `&base`, `!!str`.
  func contentStart(_ start: Int) -> Int {
    var offset = start
    while offset < range.upperBound, text.bytes[offset] == UInt8(ascii: "&") || isTag(offset) {
      while offset < range.upperBound, !text.bytes[offset].isSpace { offset += 1 }
      offset = skipSpaceAndComments(offset)
    }
    return offset
  }

  func isTag(_ offset: Int) -> Bool { byte(at: offset) == UInt8(ascii: "!") }
  func byte(at offset: Int) -> UInt8? {
    range.contains(offset) ? text.bytes[offset] : nil
  }

  func skipSpaceAndComments(_ start: Int) -> Int {
    var offset = start
    while offset < range.upperBound {
      if text.bytes[offset].isSpace {
        offset += 1
      } else if text.bytes[offset] == UInt8(ascii: "#") {
        while offset < range.upperBound, text.bytes[offset] != .lineFeed,
          text.bytes[offset] != .carriageReturn
        { offset += 1 }
      } else {
        break
      }
    }
    return offset
  }

  // MARK: Ends

  /// The end of a scalar that begins at an offset, past its anchor and tag.
  func end(of value: String, _ style: Node.Scalar.Style, at start: Int) -> Int {
    switch style {
    case .singleQuoted, .doubleQuoted: return quotedEnd(start)
    case .literal, .folded:
      var header = start
      while header < range.upperBound, !text.bytes[header].isSpace { header += 1 }
      var line = header
      while line < range.upperBound, text.bytes[line] != .lineFeed { line += 1 }
      return value.contains { !$0.isWhitespace } ? written(value, from: line) : header
    case .any, .plain: return written(value, from: start)
    }
  }

  private func quotedEnd(_ start: Int) -> Int {
    guard let quote = byte(at: start) else { return start }
    var offset = start + 1
    while offset < range.upperBound {
      if text.bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 2
      } else if text.bytes[offset] != quote {
        offset += 1
      } else if quote == UInt8(ascii: "'"), byte(at: offset + 1) == quote {
        offset += 2
      } else {
        return offset + 1
      }
    }
    return range.upperBound
  }

  /// Where a value that is written without escapes ends: its lines may be folded, so blanks and
  /// breaks are passed over and only the rest is matched.
  private func written(_ value: String, from start: Int) -> Int {
    var offset = start
    var end = start
    for byte in value.utf8 where !byte.isSpace {
      while offset < range.upperBound, text.bytes[offset].isSpace { offset += 1 }
      guard offset < range.upperBound, text.bytes[offset] == byte else { return end }
      offset += 1
      end = offset
    }
    return end
  }

  /// The end of a list or mapping: its bracket, or the end of its last part.
  func end(ofCollectionAt start: Int, lastPart: Int) -> Int {
    let closing: UInt8
    switch byte(at: start) {
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "{"): closing = UInt8(ascii: "}")
    default: return max(start, lastPart)
    }
    var offset = skipSpaceAndComments(max(start + 1, lastPart))
    if byte(at: offset) == UInt8(ascii: ",") { offset = skipSpaceAndComments(offset + 1) }
    return byte(at: offset) == closing ? offset + 1 : max(start + 1, lastPart)
  }
}
