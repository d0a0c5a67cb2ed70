import SourceText

/// The fences of a code block as written: where its info string's words and its text stand.
struct CellFence {
  struct Word {
    let text: String
    let range: Range<Int>
  }

  let words: [Word]
  /// From the opening fence through the closing one, or to the end of the text.
  let range: Range<Int>
  /// The lines between the fences.
  let content: Range<Int>
  let isClosed: Bool

  /// - Parameters:
  ///   - lines: the first and last line of the block in the file, from 1.
  ///   - column: where the opening fence begins in its line, in bytes from 1.
  init(_ text: NotebookText, lines: ClosedRange<Int>, column: Int) {
    let line = text.line(lines.lowerBound)
    let bytes = text.bytes
    var start = min(line.lowerBound + column - 1, line.upperBound)
    while start < line.upperBound, bytes[start].isBlank { start += 1 }
    var end = start
    while end < line.upperBound, bytes[end] == bytes[start] { end += 1 }
    words = Self.words(text, end..<line.upperBound)
    let last = text.line(lines.upperBound)
    isClosed =
      lines.count > 1
      && Self.closes(text, last, fence: start < end ? bytes[start] : 0, length: end - start)
    range = start..<max(end, last.upperBound)
    let next = text.file.lineCount > lines.lowerBound
    let contentStart = next ? text.file.offset(ofLine: lines.lowerBound + 1) : range.upperBound
    content =
      contentStart..<max(
        contentStart, isClosed ? text.file.offset(ofLine: lines.upperBound) : range.upperBound)
  }

  private static func words(_ text: NotebookText, _ range: Range<Int>) -> [Word] {
    var words: [Word] = []
    var start = range.lowerBound
    while start < range.upperBound {
      if text.bytes[start].isBlank {
        start += 1
        continue
      }
      var end = start
      while end < range.upperBound, !text.bytes[end].isBlank { end += 1 }
      words.append(Word(text: text.string(start..<end), range: start..<end))
      start = end
    }
    return words
  }

  /// Whether a line closes a fence: as many of its characters or more, and nothing else.
  private static func closes(
    _ text: NotebookText, _ line: Range<Int>, fence: UInt8, length: Int
  ) -> Bool {
    let written = text.trimmed(line)
    return written.count >= length && text.bytes[written].allSatisfy { $0 == fence }
  }
}
