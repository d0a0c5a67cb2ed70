/// Finds inline code, addresses and mentions of notes in the bytes of the paragraph they stand in.
///
/// cmark says where an inline stands, but only as if every line of a paragraph were indented like
/// the first and nothing before it spanned lines. So its word is taken where the code is found
/// there, and otherwise the paragraph is searched, onwards from the code found last.
struct CodeSpanFinder {
  let bytes: [UInt8]
  /// The paragraph's lines.
  private(set) var block = 0..<0
  private var cursor = 0
  /// After the address or the mention of a note found last.
  private var plainCursor = 0
  /// A paragraph of a hundred thousand links defined elsewhere is not searched for each of them.
  private var misses = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func enter(_ block: Range<Int>) {
    self.block = block
    cursor = block.lowerBound
    plainCursor = block.lowerBound
    misses = 0
  }

  /// Where a text stands that is written as it is meant, no backslash before it: from the one found
  /// last on, else anywhere in the paragraph.
  mutating func findPlain(_ text: String) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, misses < 20 else { return nil }
    for start in [plainCursor, block.lowerBound] {
      var offset = start
      while offset + wanted.count <= block.upperBound {
        if bytes[offset] == first, !isEscaped(offset),
          bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        {
          plainCursor = offset + wanted.count
          return offset..<plainCursor
        }
        offset += 1
      }
    }
    misses += 1
    return nil
  }

  /// Where the content of a code span stands, without the backticks and the blanks around it.
  ///
  /// - Parameters:
  ///   - literal: the content as cmark gives it, its line breaks as spaces.
  ///   - hint: the offset after the opening backticks, if cmark is right.
  mutating func find(_ literal: String, hint: Int) -> Range<Int>? {
    let content = literal.utf8.filter { !$0.isSpace }
    let found =
      match(content, at: hint) ?? search(content, from: cursor)
      ?? search(content, from: block.lowerBound)
    if let found { cursor = found.upperBound }
    return found
  }

  /// Whether the backticks around a content stand between dollars that no backslash makes plain.
  func hasDollars(around content: Range<Int>) -> Bool {
    var start = content.lowerBound
    while start > block.lowerBound, bytes[start - 1].isSpace { start -= 1 }
    while start > block.lowerBound, bytes[start - 1] == .backtick { start -= 1 }
    var end = content.upperBound
    while end < block.upperBound, bytes[end].isSpace { end += 1 }
    while end < block.upperBound, bytes[end] == .backtick { end += 1 }
    let dollar = UInt8(ascii: "$")
    return start > block.lowerBound && end < block.upperBound && bytes[start - 1] == dollar
      && bytes[end] == dollar && !isEscaped(start - 1)
  }

  private func search(_ content: [UInt8], from start: Int) -> Range<Int>? {
    var offset = start
    while offset < block.upperBound {
      if bytes[offset] != .backtick {
        offset += 1
        continue
      }
      while offset < block.upperBound, bytes[offset] == .backtick { offset += 1 }
      if let found = match(content, at: offset) { return found }
    }
    return nil
  }

  /// The content at an offset that follows a run of backticks, with as many behind it.
  private func match(_ content: [UInt8], at start: Int) -> Range<Int>? {
    guard start > block.lowerBound, start < block.upperBound, bytes[start - 1] == .backtick else {
      return nil
    }
    var length = 0
    while start - length > block.lowerBound, bytes[start - length - 1] == .backtick { length += 1 }
    // In "\``" the first backtick is escaped and opens nothing.
    if isEscaped(start - length) { length -= 1 }
    var offset = skipSpace(start)
    let first = offset
    var last = offset
    for byte in content {
      offset = skipSpace(offset)
      guard offset < block.upperBound, bytes[offset] == byte else { return nil }
      offset += 1
      last = offset
    }
    offset = skipSpace(offset)
    var closing = 0
    while offset + closing < block.upperBound, bytes[offset + closing] == .backtick { closing += 1 }
    return closing == length ? first..<last : nil
  }

  /// Whether an odd number of backslashes stands before an offset.
  private func isEscaped(_ offset: Int) -> Bool {
    var first = offset
    while first > block.lowerBound, bytes[first - 1] == UInt8(ascii: "\\") { first -= 1 }
    return (offset - first) % 2 == 1
  }

  /// Skips blanks and line breaks, and the marks of quotes at the start of a line.
  func skipSpace(_ start: Int) -> Int {
    var offset = start
    var isAtLineStart = false
    while offset < block.upperBound {
      let byte = bytes[offset]
      if byte == .lineFeed || byte == .carriageReturn {
        isAtLineStart = true
      } else if !byte.isBlank, !(isAtLineStart && byte == UInt8(ascii: ">")) {
        break
      }
      offset += 1
    }
    return offset
  }
}
