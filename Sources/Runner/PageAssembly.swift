import Learning
import Notebooks
import Numerals
import Site
import SourceText

/// Pours a notebook's prose and its cells' results into a page.
struct PageAssembly {
  private let workbook: Workbook
  private let cells: [String: any Cell]
  private let results: [String: CellResult]
  /// What is shown in place of results.
  private let failures: [String: String]
  private let prose: ProseWriter
  /// Cells that failed while they ran, and what is no longer true.
  let diagnostics: [Diagnostic]

  init(_ workbook: Workbook, _ outcomes: [CellRuns.Outcome], _ sources: ProseSources) {
    self.workbook = workbook
    cells = Dictionary(
      workbook.cells.map { ($0.source.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
    let results = outcomes.reduce(into: [:]) { $0[$1.cell] = $1.result }
    let failed = outcomes.reduce(into: [:]) { $0[$1.cell] = $1.failure }
    self.results = results
    prose = ProseWriter(workbook, results, sources)
    failures = outcomes.reduce(into: failed) { $0[$1.cell] = $1.failure ?? $1.hindrance }
    let ofCells = workbook.cells.flatMap { source, _ in
      let failure = failed[source.name].map {
        Diagnostic("failed-cell", "cell '\(source.name)' failed: \($0)", at: source.nameRange)
      }
      return (results[source.name]?.problems ?? []) + (failure.map { [$0] } ?? [])
    }
    diagnostics = ofCells + prose.diagnostics
  }

  func page(_ surroundings: Surroundings) -> Page {
    var page = Page(
      slug: workbook.slug, title: workbook.title, description: workbook.description,
      blocks: workbook.notebook.blocks.map(block),
      headings: workbook.notebook.headings.map {
        Site.Heading(level: $0.level, text: $0.text, anchor: $0.anchor)
      },
      provenance: provenance)
    switch surroundings {
    case .neighbours(let previous, let next): (page.previous, page.next) = (previous, next)
    case .all(let pages):
      page.listed = pages
      // Without numbers of its own the index names those of the others' feet.
      if page.provenance.runs.isEmpty { page.provenance = Provenance() }
    }
    return page
  }

  private func block(_ block: Notebooks.Block) -> PageBlock {
    switch block {
    case .prose(let pieces):
      return .prose(prose.html(pieces))
    case .cell(let source):
      let listing = cells[source.name] as? any Listed
      let written =
        listing?.listing(source)
        ?? Listing(kind: source.kind, name: source.name, yaml: source.lines)
      let shown =
        results[source.name]?.exhibits
        ?? [.failure(Failure(message: failures[source.name] ?? "it did not run"))]
      return .exhibits(cell: source.name, kind: source.kind, [.listing(written)] + shown)
    }
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .measured(let number): Numerals.measured(number)
    case .count(let count): Numerals.count(count)
    case .text(let text): text
    }
  }

  private var provenance: Provenance {
    let shown = workbook.cells.compactMap { results[$0.source.name] }
    let kernels = Set(shown.flatMap(\.kernels)).sorted()
    var versions = [
      Provenance.Version("Meanwhile", Version.current),
      Provenance.Version("numerics", "\(Experiment.numericsVersion)"),
    ]
    if !kernels.isEmpty {
      versions.append(Provenance.Version("kernel", kernels.joined(separator: "; ")))
    }
    return Provenance(versions: versions, runs: shown.flatMap(\.provenance))
  }
}

extension CellSource {
  /// Its text with every line break as LF: HTML has no place for a lone carriage return.
  var lines: String { String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }) }
}

/// A cell whose listing says more than what was written: what it changes in another.
protocol Listed {
  func listing(_ source: CellSource) -> Listing
}

/// Of the program.
package enum Version {
  package static let current = "0.1.0"
}
