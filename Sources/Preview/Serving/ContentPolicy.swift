/// The Content-Security-Policy that a page declares in its head, with room for the preview's script.
///
/// A browser obeys every policy it finds, so another one beside it could allow nothing more: the
/// page's own is changed, where there is one.
enum ContentPolicy {
  static func extended(_ page: [UInt8]) -> [UInt8] {
    guard let value = declared(in: page) else { return page }
    let text = String(decoding: page[value], as: UTF8.self)
    // An attribute between single quotes cannot hold one.
    let quote = page[value.lowerBound - 1]
    let added = extended(text).replacing("'", with: quote == UInt8(ascii: "'") ? "&#39;" : "'")
    return page[..<value.lowerBound] + Array(added.utf8) + page[value.upperBound...]
  }

  /// Allows the script, and the events it hears.
  static func extended(_ policy: String) -> String {
    var directives = policy.replacing("&#39;", with: "'").split(separator: ";").map {
      $0.split(whereSeparator: \.isWhitespace).map { String($0) }
    }.filter { !$0.isEmpty }
    allow(
      "'\(LiveScript.hash)'", for: ["script-src-elem", "script-src", "default-src"], &directives)
    allow("'self'", for: ["connect-src", "default-src"], &directives)
    return directives.map { $0.joined(separator: " ") }.joined(separator: "; ")
  }

  /// - Parameter names: the directives that decide, the first that is there; the last is what the
  ///   others fall back to and is left as it is.
  private static func allow(
    _ source: String, for names: [String], _ directives: inout [[String]]
  ) {
    let places = names.compactMap { name in
      directives.firstIndex { $0[0].lowercased() == name }
    }
    guard let found = places.first else { return }
    var sources = directives[found].dropFirst().filter { $0.lowercased() != "'none'" }
    let isOpen = sources.contains("'unsafe-inline'") && !sources.contains { $0.hasPrefix("'sha") }
    // With a hash beside it, 'unsafe-inline' would not count any more.
    if !(source.hasPrefix("'sha") && isOpen), !sources.contains(source) { sources.append(source) }
    if directives[found][0].lowercased() == names[names.count - 1] {
      directives.append([names[names.count - 2]] + sources)
    } else {
      directives[found] = [directives[found][0]] + sources
    }
  }

  /// The value of `content` in the tag that declares a policy.
  private static func declared(in page: [UInt8]) -> Range<Int>? {
    let head = page.prefix(1 << 15)
    guard let name = index(of: "content-security-policy", in: head),
      let start = head[..<name].lastIndex(of: UInt8(ascii: "<")),
      let attribute = index(of: "content=", in: head[start...])
    else { return nil }
    let opening = attribute + "content=".utf8.count
    guard head.indices.contains(opening),
      head[opening] == UInt8(ascii: "\"") || head[opening] == UInt8(ascii: "'"),
      let closing = head[(opening + 1)...].firstIndex(of: head[opening])
    else { return nil }
    return opening + 1..<closing
  }

  private static func index(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - word.count)).first { start in
      word.indices.allSatisfy { lowered(bytes[start + $0]) == word[$0] }
    }
  }
}
