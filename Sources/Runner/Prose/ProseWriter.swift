import Notebooks
import Site
import SourceText

/// What a page's prose is made of besides its notebook.
struct ProseSources: Sendable {
  var links: Links
  var formulas: Formulas

  /// What is to be said once of a whole site.
  func diagnostics(of drafts: [Draft]) -> [Diagnostic] {
    formulas.identity == nil && drafts.contains(where: \.hasFormulas)
      ? [Formulas.withoutConverter] : []
  }

}

/// Writes prose as HTML once the page's cells have run: values, formulas, links, figure numbers.
struct ProseWriter {
  let workbook: Workbook
  let results: [String: CellResult]
  let links: Links
  let formulas: Formulas
  /// The number of each cell's first figure, by the cell's name.
  let figureNumbers: [String: Int]

  init(_ workbook: Workbook, _ results: [String: CellResult], _ sources: ProseSources) {
    self.workbook = workbook
    self.results = results
    links = sources.links
    formulas = sources.formulas
    var count = 0
    figureNumbers = workbook.notebook.cells.reduce(into: [:]) { numbers, source in
      let figures = results[source.name]?.exhibits.reduce(0) { $0 + $1.figureCount } ?? 0
      if figures > 0 { numbers[source.name] = count + 1 }
      count += figures
    }
  }

  func html(_ pieces: [ProsePiece]) -> String { pieces.map(html).joined() }

  /// Links that name the figure of a cell without one: known only now.
  var diagnostics: [Diagnostic] {
    workbook.notebook.links.compactMap { link in
      guard !link.figureWord.isEmpty, link.notebook == nil,
        case .cell(let name) = links.target(of: link, in: workbook.slug),
        results[name] != nil, figureNumbers[name] == nil
      else { return nil }
      return Diagnostic(
        "unknown-figure", "cell \(quoted(name)) shows no figure", at: link.range,
        severity: .warning,
        help: [
          nearest(to: name, among: figureNumbers.keys.sorted())
            .map { "did you mean '#\($0)'?" } ?? "name the cell that draws it"
        ])
    }
  }

  private func html(_ piece: ProsePiece) -> String {
    switch piece {
    case .html(let html): html
    case .value(let value): html(value)
    case .formula(let formula): formulas.html(formula)
    case .link(let link): startTag(link)
    case .figure(let link): figure(link)
    }
  }

  // MARK: Values

  private func html(_ value: InlineValue) -> String {
    let parts = value.expression.split(separator: ".", maxSplits: 1).map { String($0) }
    guard parts.count == 2, let result = results[parts[0]] else {
      return
        "<span class=\"value\">not measured: \(HTMLText.escaped(parts.first ?? "")) failed</span>"
    }
    let shown = result.values[parts[1]].map(PageAssembly.text) ?? "not measured"
    return "<span class=\"value\">\(HTMLText.escaped(shown))</span>"
  }

  // MARK: Links

  /// A link that leads nowhere keeps its address: it has been said.
  private func startTag(_ link: NotebookLink) -> String {
    let target = links.target(of: link, in: workbook.slug)
    var attributes = "href=\"\(address(link, target))\""
    var title = link.title
    if link.notebook == Links.glossary, case .term(_, let meaning) = target {
      attributes += " class=\"term\""
      if title.isEmpty { title = meaning }
    }
    if !title.isEmpty { attributes += " title=\"\(HTMLText.escaped(title))\"" }
    return "<a \(attributes)>"
  }

  private func address(_ link: NotebookLink, _ target: Links.Target) -> String {
    let page = link.notebook.map { PageAddress.reference($0) + ".html" } ?? ""
    let id = target.id.isEmpty ? link.anchor : target.id
    return id.isEmpty ? page : "\(page)#\(PageAddress.reference(id))"
  }

  private func figure(_ link: NotebookLink) -> String {
    let target = links.target(of: link, in: workbook.slug)
    guard link.notebook == nil, case .cell(let name) = target, let number = figureNumbers[name]
    else { return startTag(link) + HTMLText.escaped(link.figureWord) + "</a>" }
    let id = "figure-\(number)"
    // A heading may have the id that the figure would have.
    let isTaken = workbook.notebook.anchors.contains(id)
    return
      "<a href=\"#\(isTaken ? PageAddress.reference(target.id) : id)\">\(link.figureWord)\u{A0}\(number)</a>"
  }
}
