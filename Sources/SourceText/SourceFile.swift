/// A text an author wrote, with the byte offsets of its lines.
///
/// A class, because a thousand ranges point into one text.
package final class SourceFile: Sendable {
  /// The path as the author would name it, relative to the project's folder.
  package let path: String
  package let text: String
  /// Byte offset of the first byte of each line.
  private let lineStarts: [Int]

  package init(path: String, text: String) {
    self.path = path
    self.text = text
    var starts = [0]
    var offset = 0
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    lineStarts = starts
  }

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
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: lineStarts[low])
    let end = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    return (low + 1, String(decoding: text.utf8[start..<end], as: UTF8.self).count + 1)
  }

  /// The text of a line, without its line break; `line` counts from 1.
  package func line(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: lineStarts[line - 1])
    let end =
      line < lineStarts.count
      ? text.utf8.index(text.utf8.startIndex, offsetBy: lineStarts[line]) : text.utf8.endIndex
    var bytes = text.utf8[start..<end]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      bytes = bytes.dropLast()
    }
    return String(decoding: bytes, as: UTF8.self)
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
