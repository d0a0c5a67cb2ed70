import Ccmark

/// What is not CommonMark, put into cmark's tree: tables, footnotes.
extension MarkdownTree {
  /// First and last line of every block of code or HTML, from 1.
  var literalLines: [ClosedRange<Int>] {
    var lines: [ClosedRange<Int>] = []
    walk { node, begins in
      let type = cmark_node_get_type(node.pointer)
      if begins, type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK {
        lines.append(node.startLine...max(node.startLine, node.endLine))
      }
    }
    return lines
  }

  /// Paragraphs of two lines or more.
  var longParagraphs: [Node] {
    var paragraphs: [Node] = []
    walk { node, begins in
      if begins, node.kind == .paragraph, node.endLine > node.startLine { paragraphs.append(node) }
    }
    return paragraphs
  }

  /// The top-level paragraphs of a text made by `TableText`, in order.
  var topParagraphs: [Node] {
    var paragraphs: [Node] = []
    var child = cmark_node_first_child(root)
    while let node = child {
      if cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH {
        paragraphs.append(Node(pointer: node))
      }
      child = cmark_node_next(node)
    }
    return paragraphs
  }

  // MARK: Tables

  /// Puts a table in a paragraph's place.
  ///
  /// - Parameters:
  ///   - cells: a paragraph of another tree for each of the table's cells, whose text moves here.
  ///   - before: one for the lines before the table, which become a paragraph of their own.
  /// - Returns: the nodes that now hold the text of the cells.
  func replace(
    _ paragraph: Node, by table: PipeTable, _ cells: [Node], before: Node?, label: String
  ) -> [Node] {
    var rest = cells[...]
    let headings = rest.prefix(table.header.count)
    rest = rest.dropFirst(table.header.count)
    let block = element(
      "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\"><table>",
      "</table></div>", isBlock: true)
    var placed: [Node] = []
    let head = element("<thead>", "</thead>", isBlock: true)
    let names = zip(table.header, table.alignments).map { cell, alignment in
      cell.text.isEmpty ? ("<td>", "</td>") : ("<th scope=\"col\"\(alignment.attribute)>", "</th>")
    }
    append(row(Array(headings), names, &placed), to: head)
    append(head, to: block)
    if !table.rows.isEmpty {
      let body = element("<tbody>", "</tbody>", isBlock: true)
      let tags = table.alignments.map { ("<td\($0.attribute)>", "</td>") }
      for _ in table.rows {
        append(row(Array(rest.prefix(tags.count)), tags, &placed), to: body)
        rest = rest.dropFirst(tags.count)
      }
      append(body, to: block)
    }
    cmark_node_insert_after(paragraph.pointer, block.pointer)
    while let child = cmark_node_first_child(paragraph.pointer) { remove(Node(pointer: child)) }
    if let before { move(before, into: paragraph) } else { remove(paragraph) }
    return placed
  }

  private func row(
    _ cells: [Node], _ tags: [(String, String)], _ placed: inout [Node]
  ) -> Node {
    let row = element("<tr>", "</tr>", isBlock: true)
    for (cell, tag) in zip(cells, tags) {
      let place = element(tag.0, tag.1, isBlock: false)
      move(cell, into: place)
      append(place, to: row)
      placed.append(place)
    }
    return row
  }

  /// Moves a paragraph's text, without the character that `TableText` put before it.
  private func move(_ paragraph: Node, into place: Node) {
    if let first = cmark_node_first_child(paragraph.pointer),
      cmark_node_get_type(first) == CMARK_NODE_TEXT
    {
      let text = Node(pointer: first).literal.dropFirst()
      cmark_node_set_literal(first, String(text))
    }
    while let child = cmark_node_first_child(paragraph.pointer) {
      cmark_node_append_child(place.pointer, child)
    }
  }

  // MARK: Notes

  /// Cuts a text before the node that is visited: the text, then a mark. What follows stays in the
  /// node.
  func insertMark(before node: Node, after text: String, rest: String) {
    if !text.isEmpty {
      let start = cmark_node_new(CMARK_NODE_TEXT)
      cmark_node_set_literal(start, text)
      cmark_node_insert_before(node.pointer, start)
    }
    cmark_node_insert_before(node.pointer, markNode(isBlock: false))
    cmark_node_set_literal(node.pointer, rest)
  }

  static func setLiteral(_ text: String, of node: Node) {
    cmark_node_set_literal(node.pointer, text)
  }

  /// A note's text and what is put around it.
  struct NoteFrame {
    var tree: MarkdownTree
    var start: String
    /// Before the first word.
    var number: String
    /// After the last word.
    var later: String
    var end: String
  }

  /// Puts notes beside a block, in one row with it.
  func put(_ notes: [NoteFrame], beside block: Node) {
    let pair = element("<div class=\"noted\">", "</div>", isBlock: true)
    cmark_node_insert_before(block.pointer, pair.pointer)
    append(block, to: pair)
    let aside = element("<div class=\"notes\">", "</div>", isBlock: true)
    append(aside, to: pair)
    for note in notes {
      let frame = element(note.start, note.end, isBlock: true)
      append(frame, to: aside)
      let number = element(note.number, "", isBlock: false)
      let last = cmark_node_last_child(note.tree.root)
      if let last, cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH {
        cmark_node_append_child(last, element(note.later, "", isBlock: false).pointer)
      }
      let first = cmark_node_first_child(note.tree.root)
      if let first, cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH {
        cmark_node_prepend_child(first, number.pointer)
      } else {
        append(number, to: frame)
      }
      while let child = cmark_node_first_child(note.tree.root) {
        cmark_node_append_child(frame.pointer, child)
      }
    }
  }

  // MARK: Nodes

  private func element(_ start: String, _ end: String, isBlock: Bool) -> Node {
    guard
      let pointer = cmark_node_new(isBlock ? CMARK_NODE_CUSTOM_BLOCK : CMARK_NODE_CUSTOM_INLINE)
    else { preconditionFailure("cmark ends the program where it has no memory") }
    cmark_node_set_on_enter(pointer, start)
    cmark_node_set_on_exit(pointer, end)
    return Node(pointer: pointer)
  }

  private func append(_ child: Node, to parent: Node) {
    cmark_node_append_child(parent.pointer, child.pointer)
  }
}

extension PipeTable.Alignment {
  /// With the blank before it; nothing at the start, where text stands anyway.
  fileprivate var attribute: String {
    switch self {
    case .start: ""
    case .center: " class=\"center\""
    case .end: " class=\"number\""
    }
  }
}
