import Notebooks
import SourceText

/// Finds a run of a site's notebooks by what a reader calls it: `NAME` or `NOTEBOOK#NAME`, where the name
/// is a cell's or that of one of a sweep's runs.
package struct RunFinder {
  package struct Found {
    package var run: Plan.Run
    /// The folder of its notebook, from which the paths of its data files are written.
    package var folder: String
    /// As a command line names it.
    package var title: String
  }

  private let project: Project
  private let files: Files

  package init(_ project: Project, files: Files = .disk) {
    self.project = project
    self.files = files
  }

  /// Every run that the notebooks name, in their order.
  ///
  /// - Throws: `Diagnostics` of the notebooks where one of them has a mistake.
  package func all() throws -> [Found] {
    let boundary = project.allowsOutside ? nil : project.boundary(files)
    var found: [Found] = []
    for text in NotebookFolder(project, files: files).texts {
      let workbook = Workbook(text, boundary: boundary, files: files)
      if workbook.hasErrors { throw Diagnostics(workbook.diagnostics) }
      found += runs(of: workbook)
    }
    return found
  }

  /// - Throws: `Diagnostics` where no run or more than one has that name.
  package func run(_ what: String) throws -> Found {
    let parts = what.split(separator: "#", maxSplits: 1).map { String($0) }
    let name = parts.last ?? ""
    let slug = parts.count > 1 ? slug(of: parts[0]) : nil
    let boundary = project.allowsOutside ? nil : project.boundary(files)
    let texts = NotebookFolder(project, files: files).texts
    if let slug, !texts.contains(where: { $0.slug == slug }) {
      throw Diagnostics([
        .unknown("notebook", slug, known: texts.map(\.slug), at: nil)
      ])
    }
    var known: [String] = []
    var holders: [Found] = []
    for text in texts where slug == nil || text.slug == slug {
      let workbook = Workbook(text, boundary: boundary, files: files)
      let runs = runs(of: workbook)
      known += runs.map(\.run.name)
      holders += runs.filter { $0.run.name == name }
      if runs.contains(where: { $0.run.name == name }) { continue }
      let cell = workbook.cells.first { $0.source.name == name }
      guard let cell, !cell.cell.runs.isEmpty else {
        if workbook.notebook.cells.contains(where: { $0.name == name }), workbook.hasErrors {
          throw Diagnostics(workbook.diagnostics)
        }
        continue
      }
      throw Diagnostics([
        Diagnostic(
          "ambiguous-cell", "the cell \(quoted(name)) has \(cell.cell.runs.count) runs",
          help: [
            "name one of them: \(cell.cell.runs.prefix(12).map { quoted($0.name) }.joined(separator: ", "))"
          ])
      ])
    }
    guard let first = holders.first else {
      throw Diagnostics([.unknown("run", name, known: known, at: nil)])
    }
    if holders.count > 1 {
      throw Diagnostics([
        Diagnostic(
          "ambiguous-cell", "\(holders.count) notebooks have a run \(quoted(name))",
          help: ["name one of them: \(holders.map(\.title).joined(separator: ", "))"])
      ])
    }
    return first
  }

  private func runs(of workbook: Workbook) -> [Found] {
    var seen = Set<String>()
    return workbook.cells.flatMap(\.cell.runs).compactMap { named in
      guard seen.insert(named.name).inserted else { return nil }
      return Found(
        run: Plan.Run(
          name: named.name, experiment: named.experiment,
          fingerprint: Fingerprint(of: named.experiment)),
        folder: project.notebooks, title: "\(workbook.slug)#\(named.name)")
    }
  }

  /// Of a path, or of the name without folder and ending.
  private func slug(of notebook: String) -> String {
    let last = notebook.split(separator: "/").last.map { String($0) } ?? notebook
    return last.hasSuffix(".md") ? String(last.dropLast(3)) : last
  }
}
