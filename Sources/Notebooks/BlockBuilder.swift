import SourceText

/// Cuts rendered HTML at its marks into blocks.
struct BlockBuilder {
  private var blocks: [Block] = []
  private var pieces: [ProsePiece] = []
  /// Grows in place, so that a long text is not copied at each of its headings.
  private var html = ""

  /// - Parameters:
  ///   - html: one mark for each slot, in the same order.
  ///   - slots: what the marks stand for.
  mutating func cut(_ html: UnsafeBufferPointer<UInt8>, _ slots: [MarkdownReader.Slot]) {
    var start = 0
    var next = 0
    for offset in 0..<html.count where html[offset] == MarkdownTree.mark {
      addHTML(html[start..<offset])
      start = offset + 1
      fill(slots[next])
      next += 1
    }
    addHTML(html[start...])
    precondition(next == slots.count, "\(next) marks in the HTML for \(slots.count) slots")
  }

  consuming func finish() -> [Block] {
    endProse()
    return blocks
  }

  private mutating func addHTML(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    html += String(decoding: bytes, as: UTF8.self)
  }

  private mutating func fill(_ slot: MarkdownReader.Slot) {
    switch slot {
    case .piece(let piece):
      endHTML()
      pieces.append(piece)
    case .note(let reference): html += reference.html
    case .cell(let cell):
      endProse()
      blocks.append(.cell(cell))
    case .anchor(let anchor):
      // The mark is the first thing in the heading, so what came last is its tag: `<h2>`.
      html.removeLast()
      html += " id=\"\(anchor)\">"
    }
  }

  private mutating func endHTML() {
    if !html.isEmpty { pieces.append(.html(html)) }
    html = ""
  }

  private mutating func endProse() {
    if pieces.isEmpty, html.allSatisfy(\.isWhitespace) { html = "" }
    endHTML()
    if !pieces.isEmpty { blocks.append(.prose(pieces)) }
    pieces = []
  }
}
