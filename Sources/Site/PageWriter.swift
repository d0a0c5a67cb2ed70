import Numerals

/// Lays a page out as the context of its template: numbers figures, gives ids, places listings.
struct PageWriter {
  private let page: Page
  private var exhibits: ExhibitWriter
  /// Ids of the cells on this page by the cells' names; the first of a name keeps the plain id.
  private var cellIds: [String: String] = [:]

  init(_ page: Page) {
    self.page = page
    exhibits = ExhibitWriter(
      ids: Ids(taken: page.headings.map(\.anchor) + ["content", "contents", "provenance"]),
      drawings: Drawings(page))
  }

  mutating func context() throws -> Context {
    // Cells first: a listing links to the cell it extends, which may stand below it.
    var ids: [String] = []
    for case .exhibits(let cell, _, _) in page.blocks {
      ids.append(exhibits.ids.take("cell-" + cell))
      if cellIds[cell] == nil { cellIds[cell] = ids[ids.count - 1] }
    }
    var remaining = ids[...]
    var blocks: [Context] = []
    for block in page.blocks {
      switch block {
      case .prose(let html):
        note(headingsIn: html)
        blocks.append([.prose: html, .cell: false])
      case .exhibits(let cell, let kind, let shown):
        let id = remaining.removeFirst()
        let context = try self.context(of: shown, cell: cell, kind: kind, id: id)
        blocks.append([.prose: false, .cell: context])
      }
    }
    return [
      .language: page.language, .title: page.title, .description: page.description,
      .blocks: blocks, .contents: contents, .provenance: Self.context(of: page.provenance),
      .hasNeighbours: page.previous != nil || page.next != nil,
      .previous: Self.context(of: page.previous), .next: Self.context(of: page.next),
      .isIndex: page.listed != nil, .hasPages: page.listed?.isEmpty == false,
      .pages: (page.listed ?? []).map {
        [.slug: $0.slug, .title: $0.title, .description: $0.description] as Context
      },
    ]
  }

  /// Sections inside a cell stand one level below the heading that the cell stands under.
  private mutating func note(headingsIn html: String) {
    let inside = page.headings.filter { html.contains("id=\"\($0.anchor)\"") }
    exhibits.sections += inside.filter { $0.level == 2 }
    if let last = inside.last { exhibits.headingLevel = min(last.level + 1, 4) }
  }

  /// The sections of a page long enough to need a list of them.
  private var contents: Any {
    // Of a page with several long cells the prose alone: their sections repeat each other's titles.
    let isLong = exhibits.sections.count > 16
    let sections = isLong ? page.headings.filter { $0.level == 2 } : exhibits.sections
    guard sections.count >= 4 else { return false }
    let headings = sections.map { [.anchor: $0.anchor, .text: $0.text] as Context }
    // About as many lines as a title and its description beside them.
    return [.headings: headings, .isLong: headings.count > 8] as Context
  }

  private mutating func context(
    of shown: [Exhibit], cell: String, kind: String, id: String
  ) throws -> Context {
    var listing: Listing?
    var others: [Exhibit] = []
    for exhibit in shown {
      if case .listing(let written) = exhibit, listing == nil {
        listing = written
      } else {
        others.append(exhibit)
      }
    }
    let plan = MarginPlan(listing: listing, exhibits: others)
    var contexts: [Context] = []
    for (index, exhibit) in others.enumerated() {
      let isInside = plan.captionsInside.contains(index)
      contexts.append(
        try exhibits.context(
          of: exhibit, cell: cell, cellIds: cellIds, isCaptionInside: isInside,
          opensCell: index == 0 && plan.opensWithFigure))
    }
    let written: Any =
      listing.map {
        ExhibitWriter.context(of: $0, cellIds: cellIds, rows: plan.listingRows)
      } ?? false
    return [
      .id: id, .kind: kind, .name: cell, .listing: written, .exhibits: contexts,
      .rowTemplate: plan.rowTemplate.isEmpty ? false : plan.rowTemplate,
    ]
  }

  // MARK: Parts

  private static func context(of link: Link?) -> Any {
    guard let link else { return false }
    return [.slug: link.slug, .title: link.title] as Context
  }

  private static func context(of provenance: Provenance) -> Any {
    if provenance.versions.isEmpty, provenance.runs.isEmpty { return false }
    let runs = provenance.runs.map {
      [
        .cell: $0.cell, .seed: $0.seed, .fingerprint: $0.fingerprint,
        .shortFingerprint: String($0.fingerprint.prefix(12)),
      ] as Context
    }
    return [
      .versions: provenance.versions.map { [.name: $0.name, .value: $0.value] as Context },
      .hasRuns: !runs.isEmpty, .runs: runs,
      .runCount: runs.count == 1 ? "1 run" : "\(Numerals.count(runs.count)) runs",
    ] as Context
  }
}
