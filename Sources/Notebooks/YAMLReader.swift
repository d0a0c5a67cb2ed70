import SourceText
import Yams

/// Reads a stretch of YAML into options, each with its place in the notebook.
///
/// Yams composes the tree but follows aliases itself: an alias would have the place of its anchor,
/// and a few lines of aliases to aliases would grow past any memory. So every `*` goes in as a
/// character that no one wrote, which makes an alias a plain scalar; aliases are resolved here.
enum YAMLReader {
  /// Beyond these a cell is no longer something a person wrote.
  static let largestSize = 1_000_000
  static let deepestNesting = 64
  static let mostNodes = 10_000
  /// A file of options may hold as much as fits in `largestSize`.
  static let mostNodesOfFile = 200_000

  /// - Returns: a mapping, or nil where the YAML could not be read and a message says why.
  static func read(
    _ text: NotebookText, _ range: Range<Int>, mostNodes: Int = mostNodes
  ) -> (options: OptionNode?, diagnostics: [Diagnostic]) {
    if range.count > largestSize {
      let start = range.lowerBound..<range.lowerBound
      let message = "these options are longer than a million bytes"
      return (nil, [Diagnostic("too-large", message, at: text.range(start))])
    }
    if let offset = unprintable(text.bytes[range]) {
      let message = "YAML cannot hold a control character"
      return (nil, [Diagnostic("broken-yaml", message, at: text.range(offset..<offset + 1))])
    }
    var places = YAMLPlaces(text, range)
    do {
      let star = unused(in: text.bytes[range])
      let yaml = masked(text.bytes[range], star)
      let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
      // Nodes hold their anchors weakly; the parser keeps them.
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          return (OptionNode(.mapping([]), range: text.range(range)), [])
        }
        var builder = OptionBuilder(places: places, star: star, mostNodes: mostNodes)
        return builder.build(root)
      }
    } catch {
      return (nil, [YAMLProblem.diagnostic(for: error, &places)])
    }
  }

  /// The text with every `*` as another character.
  private static func masked(_ bytes: ArraySlice<UInt8>, _ star: Unicode.Scalar) -> String {
    let asterisk = UInt8(ascii: "*")
    guard bytes.contains(asterisk) else { return String(decoding: bytes, as: UTF8.self) }
    let encoded = Array(String(star).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    for byte in bytes {
      if byte == asterisk { result += encoded } else { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A private-use character that does not occur. The Basic Multilingual Plane has 6 400; a text
  /// that has them all loses the last one.
  private static func unused(in bytes: ArraySlice<UInt8>) -> Unicode.Scalar {
    var used: Set<UInt32> = []
    // All of them begin with these two bytes; without them there is nothing to decode.
    if bytes.contains(0xEE) || bytes.contains(0xEF) {
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
      where scalar.value >= 0xE000 && scalar.value <= 0xF8FF {
        used.insert(scalar.value)
      }
    }
    let free = (0xE000...0xF8FF).first { !used.contains($0) } ?? 0xF8FF
    return Unicode.Scalar(free) ?? "\u{F8FF}"
  }

  /// The offset of the first character that YAML does not allow, if any (YAML 1.1, `c-printable`).
  private static func unprintable(_ bytes: ArraySlice<UInt8>) -> Int? {
    for offset in bytes.indices {
      let byte = bytes[offset]
      if byte < 0x20 {
        if !byte.isSpace { return offset }
      } else if byte == 0x7F {
        return offset
      } else if byte >= 0xC2, offset + 1 < bytes.endIndex {
        let next = bytes[offset + 1]
        // U+0080 to U+009F but for NEL, U+FEFF, U+FFFE and U+FFFF.
        if byte == 0xC2, next < 0xA0, next != 0x85 { return offset }
        if byte == 0xEF, offset + 2 < bytes.endIndex {
          let last = bytes[offset + 2]
          if next == 0xBB, last == 0xBF { return offset }
          if next == 0xBF, last >= 0xBE { return offset }
        }
      }
    }
    return nil
  }
}
