import Learning
import Notebooks
import SourceText

/// The notebook for a `train` cell of another notebook: the cell, those it extends, and the diagnosis.
struct CellNotebook {
  let request: DiagnosisRequest
  /// As typed: a path, or a notebook's name without folder and ending. Nil for whichever has the cell.
  let notebook: String?
  let name: String
  let files: Files

  init(_ request: DiagnosisRequest, _ notebook: String?, _ name: String, _ files: Files) {
    self.request = request
    self.notebook = notebook
    self.name = name
    self.files = files
  }

  func written() throws(Diagnostics) -> DiagnosisRequest.Written {
    let (path, book) = try found()
    let folder =
      path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
    let scope = Scope(book.cells, DataReader(folder: folder, boundary: nil, files: files))
    let chain = chain(of: name, in: book.cells)
    guard scope.experiments[name] != nil else {
      let mistakes = scope.diagnostics.filter { diagnostic in
        diagnostic.range.map { range in chain.contains { $0.range.contains(range) } } ?? true
      }
      throw Diagnostics(mistakes.isEmpty ? scope.diagnostics : mistakes)
    }
    let cell = "\(name)-diagnosis"
    var result = request.written(
      name, cell: cell, DiagnosisNotebook(title: "", description: "", blocks: []))
    let target = result.folder
    let cells = chain.map { copy(of: $0, from: folder, to: target, scope) }
    result.text =
      DiagnosisNotebook(
        title: "Why does \(name) predict what it predicts?",
        description: "The cell \(name) of \(path), diagnosed.",
        blocks: [
          DiagnosisNotebook.cell("diagnose", cell, ["of: \(name)"]), "## The cell",
          "From `\(path)`.",
        ] + cells
      ).text
    return result
  }

  // MARK: Finding

  private func found() throws(Diagnostics) -> (path: String, book: Notebook) {
    var known: [String] = []
    var holders: [(path: String, book: Notebook)] = []
    for path in try candidates() {
      guard let data = try? files.read(path), let text = String(validating: data, as: UTF8.self)
      else { continue }
      let book = Notebook.read(SourceFile(path: path, text: text)).notebook
      let names = book.cells.filter { $0.kind == TrainCell.kind }.map(\.name)
      known += names
      if names.contains(name) { holders.append((path, book)) }
    }
    guard let first = holders.first else {
      throw Diagnostics([.unknown("train cell", name, known: known, at: nil)])
    }
    if holders.count > 1 {
      throw Diagnostics([
        Diagnostic(
          "ambiguous-cell", "\(holders.count) notebooks have a train cell \(quoted(name))",
          help: [
            "name one of them: \(holders.map { "\($0.path)#\(name)" }.joined(separator: ", "))"
          ]
        )
      ])
    }
    return first
  }

  private func candidates() throws(Diagnostics) -> [String] {
    let names = (files.list(request.notebooks) ?? []).filter { $0.hasSuffix(".md") }
    let all = names.map { "\(request.notebooks)/\($0)" }
    guard let notebook else { return all }
    let near = [
      notebook, "\(request.notebooks)/\(notebook)", "\(request.notebooks)/\(notebook).md",
    ]
    if let path = near.first(where: { files.resolve($0) != nil && files.list($0) == nil }) {
      return [path]
    }
    throw Diagnostics([
      .unknown("notebook", notebook, known: names.map { String($0.dropLast(3)) }, at: nil)
    ])
  }

  /// The cell and those it extends, the last of them first.
  private func chain(of name: String, in cells: [CellSource]) -> [CellSource] {
    var chain: [CellSource] = []
    var next: String? = name
    while let wanted = next, !chain.contains(where: { $0.name == wanted }),
      let cell = cells.first(where: { $0.kind == TrainCell.kind && $0.name == wanted })
    {
      chain.insert(cell, at: 0)
      next = nil
      if case .scalar(let base, _)? = cell.options["extends"]?.content { next = base }
    }
    return chain
  }

  // MARK: Copying

  /// The cell with the paths of its files as the new notebook must write them.
  private func copy(
    of cell: CellSource, from folder: String, to target: String, _ scope: Scope
  ) -> String {
    let file = cell.range.file
    let first = file.offset(ofLine: file.position(of: cell.range.start).line + 1)
    let last = file.offset(ofLine: file.position(of: cell.range.end).line)
    let experiment = scope.experiments[cell.name]?.experiment
    let named = (experiment?.data.files ?? []) + [experiment?.model.weights?.file].compactMap { $0 }
    let places = named.compactMap { data in data.range.map { (range: $0, path: data.path) } }
      .filter { $0.range.start >= first && $0.range.end <= last }
      .sorted { $0.range.start < $1.range.start }
    var text = ""
    var at = first
    for (range, path) in places where range.start >= at {
      text += file.string(at..<range.start)
      let full = path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
      text += DiagnosisNotebook.quoted(RelativePath.from(target, to: full))
      at = range.end
    }
    text += file.string(at..<max(at, last))
    if text.hasSuffix("\n") { text.removeLast() }
    return DiagnosisNotebook.cell(cell.kind, cell.name, [text])
  }
}

extension SourceRange {
  fileprivate func contains(_ other: SourceRange) -> Bool {
    file === other.file && start <= other.start && other.end <= end
  }
}
