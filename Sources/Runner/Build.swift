#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Learning
import Notebooks
package import SourceText
import Site

/// One build: from the notebooks' folder to the pages.
package struct Build: Sendable {
  let project: Project
  let files: Files
  let context: RunContext
  let reporter: Reporter

  package init(
    _ project: Project, files: Files = .disk, context: RunContext, reporter: Reporter
  ) {
    self.project = project
    self.files = files
    self.context = context
    self.reporter = reporter
  }

  package struct Result: Sendable {
    package var diagnostics: [Diagnostic]
    /// The paths of all pages that stand, new or as they were, the index last.
    package var pages: [String]
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads and checks everything, trains nothing.
  package static func check(_ project: Project, files: Files = .disk) -> (
    workbooks: [Workbook], diagnostics: [Diagnostic]
  ) {
    guard let names = files.list(project.notebooks) else {
      return (
        [],
        [
          Diagnostic(
            "missing-folder", "there is no folder '\(project.notebooks)'",
            help: ["name the folder that holds your notebooks: meanwhile build FOLDER"])
        ]
      )
    }
    // A README explains the folder to its readers there; hidden files are an editor's.
    let notebooks = names.filter {
      $0.hasSuffix(".md") && $0 != "README.md" && !$0.hasPrefix(".")
    }
    if notebooks.isEmpty {
      return (
        [],
        [Diagnostic("no-notebooks", "there are no Markdown files in '\(project.notebooks)'")]
      )
    }
    let boundary = project.allowsOutside ? nil : project.boundary(files)
    let workbooks = notebooks.map { name in
      Workbook(
        path: "\(project.notebooks)/\(name)", slug: String(name.dropLast(3)), boundary: boundary,
        files: files)
    }.sorted { ($0.notebook.order, $0.slug) < ($1.notebook.order, $1.slug) }
    var diagnostics = workbooks.flatMap(\.diagnostics)
    if notebooks.contains("index.md") {
      diagnostics.append(
        Diagnostic(
          "reserved-name",
          "'\(project.notebooks)/index.md' would overwrite the list of pages: rename it"))
    }
    return (workbooks, diagnostics)
  }

  /// A mistaken notebook keeps the page it had; the others are built.
  package func run() async -> Result {
    var (workbooks, diagnostics) = Build.check(project, files: files)
    workbooks.removeAll { $0.slug == "index" }
    let templates: Templates
    do {
      templates = try readTemplates()
    } catch {
      diagnostics += error.all
      return Result(diagnostics: diagnostics, pages: [])
    }
    // Said before anything is trained, not after.
    if files.resolve(project.output) != nil, files.list(project.output) == nil {
      diagnostics.append(
        Diagnostic(
          "not-a-folder", "'\(project.output)' is not a folder, so no page can be written into it",
          help: ["name another folder: --output FOLDER"]))
      return Result(diagnostics: diagnostics, pages: [])
    }
    let sound = workbooks.filter { !$0.hasErrors }
    // A mistaken notebook may have no page yet, and a link to it would lead nowhere.
    let linked = workbooks.filter { !$0.hasErrors || files.resolve(path(of: $0.slug)) != nil }
    await withTaskGroup(of: [Diagnostic].self) { group in
      for workbook in sound {
        let neighbours = Self.neighbours(of: workbook, among: linked)
        group.addTask { await page(of: workbook, neighbours, templates) }
      }
      for await messages in group { diagnostics += messages }
    }
    let standing = workbooks.filter { files.resolve(path(of: $0.slug)) != nil }
    diagnostics += writeIndex(of: standing, templates)
    var pages = standing.map { path(of: $0.slug) }
    if !standing.isEmpty { pages.append(path(of: "index")) }
    return Result(diagnostics: diagnostics, pages: pages)
  }

  // MARK: Pages

  private func page(
    of workbook: Workbook, _ neighbours: (previous: Link?, next: Link?), _ templates: Templates
  ) async -> [Diagnostic] {
    let outcomes = await run(workbook.cells)
    // The failures of cells that were cut short are no news of theirs.
    if outcomes.contains(where: \.isCancelled) { return [] }
    let assembly = PageAssembly(
      workbook,
      results: outcomes.reduce(into: [:]) { $0[$1.cell] = $1.result },
      failures: outcomes.reduce(into: [:]) { $0[$1.cell] = $1.failure })
    do {
      let html = try templates.render(
        assembly.page(previous: neighbours.previous, next: neighbours.next))
      try write(html, to: path(of: workbook.slug))
    } catch let diagnostic as Diagnostic {
      return assembly.diagnostics + [diagnostic]
    } catch {
      return assembly.diagnostics + [Diagnostic("unwritable-page", reason(error))]
    }
    return assembly.diagnostics
  }

  /// What became of one cell.
  private struct CellOutcome: Sendable {
    var cell: String
    var result: CellResult?
    var failure: String?
    var isCancelled = false
  }

  /// Runs all cells of a notebook: side by side, and then those that judge what the others measured.
  private func run(_ cells: [(source: CellSource, cell: any Cell)]) async -> [CellOutcome] {
    let first = cells.filter { !type(of: $0.cell).readsOthers }
    let second = cells.filter { type(of: $0.cell).readsOthers }
    let measured = await run(first, after: Measured())
    var others = Measured()
    for outcome in measured {
      for (name, value) in outcome.result?.values ?? [:] {
        others.values["\(outcome.cell).\(name)"] = value
      }
    }
    return measured + (await run(second, after: others))
  }

  private func run(_ cells: [(source: CellSource, cell: any Cell)], after others: Measured) async
    -> [CellOutcome]
  {
    await withTaskGroup(of: CellOutcome.self) { group in
      for (source, cell) in cells {
        group.addTask { await outcome(of: cell, named: source.name, after: others) }
      }
      var outcomes: [CellOutcome] = []
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
  }

  private func outcome(of cell: any Cell, named name: String, after others: Measured) async
    -> CellOutcome
  {
    do {
      let result = try await cell.run(in: context, others)
      // Its page as a whole would be refused for it: one cell is enough.
      for case .figure(let figure) in result.exhibits {
        if let mistake = figure.mistake { throw mistake }
      }
      return CellOutcome(cell: name, result: result)
    } catch is Trainer.Cancelled {
      return CellOutcome(cell: name, isCancelled: true)
    } catch {
      return CellOutcome(cell: name, failure: reason(error))
    }
  }

  private func writeIndex(of workbooks: [Workbook], _ templates: Templates) -> [Diagnostic] {
    if workbooks.isEmpty { return [] }
    let index = IndexPage(
      title: "Meanwhile",
      description:
        "Why does a recurrent network predict the mean? Reports whose every number was measured when they were built.",
      pages: workbooks.map {
        IndexPage.Entry(
          slug: Self.reference($0.slug), title: $0.title, description: $0.description)
      })
    do {
      try write(try templates.render(index), to: path(of: "index"))
    } catch let diagnostic as Diagnostic {
      return [diagnostic]
    } catch {
      return [Diagnostic("unwritable-page", reason(error))]
    }
    return []
  }

  /// Writes only what changed, and says where it is.
  private func write(_ html: String, to path: String) throws {
    let data = Data(html.utf8)
    let old = files.resolve(path) == nil ? nil : try? files.read(path)
    if old != data { try files.write(path, data) }
    reporter.say("\(old == data ? "unchanged" : "written")  \(path)")
  }

  private func path(of slug: String) -> String { "\(project.output)/\(slug).html" }

  private static func neighbours(of workbook: Workbook, among all: [Workbook]) -> (
    previous: Link?, next: Link?
  ) {
    guard let index = all.firstIndex(where: { $0.slug == workbook.slug }) else { return (nil, nil) }
    func link(_ index: Int) -> Link? {
      guard all.indices.contains(index) else { return nil }
      return Link(title: all[index].title, slug: reference(all[index].slug))
    }
    return (link(index - 1), link(index + 1))
  }

  /// A file's name as a link writes it: `#`, `?`, `%` and blanks would end or change the address.
  static func reference(_ slug: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return slug.utf8.reduce(into: "") { result, byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
        result.append(character)
      } else {
        result += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }

  // MARK: Templates

  private func readTemplates() throws(Diagnostics) -> Templates {
    guard let names = files.list(project.templates) else {
      throw Diagnostics([
        Diagnostic(
          "missing-folder", "there is no folder '\(project.templates)'",
          help: ["name the folder that holds the templates: --templates FOLDER"])
      ])
    }
    var texts: [String: String] = [:]
    for name in names where name.hasSuffix(".mustache") || name.hasSuffix(".css") {
      let path = "\(project.templates)/\(name)"
      guard let data = try? files.read(path), let text = String(validating: data, as: UTF8.self)
      else {
        throw Diagnostics([Diagnostic("unreadable-template", "'\(path)' cannot be read as UTF-8")])
      }
      texts[name] = text
    }
    do {
      return try Templates(reading: texts)
    } catch let diagnostic as Diagnostic {
      throw Diagnostics([diagnostic])
    } catch {
      throw Diagnostics([Diagnostic("broken-template", "\(error)")])
    }
  }
}
