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

  /// With one blank where there were several, and none at the ends. By bytes, because a sheet is read
  /// by every build that makes a page.
  static func squeezed(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var quote: UInt8?
    var isBlank = false
    for byte in bytes {
      if quote == nil, isBlankInCSS(byte) {
        isBlank = true
        continue
      }
      if isBlank, !result.isEmpty { result.append(UInt8(ascii: " ")) }
      isBlank = false
      if byte == quote {
        quote = nil
      } else if quote == nil, isQuote(byte) {
        quote = byte
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isBlankInCSS(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func declarations(_ text: String) -> String {
    split(text, at: ";").map { declaration in
      let bytes = declaration.utf8
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return declaration }
      return squeezed(bytes[..<colon]) + ":" + squeezed(bytes[bytes.index(after: colon)...])
    }.joined(separator: ";")
  }

  /// Parts between separators that stand in no quotation marks and no brackets, squeezed; none empty.
  static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    let separator = UInt8(ascii: separator)
    var parts: [[UInt8]] = [[]]
    var quote: UInt8?
    var depth = 0
    for byte in text.utf8 {
      if byte == quote {
        quote = nil
      } else if quote == nil {
        if isQuote(byte) { quote = byte }
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if byte == separator, depth == 0 {
          parts.append([])
          continue
        }
      }
      parts[parts.count - 1].append(byte)
    }
    return parts.map { squeezed($0) }.filter { !$0.isEmpty }
  }
}
