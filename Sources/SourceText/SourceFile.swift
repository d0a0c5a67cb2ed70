/// A text an author wrote, with the byte offsets of its lines.
///
/// Lines end with LF, CR LF or a lone CR, as they do for CommonMark and YAML, so that all three
/// count the same lines. A class, because a thousand ranges point into one text.
package final class SourceFile: Sendable {
  /// The path as the author would name it, relative to the project's folder.
  package let path: String
  package let text: String
  /// Byte offset of the first byte of each line.
  private let lineStarts: [Int]

  package init(path: String, text: String) {
    // A contiguous text keeps the arithmetic on its offsets constant in time.
    var text = text
    self.path = path
    lineStarts = text.withUTF8 { bytes in
      var starts = [0]
      for offset in 0..<bytes.count {
        let byte = bytes[offset]
        if byte == Self.lineFeed {
          starts.append(offset + 1)
        } else if byte == Self.carriageReturn,
          offset + 1 == bytes.count || bytes[offset + 1] != Self.lineFeed
        {
          starts.append(offset + 1)
        }
      }
      return starts
    }
    self.text = text
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The bytes of a byte order mark before the text, which no editor counts or shows.
  package var markLength: Int { text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  package var byteCount: Int { text.utf8.count }
  package var lineCount: Int { lineStarts.count }

  /// The byte offset at which a line begins; `line` counts from 1 and is kept inside the text.
  package func offset(ofLine line: Int) -> Int {
    lineStarts[max(0, min(line - 1, lineStarts.count - 1))]
  }

  /// Line and column of a byte offset, both from 1. The column counts characters, as editors do.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = max(0, min(offset, byteCount))
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = min(offset, max(lineStarts[low], low == 0 ? markLength : 0))
    return (low + 1, string(start..<offset).count + 1)
  }

  /// The text of a line, without its line break or byte order mark; `line` counts from 1.
  package func line(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = max(lineStarts[line - 1], line == 1 ? markLength : 0)
    var bytes = slice(start..<(line < lineStarts.count ? lineStarts[line] : byteCount))
    if bytes.last == Self.lineFeed { bytes = bytes.dropLast() }
    if bytes.last == Self.carriageReturn { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text at byte offsets, which must lie inside it.
  package func string(_ range: Range<Int>) -> String {
    String(decoding: slice(range), as: UTF8.self)
  }

  private func slice(_ range: Range<Int>) -> Substring.UTF8View {
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
    return text.utf8[start..<text.utf8.index(start, offsetBy: range.count)]
  }
}

/// A stretch of a source file, as byte offsets `start..<end`.
package struct SourceRange: Sendable {
  package var file: SourceFile
  package var start: Int
  package var end: Int

  package init(file: SourceFile, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }
}
