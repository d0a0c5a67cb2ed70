import SourceText

/// Lays exhibits out as contexts of their templates, counting figures and tables through a page.
struct ExhibitWriter {
  var ids: Ids
  /// The level of the headings inside cells: one below the last of the prose.
  var headingLevel = 2
  /// Headings of level 2, in the prose and in cells, as far as the page is written.
  var sections: [Heading] = []
  private let drawings: Drawings
  private var figures = 0
  private var tables = 0

  init(ids: Ids, drawings: Drawings) {
    self.ids = ids
    self.drawings = drawings
  }

  /// - Parameters:
  ///   - cellIds: the ids of the page's cells, for links between listings.
  ///   - opensCell: whether the listing follows this figure's caption in the margin.
  mutating func context(
    of exhibit: Exhibit, cell: String, cellIds: [String: String], isCaptionInside: Bool,
    opensCell: Bool
  ) throws -> Context {
    switch exhibit {
    case .listing(let listing):
      Self.context(of: listing, cellIds: cellIds, rows: nil).adding(.exhibit, "listing")
    case .heading(let text): heading(text)
    case .sentences(let texts): [.exhibit: "sentences", .sentences: texts]
    case .figure(let figure):
      try context(of: figure, cell: cell)
        .adding(.placement, isCaptionInside ? "inside" : opensCell ? "first" : "beside")
    case .table(let table): context(of: table)
    case .verdict(let verdict): Self.context(of: verdict)
    case .print(let printed):
      [
        .exhibit: "print", .caption: printed.caption, .hasCaption: !printed.caption.isEmpty,
        .lines: printed.lines.joined(separator: "\n"),
      ]
    case .claim(let claim):
      [
        .exhibit: "claim", .statement: claim.says, .expected: claim.expected,
        .measured: claim.measured, .holds: claim.holds,
      ]
    case .changes(let changes):
      [
        .exhibit: "changes", .name: changes.name, .extends: changes.of,
        .changes: Self.contexts(of: changes.changes),
      ]
    case .quiz(let quiz): quiz.context
    case .ownRun(let ownRun): ownRun.context(id: ids.take(cell + "-own-run"))
    case .failure(let failure): [.exhibit: "failure", .message: failure.message, .cell: cell]
    }
  }

  private mutating func heading(_ text: String) -> Context {
    let anchor = ids.take(text.lowercased())
    if headingLevel == 2 { sections.append(Heading(level: 2, text: text, anchor: anchor)) }
    return [
      .exhibit: "heading", .text: text, .anchor: anchor, .isSection: headingLevel == 2,
      .isSubsection: headingLevel == 3, .isDeeper: headingLevel > 3,
    ]
  }

  // MARK: Listings

  static func context(
    of listing: Listing, cellIds: [String: String], rows: String?
  ) -> Context {
    let changes = contexts(of: listing.changes)
    var yaml = listing.yaml[...]
    while yaml.last?.isNewline == true { yaml.removeLast() }
    return [
      .kind: listing.kind, .name: listing.name, .yaml: String(yaml), .changes: changes,
      .hasChanges: !changes.isEmpty, .extends: listing.extends ?? false,
      .extendsAnchor: listing.extends.flatMap { cellIds[$0] } ?? false,
      .rows: rows ?? false, .isAlone: rows == nil, .isFolded: listing.isFolded,
    ]
  }

  private static func contexts(of changes: [Listing.Change]) -> [Context] {
    changes.map { [.option: $0.option, .from: $0.from, .to: $0.to] }
  }

  // MARK: Figures

  private mutating func context(of exhibit: FigureExhibit, cell: String) throws -> Context {
    figures += 1
    let number = figures
    if var mistake = exhibit.mistake {
      mistake.message = "figure \(number) in cell '\(cell)': " + mistake.message
      throw mistake
    }
    let id = ids.take("figure-\(number)")
    let plot = ids.take(id + "-plot")
    let label = "Values of figure \(number)"
    let values: Any =
      exhibit.values.rows.isEmpty ? false : Self.context(of: exhibit.values, label: label)
    return [
      .exhibit: "figure", .id: id, .number: String(number), .finding: exhibit.finding,
      .caption: exhibit.fullCaption, .svg: drawings.svg(of: exhibit, number: number, id: plot),
      .values: values,
      .scrubber: exhibit.scrubber.map { scrubber($0, figure: id) } ?? false,
    ]
  }

  private mutating func scrubber(_ scrubber: Scrubber, figure: String) -> Context {
    [
      .id: ids.take(figure + "-frame"), .list: ids.take(figure + "-frames"),
      .label: scrubber.label, .last: "\(scrubber.frames.count - 1)",
      .shown: "\(scrubber.shown)", .text: scrubber.frames[scrubber.shown],
      .frames: scrubber.frames.enumerated().map {
        [.value: "\($0.offset)", .text: $0.element] as Context
      },
    ]
  }

  // MARK: Tables

  private mutating func context(of table: Table) -> Context {
    tables += 1
    return Self.context(of: table, label: table.caption.isEmpty ? "Table" : table.caption)
      .adding(.exhibit, "table").adding(.id, ids.take("table-\(tables)"))
  }

  /// - Parameter label: the name of the element that scrolls where the table is too wide.
  private static func context(of table: Table, label: String) -> Context {
    let columns = table.columns.map {
      [.heading: $0.title.isEmpty ? false : $0.title, .isNumeric: $0.isNumeric] as Context
    }
    let rows = table.rows.enumerated().map { index, row in
      let cells = zip(row, table.columns).dropFirst().map {
        [.text: $0, .isNumeric: $1.isNumeric] as Context
      }
      return [
        .heading: row.first ?? "", .cells: cells, .isHighlighted: table.highlighted.contains(index),
      ] as Context
    }
    return [
      .caption: table.caption, .hasCaption: !table.caption.isEmpty, .label: label,
      .columns: columns, .rows: rows,
    ]
  }

  // MARK: Verdicts

  private static func context(of verdict: Verdict) -> Context {
    let numbers = verdict.numbers.map {
      [.value: $0.value, .label: $0.label, .role: $0.role.rawValue] as Context
    }
    return [
      .exhibit: "verdict", .statement: verdict.statement,
      .hasNumbers: !numbers.isEmpty, .numbers: numbers,
      .hasNote: !verdict.numbersNote.isEmpty, .numbersNote: verdict.numbersNote,
      .hasFacts: !verdict.facts.isEmpty,
      .facts: verdict.facts.map { [.term: $0.term, .text: $0.text] as Context },
    ]
  }
}
