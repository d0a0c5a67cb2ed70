/// The classes and elements by which style and page find each other.
enum StyleNames {
  /// What a selector cannot do without. What stands in brackets may ask for a name not to be there, so
  /// nothing of it counts, nor does what only a browser knows: states, parts, the elements it adds.
  static func needed(by selector: String) -> [String] {
    var names: [String] = []
    var name = ""
    var kind: Character = " "
    var depth = 0
    for character in selector + " " {
      if "([".contains(character) { depth += 1 }
      let isName = character.isLetter || character.isNumber || character == "-" || character == "_"
      if depth == 0, isName {
        name.append(character)
      } else if depth == 0 {
        if !name.isEmpty, kind == "." || isElement(name, after: kind) { names.append(name) }
        name = ""
        kind = character
      }
      if ")]".contains(character) {
        depth -= 1
        kind = ")"
      }
    }
    return names
  }

  private static func isElement(_ name: String, after kind: Character) -> Bool {
    " >+~".contains(kind) && name.first?.isLetter == true
      && !["html", "body", "tbody"].contains(name)
  }

  /// All names that a page has, with every word of its scripts, which may add elements and classes.
  static func all(in html: String) -> Set<String> {
    var names: Set<String> = []
    let bytes = Array(html.utf8)
    let attribute = Array("class=\"".utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        let name = word(in: bytes, at: index + 1)
        index += 1 + name.utf8.count
        if !name.isEmpty { names.insert(name.lowercased()) }
        if name == "script" {
          addWords(of: bytes, from: &index, until: Array("</script".utf8), to: &names)
        }
      } else if bytes[index...].starts(with: attribute) {
        index += attribute.count
        addWords(of: bytes, from: &index, until: [UInt8(ascii: "\"")], to: &names)
      } else {
        index += 1
      }
    }
    return names
  }

  private static func addWords(
    of bytes: [UInt8], from index: inout Int, until end: [UInt8], to names: inout Set<String>
  ) {
    while index < bytes.count, !bytes[index...].starts(with: end) {
      let name = word(in: bytes, at: index)
      if !name.isEmpty { names.insert(name) }
      index += max(1, name.utf8.count)
    }
  }

  private static func word(in bytes: [UInt8], at start: Int) -> String {
    var end = start
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }
}
