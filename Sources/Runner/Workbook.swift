package import Notebooks
package import SourceText

/// A notebook with its cells understood: everything that can be known before anything runs.
package struct Workbook: Sendable {
  package let slug: String
  package let notebook: Notebook
  /// In the order of the page.
  package let cells: [(source: CellSource, cell: any Cell)]
  package private(set) var diagnostics: [Diagnostic]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  package var title: String { notebook.title ?? slug }
  package var description: String { notebook.description ?? "" }
  /// Whether nothing of its text is known.
  var isUnreadable: Bool { diagnostics.contains { $0.id == Self.unreadable } }
  private static let unreadable = "unreadable-notebook"
  /// What the terms of a glossary mean, by their anchors.
  var meanings: [String: String] { slug == Links.glossary ? notebook.openings : [:] }

  /// The data files its cells read.
  let inputs: [DataReader.Input]
  /// The paths its cells name, also those where no file is.
  let sought: [String]
  /// Of the notebook's bytes.
  let digest: String

  /// Reads the file and all of its cells; every mistake is in `diagnostics`.
  package init(path: String, slug: String, boundary: String?, files: Files) {
    self.init(
      NotebookFolder.Text(reading: path, slug: slug, files), boundary: boundary, files: files)
  }

  /// Reads all cells of a text.
  package init(_ source: NotebookFolder.Text, boundary: String?, files: Files) {
    slug = source.slug
    let (text, digest, unreadable) = source.decoded(files)
    self.digest = digest
    let path = source.path
    let file = SourceFile(path: path, text: text)
    if let unreadable {
      notebook = Notebook.read(SourceFile(path: path, text: "")).notebook
      cells = []
      inputs = []
      sought = []
      let start = SourceRange(file: file, start: 0, end: 0)
      diagnostics = [Diagnostic(Self.unreadable, unreadable, at: start)]
      return
    }
    let (notebook, problems) = Notebook.read(file)
    let reader = DataReader(folder: Files.parent(of: path), boundary: boundary, files: files)
    var diagnostics = problems
    let scope = Scope(notebook.cells, reader)
    diagnostics += scope.diagnostics
    var understood: [(source: CellSource, cell: any Cell)] = []
    for source in notebook.cells {
      guard let type = Runner.cells.first(where: { $0.kind == source.kind }) else {
        diagnostics.append(
          .unknown(
            "kind of cell", source.kind, known: Runner.cells.map { $0.kind },
            at: source.kindRange, id: "unknown-kind"))
        continue
      }
      if source.isBroken { continue }
      var options = Options(source.options)
      let cell = type.init(&options, source, scope)
      // A train cell's options were read with those it extends, by the scope.
      if source.kind != TrainCell.kind { diagnostics += options.finish() }
      understood.append((source, cell))
    }
    let quoted = notebook.values.map { ValueName($0.expression, at: $0.range) }
    let named = understood.flatMap { $0.cell.namesOfOthers }
    diagnostics += Self.unknownValues(quoted + named, notebook, understood)
    self.notebook = notebook
    self.cells = understood
    inputs = reader.inputs
    sought = reader.sought
    self.diagnostics = diagnostics
  }

  /// With what is known when all notebooks are read.
  func adding(_ more: [Diagnostic]) -> Workbook {
    var workbook = self
    workbook.diagnostics += more
    return workbook
  }

  /// Values that prose or a claim names and no cell has.
  private static func unknownValues(
    _ named: [ValueName], _ notebook: Notebook, _ cells: [(source: CellSource, cell: any Cell)]
  ) -> [Diagnostic] {
    let names = cells.map { $0.source.name }
    // Asked for once: a cell has a value per epoch.
    let used = Set(named.map(\.cell))
    var known: [String: (names: [String], set: Set<String>)] = [:]
    for (source, cell) in cells where used.contains(source.name) {
      let values = cell.valueNames
      known[source.name] = (values, Set(values))
    }
    // A cell with a mistake of its own has values that are not known.
    let broken = Set(notebook.cells.map(\.name)).subtracting(names)
    return named.compactMap { value in
      let (name, range, cellName) = (value.name, value.range, value.cell)
      if broken.contains(cellName) { return nil }
      guard let values = known[cellName] else {
        return .unknown("cell", cellName, known: names, at: range, id: "unknown-value")
      }
      let rest = String(name.dropFirst(cellName.count + 1))
      if values.names.isEmpty || values.set.contains(rest) { return nil }
      // A suggestion for the whole expression can be typed as it stands. Those behind the first
      // hundred are losses of single epochs, which nobody misspells.
      return .unknown(
        "value", name, known: values.names.prefix(100).map { "\(cellName).\($0)" },
        at: range, id: "unknown-value")
    }
  }
}
