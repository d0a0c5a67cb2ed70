#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Site
import SourceText

/// The page that lists all others. Its text is `index.md`, a notebook like any other; without one it
/// has a title and the list.
extension PageBuilds {
  /// Makes the index when all other pages were made, so that it lists those that stand.
  ///
  /// - Parameter draft: `index.md`, if there is one.
  func outcome(
    ofIndex draft: Draft?, listing standing: [Draft], _ folder: NotebookFolder,
    _ templates: TemplateFolder, _ ledger: inout Ledger
  ) async -> Outcome {
    let surroundings = Surroundings(listing: standing)
    switch draft {
    case .read(let workbook) where !workbook.hasErrors:
      return await outcome(of: workbook, surroundings, templates)
    case .remembered(let entry):
      // It was remembered for the pages that were expected to stand.
      let source = folder.texts.first { $0.slug == entry.slug }
      guard entry.frame != reader.frame(surroundings), let source else { return Outcome() }
      let workbook = Workbook(source, boundary: reader.boundary, files: reader.files)
      var builds = self
      builds.prose.formulas.read([workbook])
      return await builds.outcome(of: workbook, surroundings, templates)
    case .read where stands(besides: ledger):
      // Mistaken: it keeps the page it had.
      return Outcome()
    case .read, nil:
      if standing.isEmpty { return Outcome() }
      return Outcome(diagnostics: writeList(surroundings, templates, &ledger))
    }
  }

  private var path: String { PageAddress.path(of: PageAddress.index, in: reader.project) }

  /// Whether there is an index other than the list that the ledger knows.
  private func stands(besides ledger: Ledger) -> Bool {
    guard let page = try? reader.files.read(path) else { return false }
    return Digest.sha256(page) != ledger.indexPage
  }

  private func writeList(
    _ surroundings: Surroundings, _ templates: TemplateFolder, _ ledger: inout Ledger
  ) -> [Diagnostic] {
    let made = reader.frame(surroundings)
    if ledger.index == made, let page = try? reader.files.read(path),
      Digest.sha256(page) == ledger.indexPage
    {
      return []
    }
    guard case .all(let pages) = surroundings else { return [] }
    let index = Page(
      slug: PageAddress.index, title: "Meanwhile",
      description:
        "Why does a recurrent network predict the mean? Reports whose every number was measured when they were built.",
      blocks: [], listed: pages)
    do {
      let data = Data(try templates.templates().render(index).utf8)
      try write(data, to: path)
      (ledger.index, ledger.indexPage) = (made, Digest.sha256(data))
      return []
    } catch {
      return Self.diagnostics(error)
    }
  }
}
