/// The number of a footnote in the text, which leads to the note.
struct NoteReference {
  /// From 1, in the order in which notes are first mentioned.
  let number: Int
  /// Which of the mentions of its note, from 1.
  let mention: Int

  /// Underscores, because a heading's anchor hardly begins with one.
  var id: String { "_noteref-\(number)" + (mention == 1 ? "" : "-\(mention)") }
  var html: String {
    "<sup class=\"noteref\"><a href=\"#_note-\(number)\" id=\"\(id)\" role=\"doc-noteref\" aria-label=\"Note \(number)\">\(number)</a></sup>"
  }

  /// The first `[^name]` in a text: what stands before it, its name, what follows.
  static func first(in text: Substring) -> (before: Substring, name: Substring, rest: Substring)? {
    var start = text.startIndex
    while let open = text[start...].firstIndex(of: "[") {
      let caret = text.index(after: open)
      guard caret < text.endIndex else { return nil }
      start = caret
      guard text[caret] == "^" else { continue }
      let nameStart = text.index(after: caret)
      guard let close = text[nameStart...].firstIndex(of: "]") else { return nil }
      let name = text[nameStart..<close]
      if NoteDefinitions.isName(name) {
        return (text[..<open], name, text[text.index(after: close)...])
      }
    }
    return nil
  }
}

/// A note that the text mentions.
struct MentionedNote {
  let number: Int
  var mentions = 0
  /// Set when its text is read, after the block that mentions it first.
  var tree: MarkdownTree?

  /// What is put around its text: a number that leads back, and a link to each later mention.
  var frame: MarkdownTree.NoteFrame? {
    guard let tree else { return nil }
    let back = NoteReference(number: number, mention: 1)
    let later = (2...max(2, mentions)).prefix(mentions - 1).map { mention in
      let reference = NoteReference(number: number, mention: mention)
      return
        " <a href=\"#\(reference.id)\" role=\"doc-backlink\" aria-label=\"Back to mention \(mention) of note \(number)\">↑\(mention)</a>"
    }.joined()
    return MarkdownTree.NoteFrame(
      tree: tree, start: "<div class=\"note\" id=\"_note-\(number)\" role=\"doc-footnote\">",
      number:
        "<a href=\"#\(back.id)\" role=\"doc-backlink\" aria-label=\"Note \(number), back to the text\">\(number)</a> ",
      later: later, end: "</div>")
  }
}
