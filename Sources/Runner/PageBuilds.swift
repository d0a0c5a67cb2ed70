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
    of workbooks: [Workbook], _ neighbours: [String: Neighbours], _ templates: TemplateFolder
  ) async -> [Outcome] {
    await withTaskGroup(of: Outcome.self) { group in
      var outcomes: [Outcome] = []
      for (index, workbook) in workbooks.enumerated() {
        if index >= 8, let outcome = await group.next() { outcomes.append(outcome) }
        group.addTask {
          await outcome(
            of: workbook, turn: index, neighbours[workbook.slug] ?? Neighbours(), templates)
        }
      }
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
  }

  private func outcome(
    of workbook: Workbook, turn: Int, _ neighbours: Neighbours, _ templates: TemplateFolder
  ) async -> Outcome {
    await gates.wait(for: turn)
    let context = context.recording(turn: turn)
    let cells = await CellRuns(context: context).outcomes(of: workbook.cells)
    // The failures of cells that were cut short are no news of theirs.
    if cells.contains(where: \.isCancelled) { return Outcome() }
    let assembly = PageAssembly(workbook, cells)
    var outcome = Outcome(diagnostics: assembly.diagnostics, numbers: Self.numbers(cells))
    do {
      let page = assembly.page(previous: neighbours.previous, next: neighbours.next)
      let data = Data(try templates.templates().render(page).utf8)
      try write(data, to: PageAddress.path(of: workbook.slug, in: reader.project))
      var entry = entry(of: workbook, neighbours, context.requested, data)
      let isQuiet = workbook.diagnostics.isEmpty && assembly.diagnostics.isEmpty
      entry.isSettled =
        isQuiet && entry.seals.count == context.requested.count
        && !cells.contains { $0.result == nil }
      outcome.entry = entry
    } catch let diagnostic as Diagnostic {
      outcome.diagnostics.append(diagnostic)
    } catch {
      outcome.diagnostics.append(Diagnostic("unwritable-page", reason(error)))
    }
    return outcome
  }

  private func entry(
    of workbook: Workbook, _ neighbours: Neighbours, _ requested: [String], _ page: Data
  ) -> Ledger.Entry {
    Ledger.Entry(
      slug: workbook.slug, text: workbook.digest, frame: reader.frame(neighbours),
      title: workbook.title, description: workbook.description, order: workbook.notebook.order,
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

  // MARK: The index

  func writeIndex(of drafts: [Draft], _ templates: TemplateFolder, _ ledger: inout Ledger)
    -> [Diagnostic]
  {
    if drafts.isEmpty { return [] }
    let path = PageAddress.path(of: "index", in: reader.project)
    let parts = drafts.flatMap { [$0.slug, $0.title, $0.description] }
    let made = Digest.sha256(
      of: ([Tool.identity, templates.digest ?? ""] + parts).joined(separator: "\u{1F}"))
    if ledger.index == made, let page = try? reader.files.read(path),
      Digest.sha256(page) == ledger.indexPage
    {
      return []
    }
    let index = IndexPage(
      title: "Meanwhile",
      description:
        "Why does a recurrent network predict the mean? Reports whose every number was measured when they were built.",
      pages: drafts.map {
        IndexPage.Entry(
          slug: $0.link.slug, title: $0.title, description: $0.description)
      })
    do {
      let data = Data(try templates.templates().render(index).utf8)
      try write(data, to: path)
      (ledger.index, ledger.indexPage) = (made, Digest.sha256(data))
      return []
    } catch let diagnostics as Diagnostics {
      return diagnostics.all
    } catch let diagnostic as Diagnostic {
      return [diagnostic]
    } catch {
      return [Diagnostic("unwritable-page", reason(error))]
    }
  }

  /// Writes only what changed, and says where it is.
  private func write(_ data: Data, to path: String) throws {
    let files = reader.files
    if files.resolve(path) != nil, (try? files.read(path)) == data { return }
    try files.write(path, data)
    reporter.say("written  \(path)")
  }
}
