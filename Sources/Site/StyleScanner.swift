/// Cuts CSS into blocks and takes out comments and blanks that mean nothing. What stands in quotation
/// marks or brackets stays as it is.
struct StyleScanner {
  struct Block {
    /// What stands before the brace, or before the semicolon of a statement without one.
    var prelude: String
    /// Declarations; nil for a statement.
    var body: String?
    /// Of the blocks in it, where it holds blocks.
    var inner: [Block]
  }

  private let bytes: [UInt8]
  private var index = 0
  /// Where the first brace stands that opens or closes nothing.
  private(set) var unmatched: Int?

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func blocks() -> [Block] {
    let blocks = blocks(openedAt: nil)
    return blocks.blocks
  }

  /// Up to the closing brace: the blocks, and what stands outside them.
  private mutating func blocks(openedAt start: Int?) -> (blocks: [Block], rest: String) {
    var blocks: [Block] = []
    var rest = ""
    var written: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "/") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "*"):
        skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): copyQuoted(into: &written)
      case UInt8(ascii: "("): copyBracketed(into: &written)
      case UInt8(ascii: "{"):
        let opening = index
        index += 1
        let inside = self.blocks(openedAt: opening)
        blocks.append(
          Block(
            prelude: Self.squeezed(written), body: Self.declarations(inside.rest),
            inner: inside.blocks))
        written = []
      case UInt8(ascii: "}"):
        if start == nil { unmatched = unmatched ?? index }
        index += 1
        rest += String(decoding: written, as: UTF8.self)
        if start != nil { return (blocks, rest) }
        written = []
      case UInt8(ascii: ";") where start == nil:
        index += 1
        blocks.append(Block(prelude: Self.squeezed(written), body: nil, inner: []))
        written = []
      default:
        written.append(byte)
        index += 1
      }
    }
    if let start { unmatched = unmatched ?? start }
    return (blocks, rest)
  }

  private mutating func skipComment() {
    index += 2
    while index + 1 < bytes.count,
      !(bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/"))
    {
      index += 1
    }
    index = min(index + 2, bytes.count)
  }

  private mutating func copyQuoted(into written: inout [UInt8]) {
    let quote = bytes[index]
    repeat {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        written.append(bytes[index])
        index += 1
      }
      written.append(bytes[index])
      index += 1
    } while index < bytes.count && bytes[index] != quote
    if index < bytes.count {
      written.append(quote)
      index += 1
    }
  }

  private mutating func copyBracketed(into written: inout [UInt8]) {
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        copyQuoted(into: &written)
        continue
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      written.append(byte)
      index += 1
      if depth == 0 { return }
    }
  }

  // MARK: Blanks

  private static func squeezed(_ bytes: [UInt8]) -> String {
    squeezed(String(decoding: bytes, as: UTF8.self))
  }

  /// With one blank where there were several, and none at the ends.
  static func squeezed(_ text: some StringProtocol) -> String {
    var result = ""
    var quote: Character?
    var isBlank = false
    for character in text {
      if quote == nil, character.isWhitespace {
        isBlank = true
        continue
      }
      if isBlank, !result.isEmpty { result += " " }
      isBlank = false
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      result.append(character)
    }
    return result
  }

  private static func declarations(_ text: String) -> String {
    split(text, at: ";").map { declaration in
      guard let colon = declaration.firstIndex(of: ":") else { return declaration }
      let value = declaration[declaration.index(after: colon)...]
      return squeezed(declaration[..<colon]) + ":" + squeezed(value)
    }.joined(separator: ";")
  }

  /// Parts between separators that stand in no quotation marks and no brackets, squeezed; none empty.
  static func split(_ text: String, at separator: Character) -> [String] {
    var parts: [String] = []
    var part = ""
    var quote: Character?
    var depth = 0
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil {
        if character == "\"" || character == "'" { quote = character }
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == separator, depth == 0 {
          parts.append(part)
          part = ""
          continue
        }
      }
      part.append(character)
    }
    return (parts + [part]).map { squeezed($0) }.filter { !$0.isEmpty }
  }
}
