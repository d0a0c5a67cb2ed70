package import SourceText

/// Which records a store's notebooks name, and which nobody does.
///
/// Named is what a cell's options make an experiment of now, and what the last build of a notebook
/// asked for besides: the counterfactual runs of a diagnosis are known from there alone. Notebooks of
/// other folders that were built with the same store count as long as they stand.
package struct StoreUse: Sendable {
  package struct Item: Sendable {
    package var entry: RecordStore.Entry
    /// The cells that name it, `notebook.cell`; empty for one that only a diagnosis asked for, and
    /// for one that nobody names.
    package var cells: [String]
    package var isUsed: Bool
  }

  /// Oldest first.
  package let items: [Item]
  /// Mistakes in notebooks: what those name is not known.
  package let diagnostics: [Diagnostic]

  package init(_ project: Project, files: Files = .disk) {
    let store = RecordStore(folder: project.store, files: files)
    let (workbooks, problems) = Build.check(project, files: files)
    var cells: [String: [String]] = [:]
    for workbook in workbooks {
      for (source, cell) in workbook.cells {
        for run in cell.runs {
          cells[Fingerprint(of: run.experiment).hex, default: []]
            .append("\(workbook.slug).\(source.name)")
        }
      }
    }
    let built = Self.requested(project, files)
    items = store.entries().map { entry in
      let names = cells[entry.fingerprint] ?? []
      return Item(
        entry: entry, cells: names, isUsed: !names.isEmpty || built.contains(entry.fingerprint))
    }
    diagnostics = problems.filter { $0.severity == .error }
  }

  package var unused: [Item] { items.filter { !$0.isUsed } }

  /// What the last builds asked for, of every site that this store knows and whose notebooks stand.
  private static func requested(_ project: Project, _ files: Files) -> Set<String> {
    let folder = "\(project.store)/sites"
    var requested: Set<String> = []
    for name in files.list(folder) ?? [] where name.hasSuffix(".ledger") {
      guard let data = try? files.read("\(folder)/\(name)"), let ledger = Ledger(reading: data)
      else { continue }
      for entry in ledger.entries.values
      where files.resolve("\(ledger.notebooks)/\(entry.slug).md") != nil {
        requested.formUnion(entry.seals.map(\.fingerprint))
        requested.formUnion(entry.cells.flatMap(\.runs).map(\.fingerprint))
      }
    }
    return requested
  }
}
