import SourceText

/// What stands in a line and is not plain Markdown: values, formulas, links, mentions of notes.
extension MarkdownReader {
  // MARK: Code

  mutating func readCodeBlock(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    guard !node.info.isEmpty else { return }
    if let openNote { return readCodeBlock(node, in: openNote) }
    let first = node.startLine + firstLine - 1
    let last = max(first, node.endLine + firstLine - 1)
    let fence = CellFence(text, lines: first...last, column: node.startColumn)
    if fence.words.first?.text == "math" {
      let formula = Formula(
        tex: String(trimming: node.literal), isDisplay: true,
        range: text.range(text.written(fence.content)))
      slots.append((node, .piece(.formula(formula))))
      return
    }
    guard fence.words.first?.text == "yaml", fence.words.count > 1 else { return }
    if !tree.standsAlone(node) {
      cells.refuse(fence)
    } else if let cell = cells.read(fence) {
      slots.append((node, .cell(cell)))
    }
  }

  /// The fence's own place is lost where a note's text was read by itself.
  private mutating func readCodeBlock(
    _ node: MarkdownTree.Node, in note: NoteDefinitions.Note
  ) {
    let words = node.info.split(whereSeparator: \.isWhitespace)
    if words.first == "math" {
      let formula = Formula(
        tex: String(trimming: node.literal), isDisplay: true, range: text.range(note.nameRange))
      slots.append((node, .piece(.formula(formula))))
    } else if words.first == "yaml", words.count > 1 {
      own.append(
        Diagnostic(
          "nested-cell", "a cell must stand on its own, not inside a note",
          at: text.range(note.nameRange)))
    }
  }

  mutating func readCode(_ node: MarkdownTree.Node) {
    let literal = node.literal
    if let formula = formula(node, literal) {
      plainText?.append(formula.tex)
      slots.append((node, .piece(.formula(formula))))
      return
    }
    guard let expression = expression(in: literal) else {
      plainText?.append(literal)
      return
    }
    let place = place(of: node, literal: literal)
    let range = place.map { finder.skipSpace($0.lowerBound + 1)..<$0.upperBound }
    let value = InlineValue(expression: expression, range: text.range(range ?? line(of: node)))
    if imageDepth > 0 {
      own.append(
        Diagnostic(
          "misplaced-value", "a value cannot stand in an image's description", at: value.range))
      return
    }
    plainText?.append(expression)
    slots.append((node, .piece(.value(value))))
  }

  /// A value is `=` and then a space or a letter; `==` and `=>` are code that readers may meet.
  private func expression(in literal: String) -> String? {
    // Of all spaces only these, because `CodeSpanFinder` passes over no others.
    let code = literal.drop { $0 == " " || $0 == "\t" }
    guard code.first == "=", let next = code.dropFirst().first,
      next == " " || next == "\t" || next.isLetter
    else { return nil }
    let expression = String(trimming: code.dropFirst())
    return expression.isEmpty ? nil : expression
  }

  private mutating func place(of node: MarkdownTree.Node, literal: String) -> Range<Int>? {
    guard hasPlaces else { return finder.find(literal, hint: finder.block.lowerBound) }
    return finder.find(literal, hint: line(of: node).lowerBound + node.startColumn - 1)
  }

  /// Where a thing stands that is not found.
  private func line(of node: MarkdownTree.Node) -> Range<Int> {
    hasPlaces ? text.line(node.startLine + firstLine - 1) : finder.block
  }

  // MARK: Formulas

  /// Code with a dollar right before it and right after it, which are taken out of the text.
  private mutating func formula(_ node: MarkdownTree.Node, _ literal: String) -> Formula? {
    guard imageDepth == 0,
      let before = node.previous, before.kind == .text, before.literal.last == "$",
      let after = node.next, after.kind == .text, after.literal.first == "$"
    else { return nil }
    let tex = String(trimming: literal)
    guard !tex.isEmpty else { return nil }
    let place = place(of: node, literal: literal)
    if let place, !finder.hasDollars(around: place) { return nil }
    MarkdownTree.setLiteral(String(before.literal.dropLast()), of: before)
    MarkdownTree.setLiteral(String(after.literal.dropFirst()), of: after)
    if plainText?.last == "$" { plainText?.removeLast() }
    return Formula(tex: tex, isDisplay: false, range: text.range(place ?? line(of: node)))
  }

  // MARK: Links

  mutating func readLink(_ node: MarkdownTree.Node) {
    linkDepth += 1
    guard let address = LocalAddress(node.address) else { return }
    let word = node.onlyText.flatMap { ["Figure", "Fig."].contains($0) ? $0 : nil }
    let isFigure = word != nil && !address.anchor.isEmpty
    let link = NotebookLink(
      notebook: address.notebook, anchor: address.anchor, figureWord: isFigure ? word ?? "" : "",
      title: node.title, range: text.range(finder.findPlain(node.address) ?? line(of: node)))
    slots.append((node, .piece(isFigure ? .figure(link) : .link(link))))
  }

  // MARK: Notes

  mutating func readText(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    guard plainText != nil || text.mayMentionNotes else { return }
    var literal = node.literal[...]
    // What has been looked at and stays text.
    var passed = ""
    while text.mayMentionNotes, let (before, name, rest) = NoteReference.first(in: literal) {
      literal = rest
      guard let reference = mention(String(name)) else {
        passed += before + "[^" + name + "]"
        continue
      }
      tree.insertMark(before: node, after: passed + before, rest: String(rest))
      plainText?.append(passed + before)
      slots.append((node, .note(reference)))
      passed = ""
    }
    plainText?.append(passed + literal)
  }

  /// Nil where no note is meant, or none can be.
  private mutating func mention(_ name: String) -> NoteReference? {
    // With a backslash before it, it is nothing but brackets.
    guard let place = finder.findPlain("[^\(name)]") else { return nil }
    guard notes.notes[name] != nil else {
      let known = notes.notes.keys.sorted()
      let near = nearest(to: name, among: known)
      own.append(
        Diagnostic(
          "unknown-note", "there is no note \(quoted(name))", at: text.range(place),
          severity: .warning,
          help: [
            near.map { "did you mean '[^\($0)]'?" }
              ?? "write the note in a paragraph of its own: '[^\(name)]: …'"
          ]))
      return nil
    }
    if imageDepth > 0 || linkDepth > 0 {
      own.append(
        Diagnostic(
          "misplaced-note", "a note cannot be mentioned in a link or an image's description",
          at: text.range(place), severity: .warning))
      return nil
    }
    if mentioned[name] == nil {
      mentioned[name] = MentionedNote(number: mentioned.count + 1)
      newNotes.append(name)
    }
    mentioned[name]?.mentions += 1
    let note = mentioned[name] ?? MentionedNote(number: 0)
    return NoteReference(number: note.number, mention: note.mentions)
  }

  mutating func reportUnusedNotes() {
    let unused = notes.notes.values.filter { mentioned[$0.name] == nil }
    for note in unused.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      own.append(
        Diagnostic(
          "unused-note", "nothing mentions the note \(quoted(note.name)), so it is left out",
          at: text.range(note.nameRange), severity: .warning,
          help: ["write '[^\(note.name)]' where it belongs"]))
    }
  }
}

/// The ids in HTML that an author wrote.
enum HTMLIds {
  static func ids(in html: String) -> [String] {
    var ids: [String] = []
    for part in html.split(separator: " id=", omittingEmptySubsequences: false).dropFirst() {
      guard let quote = part.first, quote == "\"" || quote == "'" else { continue }
      ids.append(String(part.dropFirst().prefix { $0 != quote }))
    }
    return ids
  }
}
