#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Site
import SourceText

/// Makes the pages of notebooks, and writes those whose bytes change.
struct PageBuilds: Sendable {
  let reader: DraftReader
  let context: RunContext
  let reporter: Reporter
  /// A page is made as soon as its own runs are there, while others are trained.
  let gates: PageGates
  /// The place of each page in the site.
  let turns: [String: Int]
  var prose: ProseSources

  /// What became of one page.
  struct Outcome: Sendable {
    var diagnostics: [Diagnostic] = []
    /// Nil where no page was made.
    var entry: Ledger.Entry?
    /// By the names prose quotes them by: `cell.value`.
    var numbers: [String: Value] = [:]
  }

  /// Some pages at a time: each holds its data and records until it is written.
  func outcomes(
    of workbooks: [Workbook], _ surroundings: [String: Surroundings], _ templates: TemplateFolder
  ) async -> [Outcome] {
    await withTaskGroup(of: Outcome.self) { group in
      var outcomes: [Outcome] = []
      for (index, workbook) in workbooks.enumerated() {
        if index >= 8, let outcome = await group.next() { outcomes.append(outcome) }
        group.addTask {
          let others = surroundings[workbook.slug] ?? .neighbours(previous: nil, next: nil)
          return await outcome(of: workbook, others, templates)
        }
      }
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
  }

  func outcome(
    of workbook: Workbook, _ surroundings: Surroundings, _ templates: TemplateFolder
  ) async -> Outcome {
    let turn = turns[workbook.slug] ?? 0
    await gates.wait(for: turn)
    // A newer build has begun, after another save.
    if Task.isCancelled { return Outcome() }
    let context = context.recording(turn: turn)
    let cells = await CellRuns(context: context).outcomes(of: workbook.cells)
    // The failures of cells that were cut short are no news of theirs.
    if cells.contains(where: \.isCancelled) { return Outcome() }
    let assembly = PageAssembly(workbook, cells, prose)
    var outcome = Outcome(diagnostics: assembly.diagnostics, numbers: Self.numbers(cells))
    do {
      let page = assembly.page(surroundings)
      let data = Data(try templates.templates().render(page).utf8)
      try write(data, to: PageAddress.path(of: workbook.slug, in: reader.project))
      var entry = entry(of: workbook, surroundings, context.requested, data)
      let isQuiet = workbook.diagnostics.isEmpty && assembly.diagnostics.isEmpty
      entry.isSettled =
        isQuiet && entry.seals.count == context.requested.count
        && !cells.contains { $0.result == nil }
      outcome.entry = entry
    } catch {
      outcome.diagnostics += Self.diagnostics(error)
    }
    return outcome
  }

  /// What a page that could not be made or written is reported as.
  static func diagnostics(_ error: any Error) -> [Diagnostic] {
    switch error {
    case let diagnostics as Diagnostics: diagnostics.all
    case let diagnostic as Diagnostic: [diagnostic]
    default: [Diagnostic("unwritable-page", reason(error))]
    }
  }

  private func entry(
    of workbook: Workbook, _ surroundings: Surroundings, _ requested: [String], _ page: Data
  ) -> Ledger.Entry {
    Ledger.Entry(
      slug: workbook.slug, text: workbook.digest, frame: reader.frame(surroundings),
      title: workbook.title, description: workbook.description, order: workbook.notebook.order,
      anchors: workbook.notebook.anchors, meanings: workbook.meanings, links: answers(workbook),
      converter: workbook.notebook.formulas.isEmpty ? "" : prose.formulas.identity ?? Self.none,
      inputs: workbook.inputs, seals: requested.compactMap { context.store.seal(of: $0) },
      cells: workbook.cells.map { source, cell in
        Ledger.CellEntry(
          name: source.name,
          runs: cell.runs.map {
            Ledger.NamedRun(name: $0.name, fingerprint: Fingerprint(of: $0.experiment).hex)
          })
      },
      page: Digest.sha256(page), isSettled: false)
  }

  /// In place of a converter's identity.
  static let none = "none"

  /// What the links to other pages find there.
  private func answers(_ workbook: Workbook) -> [Ledger.LinkEntry] {
    workbook.notebook.links.compactMap { link in
      guard let notebook = link.notebook else { return nil }
      let target = prose.links.target(of: link, in: workbook.slug)
      return Ledger.LinkEntry(
        notebook: notebook, anchor: link.anchor, wantsCell: !link.figureWord.isEmpty,
        found: target.text)
    }
  }

  /// All values but the losses of single epochs.
  private static func numbers(_ cells: [CellRuns.Outcome]) -> [String: Value] {
    var numbers: [String: Value] = [:]
    for cell in cells {
      for (name, value) in cell.result?.values ?? [:]
      where !(name.hasPrefix("loss.") && name.utf8.last.map { $0 < 0x3A } == true) {
        numbers["\(cell.cell).\(name)"] = value
      }
    }
    return numbers
  }

  /// Writes only what changed, and says where it is.
  func write(_ data: Data, to path: String) throws {
    let files = reader.files
    if files.resolve(path) != nil, (try? files.read(path)) == data { return }
    try files.write(path, data)
    reporter.say("written  \(path)")
  }
}
