import SourceText

/// A notebook's bytes beside its file. All reading works on bytes, because offsets into a `String`
/// are measured in characters and cost time in proportion to the text before them.
struct NotebookText {
  let file: SourceFile
  let bytes: [UInt8]
  /// Whether `[^` stands anywhere.
  let mayMentionNotes: Bool

  init(_ file: SourceFile) {
    self.file = file
    bytes = Array(file.text.utf8)
    mayMentionNotes = file.text.utf8.contains(UInt8(ascii: "^")) && bytes.contains("[^")
  }

  func range(_ range: Range<Int>) -> SourceRange {
    SourceRange(file: file, start: range.lowerBound, end: range.upperBound)
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The bytes of a line without its line break; `line` counts from 1 and is kept inside the text.
  func line(_ line: Int) -> Range<Int> {
    let start = file.offset(ofLine: line)
    var end = line < file.lineCount ? file.offset(ofLine: line + 1) : bytes.count
    while end > start, bytes[end - 1] == .lineFeed || bytes[end - 1] == .carriageReturn { end -= 1 }
    return max(start, line == 1 ? file.markLength : 0)..<end
  }

  /// The lines that define links, `[name]: address`, as far as they may be told without reading
  /// the rest: for texts that are read by themselves.
  ///
  /// - Parameter copies: how many texts they are added to; none are where that would be too much.
  func linkDefinitions(from firstLine: Int, copies: Int) -> [UInt8] {
    guard bytes.contains("]:") else { return [] }
    let lines = linkDefinitions(from: firstLine)
    return lines.count * copies <= 10_000_000 ? lines : []
  }

  private func linkDefinitions(from firstLine: Int) -> [UInt8] {
    (firstLine...max(firstLine, file.lineCount)).flatMap { number in
      let line = line(number)
      let written = bytes[trimmed(line)]
      return written.first == UInt8(ascii: "[") && Array(written).contains("]:")
        && !written.dropFirst().starts(with: "^".utf8) ? written + [.lineFeed] : []
    }
  }

  /// A range without the blanks and line breaks around it.
  func written(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isSpace { start += 1 }
    while start < end, bytes[end - 1].isSpace { end -= 1 }
    return start..<end
  }

  /// A range without the spaces and tabs around it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isBlank { start += 1 }
    while start < end, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }
}

extension [UInt8] {
  /// Whether two characters stand in it side by side.
  fileprivate func contains(_ pair: StaticString) -> Bool {
    let (first, second) = (pair.utf8Start[0], pair.utf8Start[1])
    return indices.dropLast().contains { self[$0] == first && self[$0 + 1] == second }
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")

  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  /// A blank or a line break.
  var isSpace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }
  var isLowerLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
