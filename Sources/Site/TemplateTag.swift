/// A `{{tag}}` in a template, with its place.
///
/// Mustache keeps the places of its tags to itself; they are read again here, for messages.
struct TemplateTag {
  enum Kind { case variable, section, end, partial, other, unfinished }

  let kind: Kind
  let name: String
  /// Byte offsets in the template, braces included.
  let range: Range<Int>

  static func all(in text: String) -> [TemplateTag] {
    let bytes = Array(text.utf8)
    let open = UInt8(ascii: "{")
    let close = UInt8(ascii: "}")
    var tags: [TemplateTag] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == open, bytes[index + 1] == open else {
        index += 1
        continue
      }
      var end = index + 2
      while end + 1 < bytes.count, !(bytes[end] == close && bytes[end + 1] == close) { end += 1 }
      let content = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
      let isComment = content.first == "!"
      guard end + 1 < bytes.count, isComment || !content.contains(where: \.isNewline) else {
        tags.append(TemplateTag(kind: .unfinished, name: "", range: index..<(index + 2)))
        break
      }
      end += 2
      if content.first == "{", end < bytes.count, bytes[end] == close { end += 1 }
      tags.append(TemplateTag(content, at: index..<end))
      index = end
    }
    return tags
  }

  private init(kind: Kind, name: String, range: Range<Int>) {
    self.kind = kind
    self.name = name
    self.range = range
  }

  private init(_ content: String, at range: Range<Int>) {
    let sigils: [Character: Kind] = [
      "#": .section, "^": .section, "/": .end, ">": .partial, "{": .variable, "&": .variable,
      "!": .other, "=": .other, "%": .other, "<": .other, "$": .other,
    ]
    let sigil = content.first.flatMap { sigils[$0] }
    let rest = sigil == nil ? content[...] : content.dropFirst()
    kind = sigil ?? .variable
    name = String(rest.filter { !$0.isWhitespace })
    self.range = range
  }
}
