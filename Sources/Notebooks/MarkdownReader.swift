import SourceText

/// Reads a notebook's Markdown in three steps: walk cmark's tree and note what is ours, put marks
/// in the places of these, render once and cut the HTML at the marks.
///
/// What CommonMark does not know is put into the tree before or beside that: `TableReader` puts
/// tables where cmark saw paragraphs, `NoteDefinitions` takes footnotes out of the text, and the
/// walk puts each beside the first block that mentions it. Whatever else Markdown is to mean here is
/// one more `Slot`, noted in the walk and filled in `BlockBuilder`.
struct MarkdownReader {
  /// What a mark stands for.
  enum Slot {
    case cell(CellSource)
    case piece(ProsePiece)
    case anchor(String)
    case note(NoteReference)
  }

  private(set) var title: String?
  private(set) var headings: [Heading] = []
  private(set) var openings: [String: String] = [:]
  var anchors: [String] { anchorMaker.all + htmlIds }
  var diagnostics: [Diagnostic] { own + notes.diagnostics + cells.diagnostics }

  let text: NotebookText
  /// The file's line at which the Markdown begins.
  let firstLine: Int
  var own: [Diagnostic] = []
  var cells: CellReader
  var finder: CodeSpanFinder
  var slots: [(node: MarkdownTree.Node, slot: Slot)] = []
  /// The plain text of the heading or the paragraph that is being read, where it is wanted.
  var plainText: String?
  var imageDepth = 0
  var linkDepth = 0
  var htmlIds: [String] = []
  /// Whether cmark's places are those of the notebook: not in tables and notes.
  var hasPlaces = true
  var notes: NoteDefinitions
  /// By name, as far as the text has mentioned them.
  var mentioned: [String: MentionedNote] = [:]
  /// Mentioned in the block that is being read, for the first time.
  var newNotes: [String] = []
  /// Notes that stand beside a block, by their names.
  private var besides: [(block: MarkdownTree.Node, notes: [String])] = []
  /// The note that is being read; nil in the text itself.
  var openNote: NoteDefinitions.Note?

  private var anchorMaker = Anchors()
  private var tables: TableReader
  /// The lines that define links, for texts that are read by themselves.
  private lazy var definitions = text.linkDefinitions(from: firstLine, copies: notes.notes.count)
  private var titleNode: MarkdownTree.Node?
  private var hasSeenTopHeading = false
  private var headingSlot: Int?
  /// The heading just read, until the block after it is known.
  private var openedBy: String?

  /// - Parameter title: the front matter's, if any.
  init(_ text: NotebookText, firstLine: Int, title: String?) {
    self.text = text
    self.firstLine = firstLine
    self.title = title
    cells = CellReader(text)
    finder = CodeSpanFinder(text.bytes)
    tables = TableReader(text, firstLine: firstLine)
    notes = NoteDefinitions(text, firstLine: firstLine)
  }

  mutating func read() -> [Block] {
    guard firstLine <= text.file.lineCount else { return [] }
    let start = text.line(firstLine).lowerBound
    guard let tree = MarkdownTree(notes.blanked(text.bytes[start...])) else { return [] }
    if text.bytes.contains(UInt8(ascii: "|")) {
      tables.read(tree, definitions: definitions)
    }
    walk(tree)
    reportUnusedNotes()
    for (node, slot) in slots {
      switch slot {
      case .anchor: tree.markStart(of: node)
      case .piece(.link): tree.replaceStartByMark(of: node)
      case .cell, .piece: tree.replaceByMark(node)
      // Its mark is in the text already.
      case .note: break
      }
    }
    for (block, names) in besides {
      tree.put(names.compactMap { mentioned[$0]?.frame }, beside: block)
    }
    if let titleNode { tree.remove(titleNode) }
    return tree.render { html in
      var builder = BlockBuilder()
      builder.cut(html, slots.map(\.slot))
      return builder.finish()
    }
  }

  // MARK: The walk

  private mutating func walk(_ tree: MarkdownTree) {
    tree.walk { node, begins in
      if begins { begin(node, in: tree) } else { end(node, in: tree) }
    }
  }

  private mutating func begin(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    switch node.kind {
    case .paragraph: beginParagraph(node, in: tree)
    case .heading:
      enter(node)
      plainText = ""
      headingSlot = slots.count
      slots.append((node, .anchor("")))
    case .codeBlock: readCodeBlock(node, in: tree)
    case .code: readCode(node)
    case .text: readText(node, in: tree)
    case .breaks: plainText?.append(" ")
    case .image: imageDepth += 1
    case .link: readLink(node)
    case .html: htmlIds += HTMLIds.ids(in: node.literal)
    case .custom: if tables.places[node] != nil { enter(node) }
    case .other: break
    }
    if tree.standsAlone(node), node.kind != .paragraph { openedBy = nil }
  }

  private mutating func end(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    switch node.kind {
    case .image: imageDepth -= 1
    case .link: linkDepth -= 1
    case .heading: endHeading(node, standsAlone: openNote == nil && tree.standsAlone(node))
    case .paragraph: endParagraph()
    default: break
    }
    if openNote == nil, tree.standsAlone(node), !newNotes.isEmpty { readNewNotes(beside: node) }
  }

  private mutating func beginParagraph(_ node: MarkdownTree.Node, in tree: MarkdownTree) {
    enter(node)
    if openNote != nil || !tree.standsAlone(node) { openedBy = nil }
    if openedBy != nil { plainText = "" }
  }

  private mutating func endParagraph() {
    guard let anchor = openedBy, let text = plainText else { return }
    openings[anchor] = Self.firstSentence(of: text)
    (openedBy, plainText) = (nil, nil)
  }

  private static func firstSentence(of text: String) -> String {
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      if ".!?".contains(text[end]), next == text.endIndex || text[next].isWhitespace {
        return String(trimming: text[..<next])
      }
      end = next
    }
    return String(trimming: text)
  }

  private mutating func endHeading(_ node: MarkdownTree.Node, standsAlone: Bool) {
    guard let written = plainText, let slot = headingSlot else { return }
    (plainText, headingSlot) = (nil, nil)
    let heading = String(trimming: written)
    if node.level == 1, standsAlone, !hasSeenTopHeading {
      hasSeenTopHeading = true
      if title == nil, !heading.isEmpty { title = heading }
      if title == heading {
        titleNode = node
        refuseInTitle(slots[(slot + 1)...])
        slots.removeSubrange(slot...)
        newNotes = []
        return
      }
    }
    let anchor = anchorMaker.anchor(for: heading)
    slots[slot].slot = .anchor(anchor)
    if standsAlone {
      headings.append(Heading(level: node.level, text: heading, anchor: anchor))
      openedBy = anchor
    }
  }

  private mutating func refuseInTitle(_ slots: ArraySlice<(node: MarkdownTree.Node, slot: Slot)>) {
    for (_, slot) in slots {
      switch slot {
      case .piece(.value(let value)):
        own.append(
          Diagnostic("misplaced-value", "a value cannot stand in the title", at: value.range))
      case .piece(.formula(let formula)):
        own.append(
          Diagnostic("misplaced-math", "a formula cannot stand in the title", at: formula.range))
      case .note:
        own.append(
          Diagnostic(
            "misplaced-note", "a note cannot be mentioned in the title",
            at: text.range(finder.block), severity: .warning))
      default: break
      }
    }
  }

  // MARK: Notes

  /// Notes may mention further notes, which then stand below them.
  private mutating func readNewNotes(beside block: MarkdownTree.Node) {
    var names: [String] = []
    while !newNotes.isEmpty {
      let name = newNotes.removeFirst()
      guard let note = notes.notes[name] else { continue }
      guard let tree = MarkdownTree((note.text + [.lineFeed, .lineFeed] + definitions)[...]) else {
        continue
      }
      names.append(name)
      mentioned[name]?.tree = tree
      openNote = note
      walk(tree)
      openNote = nil
    }
    besides.append((block, names))
  }

  // MARK: Places

  /// Begins a paragraph, a heading or a cell of a table: what is in it is looked for there.
  private mutating func enter(_ node: MarkdownTree.Node) {
    let place = openNote?.range ?? tables.places[node]
    hasPlaces = place == nil
    finder.enter(place ?? bytes(of: node))
  }

  /// The lines of a paragraph or a heading.
  private func bytes(of node: MarkdownTree.Node) -> Range<Int> {
    let first = text.line(node.startLine + firstLine - 1)
    let last = text.line(max(node.startLine, node.endLine) + firstLine - 1)
    return first.lowerBound..<last.upperBound
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
