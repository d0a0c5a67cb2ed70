import Notebooks
import SourceText

/// What links lead to: all notebooks of a site, as they are now.
struct Links: Sendable {
  /// The notebook whose headings are terms and whose paragraphs say what they mean.
  static let glossary = "glossary"

  /// By slug.
  private let drafts: [String: Draft]
  /// Of the notebooks that were read: one may have a hundred thousand links and headings.
  private let read: [String: (anchors: Set<String>, cells: Set<String>)]

  init(_ drafts: [String: Draft]) {
    self.drafts = drafts
    read = drafts.compactMapValues {
      $0.workbook == nil ? nil : (Set($0.anchors), Set($0.cellNames))
    }
  }

  private func hasAnchor(_ anchor: String, _ draft: Draft) -> Bool {
    read[draft.slug].map { $0.anchors.contains(anchor) } ?? draft.anchors.contains(anchor)
  }

  private func hasCell(_ name: String, _ draft: Draft) -> Bool {
    read[draft.slug].map { $0.cells.contains(name) } ?? draft.cellNames.contains(name)
  }

  /// What a link finds.
  enum Target: Equatable {
    case page
    /// An element with this id.
    case place(String)
    case cell(String)
    case term(String, meaning: String)
    case missingNotebook
    case missingAnchor

    /// The element's id; empty for the page itself.
    var id: String {
      switch self {
      case .place(let id), .term(let id, _): id
      case .cell(let name): "cell-\(name)"
      case .page, .missingNotebook, .missingAnchor: ""
      }
    }
    /// As the ledger keeps it: equal where a page shows the same.
    var text: String {
      switch self {
      case .page: "page"
      case .place: "place"
      case .cell: "cell"
      case .term(_, let meaning): "term \(meaning)"
      case .missingNotebook, .missingAnchor: "missing"
      }
    }
  }

  /// - Parameter wantsCell: whether a cell is meant where a heading has its name too.
  func target(notebook slug: String, anchor: String, wantsCell: Bool = false) -> Target {
    guard let draft = drafts[slug] else {
      // The list of pages is there without a notebook of its own.
      if slug == PageAddress.index { return anchor.isEmpty ? .page : .missingAnchor }
      return .missingNotebook
    }
    if anchor.isEmpty { return .page }
    // Nothing is known of what is in it, and that is said already.
    if draft.workbook?.isUnreadable == true { return .place(anchor) }
    let name = anchor.hasPrefix("cell-") ? String(anchor.dropFirst(5)) : anchor
    let cell = [anchor, name].first { hasCell($0, draft) }
    if wantsCell, let cell { return .cell(cell) }
    if hasAnchor(anchor, draft) {
      let meaning = slug == Self.glossary ? draft.opening(of: anchor) : nil
      return meaning.map { .term(anchor, meaning: $0) } ?? .place(anchor)
    }
    return cell.map { .cell($0) } ?? (Self.isNumbered(anchor) ? .place(anchor) : .missingAnchor)
  }

  func target(of link: NotebookLink, in slug: String) -> Target {
    target(
      notebook: link.notebook ?? slug, anchor: link.anchor, wantsCell: !link.figureWord.isEmpty)
  }

  /// Whether a link finds what it found when its page was made.
  func finds(_ link: Ledger.LinkEntry) -> Bool {
    target(notebook: link.notebook, anchor: link.anchor, wantsCell: link.wantsCell).text
      == link.found
  }

  /// `figure-3`, `table-1`: what cells show is numbered when they have run.
  private static func isNumbered(_ anchor: String) -> Bool {
    let parts = anchor.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && ["figure", "table"].contains(parts[0]) && Int(parts[1]) != nil
  }

  // MARK: What is said

  func diagnostics(of workbook: Workbook) -> [Diagnostic] {
    workbook.notebook.links.compactMap { link in
      let slug = link.notebook ?? workbook.slug
      switch target(of: link, in: workbook.slug) {
      case .missingNotebook: return missing("\(slug).md", link.range)
      case .missingAnchor: return missingAnchor(link, in: slug)
      case .place where !link.figureWord.isEmpty: return noCell(link, in: slug)
      default: return nil
      }
    }
  }

  private func missing(_ file: String, _ range: SourceRange) -> Diagnostic {
    let known = drafts.keys.map { "\($0).md" }.sorted()
    return warning(
      "unknown-notebook", "there is no notebook \(quoted(file))", file, known, range,
      note: "notebooks: ")
  }

  private func missingAnchor(_ link: NotebookLink, in slug: String) -> Diagnostic {
    if !link.figureWord.isEmpty { return noCell(link, in: slug) }
    let known = drafts[slug].map { $0.anchors + $0.cellNames } ?? []
    let place = link.notebook.map { "\($0).md" } ?? "this page"
    return warning(
      "unknown-anchor", "\(place) has no heading and no cell \(quoted(link.anchor))", link.anchor,
      known, link.range, note: "anchors: ")
  }

  private func noCell(_ link: NotebookLink, in slug: String) -> Diagnostic {
    let place = link.notebook.map { "\($0).md" } ?? "this page"
    return warning(
      "unknown-figure", "\(place) has no cell \(quoted(link.anchor)) whose figure could be named",
      link.anchor, drafts[slug]?.cellNames ?? [], link.range, note: "cells: ")
  }

  private func warning(
    _ id: String, _ message: String, _ written: String, _ known: [String], _ range: SourceRange,
    note: String
  ) -> Diagnostic {
    let shown = known.count > 24 ? Array(known.prefix(24)) + ["…"] : known
    return Diagnostic(
      id, message, at: range, severity: .warning,
      help: nearest(to: written, among: known).map { ["did you mean '\($0)'?"] } ?? [],
      notes: known.isEmpty ? [] : [note + shown.joined(separator: ", ")])
  }
}

/// What links can point at in a notebook, read or remembered.
extension Draft {
  var anchors: [String] {
    switch self {
    case .remembered(let entry): entry.anchors
    case .read(let workbook): workbook.notebook.anchors
    }
  }
  var cellNames: [String] {
    switch self {
    case .remembered(let entry): entry.cells.map(\.name)
    case .read(let workbook): workbook.notebook.cells.map(\.name)
    }
  }
  var hasFormulas: Bool {
    switch self {
    case .remembered(let entry): !entry.converter.isEmpty
    case .read(let workbook): !workbook.notebook.formulas.isEmpty
    }
  }

  /// The first sentence under a heading.
  func opening(of anchor: String) -> String? {
    switch self {
    case .remembered(let entry): entry.meanings[anchor]
    case .read(let workbook): workbook.notebook.openings[anchor]
    }
  }
}
