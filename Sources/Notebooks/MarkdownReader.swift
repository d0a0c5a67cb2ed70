import SourceText

/// Reads a notebook's Markdown in three steps: walk cmark's tree and note what is ours, put marks
/// in the places of these, render once and cut the HTML at the marks.
///
/// Whatever else Markdown is to mean here is one more `Slot`, noted in `begin` and filled in
/// `BlockBuilder`: a pipe table is a paragraph whose second line is of dashes and pipes, replaced
/// as a cell is; `$math$` is cut out of text nodes as a value is replaced. Math that cmark would
/// take for emphasis or an escape, `$a_1*b_1*$`, must be masked in the bytes before `MarkdownTree`
/// is made, by as many bytes, so that offsets stay true.
struct MarkdownReader {
  /// What a mark stands for.
  enum Slot {
    case cell(CellSource)
    case value(InlineValue)
    case anchor(String)
  }

  private(set) var title: String?
  private(set) var headings: [Heading] = []
  var diagnostics: [Diagnostic] { own + cells.diagnostics }

  private let text: NotebookText
  /// The file's line at which the Markdown begins.
  private let firstLine: Int
  private var own: [Diagnostic] = []
  private var cells: CellReader
  private var finder: CodeSpanFinder
  private var anchors = Anchors()
  private var slots: [(node: MarkdownTree.Node, slot: Slot)] = []
  private var titleNode: MarkdownTree.Node?
  private var hasSeenTopHeading = false
  private var openHeading: (text: String, slot: Int)?
  private var imageDepth = 0

  /// - Parameter title: the front matter's, if any.
  init(_ text: NotebookText, firstLine: Int, title: String?) {
    self.text = text
    self.firstLine = firstLine
    self.title = title
    cells = CellReader(text)
    finder = CodeSpanFinder(text.bytes)
  }

  mutating func read() -> [Block] {
    guard firstLine <= text.file.lineCount else { return [] }
    let start = text.line(firstLine).lowerBound
    guard let tree = MarkdownTree(text.bytes[start...]) else { return [] }
    tree.walk { node, begins in
      if begins { begin(node, in: tree) } else { end(node, in: tree) }
    }
    for (node, slot) in slots {
      if case .anchor = slot { tree.markStart(of: node) } else { tree.replaceByMark(node) }
    }
    if let titleNode { tree.remove(titleNode) }
    return tree.render { html in
      var builder = BlockBuilder()
      builder.cut(html, slots.map(\.slot))
      return builder.finish()
    }
  }

  // MARK: The walk

  private mutating func begin(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    switch node.kind {
    case .paragraph: finder.enter(bytes(of: node))
    case .heading:
      finder.enter(bytes(of: node))
      openHeading = ("", slots.count)
      slots.append((node, .anchor("")))
    case .codeBlock: readCodeBlock(node, in: tree)
    case .code: readCode(node)
    case .text: openHeading?.text += node.literal
    case .breaks: openHeading?.text += " "
    case .image: imageDepth += 1
    case .other: break
    }
  }

  private mutating func end(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    switch node.kind {
    case .image: imageDepth -= 1
    case .heading: endHeading(node, standsAlone: tree.standsAlone(node))
    default: break
    }
  }

  private mutating func endHeading(_ node: MarkdownTree.Node, standsAlone: Bool) {
    guard let (written, slot) = openHeading else { return }
    openHeading = nil
    let heading = String(trimming: written)
    if node.level == 1, standsAlone, !hasSeenTopHeading {
      hasSeenTopHeading = true
      if title == nil, !heading.isEmpty { title = heading }
      if title == heading {
        titleNode = node
        refuseValues(slots[(slot + 1)...])
        slots.removeSubrange(slot...)
        return
      }
    }
    let anchor = anchors.anchor(for: heading)
    slots[slot].slot = .anchor(anchor)
    if standsAlone {
      headings.append(Heading(level: node.level, text: heading, anchor: anchor))
    }
  }

  // MARK: Code

  private mutating func readCodeBlock(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    guard !node.info.isEmpty else { return }
    let first = node.startLine + firstLine - 1
    let last = max(first, node.endLine + firstLine - 1)
    let fence = CellFence(text, lines: first...last, column: node.startColumn)
    guard fence.words.first?.text == "yaml", fence.words.count > 1 else { return }
    if !tree.standsAlone(node) {
      cells.refuse(fence)
    } else if let cell = cells.read(fence) {
      slots.append((node, .cell(cell)))
    }
  }

  private mutating func readCode(_ node: MarkdownTree.Node) {
    let literal = node.literal
    guard let expression = expression(in: literal) else {
      openHeading?.text += literal
      return
    }
    let value = InlineValue(expression: expression, range: range(of: node, literal: literal))
    if imageDepth > 0 {
      own.append(
        Diagnostic(
          "misplaced-value", "a value cannot stand in an image's description", at: value.range))
      return
    }
    openHeading?.text += expression
    slots.append((node, .value(value)))
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

  private mutating func refuseValues(_ slots: ArraySlice<(node: MarkdownTree.Node, slot: Slot)>) {
    for case (_, .value(let value)) in slots {
      own.append(
        Diagnostic("misplaced-value", "a value cannot stand in the title", at: value.range))
    }
  }

  // MARK: Places

  /// The lines of a paragraph or a heading.
  private func bytes(of node: MarkdownTree.Node) -> Range<Int> {
    let first = text.line(node.startLine + firstLine - 1)
    let last = text.line(max(node.startLine, node.endLine) + firstLine - 1)
    return first.lowerBound..<last.upperBound
  }

  private mutating func range(of node: MarkdownTree.Node, literal: String) -> SourceRange {
    let line = text.line(node.startLine + firstLine - 1)
    let hint = line.lowerBound + node.startColumn - 1
    guard let code = finder.find(literal, hint: hint) else { return text.range(line) }
    return text.range(finder.skipSpace(code.lowerBound + 1)..<code.upperBound)
  }
}

extension String {
  /// Without the whitespace at both ends.
  init(trimming text: some StringProtocol) {
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let end = text[start...].lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? start
    self = String(text[start..<end])
  }
}
