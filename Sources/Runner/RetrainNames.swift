import SourceText

/// The experiments behind the names given to `--retrain`: `cell`, or `notebook.cell`.
struct RetrainNames: Sendable {
  private(set) var fingerprints: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ names: [String], _ workbooks: [Workbook]) {
    if names.isEmpty { return }
    var known: [String: Set<String>] = [:]
    for workbook in workbooks {
      for (source, cell) in workbook.cells where !cell.runs.isEmpty {
        let own = cell.runs.map { Fingerprint(of: $0.experiment).hex }
        known[source.name, default: []].formUnion(own)
        known["\(workbook.slug).\(source.name)", default: []].formUnion(own)
      }
    }
    for name in names {
      if let own = known[name] {
        fingerprints.formUnion(own)
      } else {
        let cells = known.keys.filter { !$0.contains(".") }.sorted()
        diagnostics.append(.unknown("cell", name, known: cells, at: nil, id: "unknown-cell"))
      }
    }
  }
}
