import Site
package import SourceText

/// One build: from the notebooks' folder to the pages.
package struct Build: Sendable {
  let project: Project
  let files: Files
  let context: RunContext
  let reporter: Reporter
  let wishes: Wishes
  let converter: FormulaConverter

  /// What a person asked for besides the pages.
  package struct Wishes: Sendable {
    /// Cells whose experiments are trained although the store has them: `cell` or `notebook.cell`.
    package var retrain: [String]
    /// Whether to say of every cell why its experiments are trained or are not.
    package var explains: Bool

    /// Whether to make every page, also those that would come out as they are: for who needs what
    /// comes up on the way.
    package var remakes: Bool

    package init(retrain: [String] = [], explains: Bool = false, remakes: Bool = false) {
      self.retrain = retrain
      self.explains = explains
      self.remakes = remakes
    }
  }

  package init(
    _ project: Project, files: Files = .disk, context: RunContext, reporter: Reporter,
    wishes: Wishes = Wishes(), converter: FormulaConverter = .installed
  ) {
    self.project = project
    self.files = files
    self.context = context
    self.reporter = reporter
    self.wishes = wishes
    self.converter = converter
  }

  package struct Result: Sendable {
    package var diagnostics: [Diagnostic]
    /// The paths of all pages that stand, new or as they were, the index last.
    package var pages: [String]
    /// The paths of the data files that cells name, also those where no file is.
    package var dataPaths: [String] = []
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads and checks everything, trains nothing.
  package static func check(
    _ project: Project, files: Files = .disk, converter: FormulaConverter = .installed
  ) -> (workbooks: [Workbook], diagnostics: [Diagnostic]) {
    let folder = NotebookFolder(project, files: files)
    let boundary = project.allowsOutside ? nil : project.boundary(files)
    let read = folder.texts.map { Workbook($0, boundary: boundary, files: files) }
      .sorted { ($0.notebook.order, $0.slug) < ($1.notebook.order, $1.slug) }
    var formulas = Formulas(converter, project, files, remembers: false)
    formulas.read(read)
    let drafts = read.reduce(into: [:]) { $0[$1.slug] = Draft.read($1) }
    let prose = ProseSources(links: Links(drafts), formulas: formulas)
    let workbooks = read.map {
      $0.adding(formulas.diagnostics(of: $0) + prose.links.diagnostics(of: $0))
    }
    let ofSite = prose.diagnostics(of: Array(drafts.values)) + folder.diagnostics
    return (workbooks, workbooks.flatMap(\.diagnostics) + ofSite)
  }

  /// A mistaken notebook keeps the page it had; the others are built.
  package func run() async -> Result {
    let folder = NotebookFolder(project, files: files)
    let templates = TemplateFolder(project, files: files)
    let before = Ledger.read(project, files)
    let reader = DraftReader(
      project: project, files: files, templates: templates.digest,
      // Cells are named after their notebooks are read.
      ledger: wishes.retrain.isEmpty && !wishes.remakes ? before : Ledger(), converter: converter)
    let site = await reader.read(folder) { _ = try? templates.templates() }
    let dataPaths = Set(site.drafts.flatMap(\.dataPaths)).sorted()
    let read = site.drafts.compactMap(\.workbook)
    var diagnostics =
      read.flatMap(\.diagnostics) + site.prose.diagnostics(of: site.drafts) + folder.diagnostics
    let sound = read.filter { !$0.hasErrors }

    // Said before anything is trained, not after.
    let names = RetrainNames(wishes.retrain, sound)
    let problems =
      names.diagnostics
      + templates.problems(isNeeded: !read.isEmpty || site.drafts.isEmpty) + outputProblems()
    if !problems.isEmpty {
      return Result(diagnostics: diagnostics + problems, pages: [], dataPaths: dataPaths)
    }

    var plan = Plan(
      sound, Reasons(store: context.store, ledger: before, asked: names.fingerprints))
    plan.isWhole = sound.count == read.count
    if wishes.explains { explain(site.drafts, plan) }
    context.retrain(names.fingerprints)
    if !plan.steps.isEmpty { context.store.sweep() }

    for case .remembered(let entry) in site.drafts { context.remember(entry.seals) }
    let pages = PageBuilds(
      reader: reader, context: context, reporter: reporter, gates: PageGates(plan),
      turns: Dictionary(
        sound.enumerated().map { ($1.slug, $0) }, uniquingKeysWith: { first, _ in first }),
      prose: site.prose)
    context.prepare(for: plan)
    async let training: Void = context.train(plan, opening: pages.gates)
    var outcomes = await pages.outcomes(
      of: sound.filter { $0.slug != PageAddress.index }, site.surroundings, templates)
    let standing = site.drafts.filter {
      !$0.isIndex && files.resolve(PageAddress.path(of: $0.slug, in: project)) != nil
    }
    var after = before
    let index = site.drafts.first(where: \.isIndex)
    outcomes.append(
      await pages.outcome(ofIndex: index, listing: standing, folder, templates, &after))
    await training
    diagnostics += outcomes.flatMap(\.diagnostics)
    after = after.keeping(site.drafts, outcomes.compactMap(\.entry))
    if folder.diagnostics.isEmpty { removeOrphans(of: before, besides: site.drafts) }
    after.save(over: before, project, files)
    SiteNumbers.update(with: outcomes, of: site.drafts, project, files)
    return Result(
      diagnostics: diagnostics, pages: paths(of: standing, index), dataPaths: dataPaths)
  }

  /// Removes the pages of notebooks that are gone, where they are still as this program wrote them.
  private func removeOrphans(of ledger: Ledger, besides drafts: [Draft]) {
    guard ledger.notebooks == files.resolve(project.notebooks) else { return }
    let standing = Set(drafts.map(\.slug) + [PageAddress.index])
    for entry in ledger.entries.values.sorted(by: { $0.slug < $1.slug })
    where !standing.contains(entry.slug) {
      let path = PageAddress.path(of: entry.slug, in: project)
      guard let page = try? files.read(path), Digest.sha256(page) == entry.page,
        (try? files.remove(path)) != nil
      else { continue }
      reporter.say("removed  \(path)")
    }
  }

  private func paths(of standing: [Draft], _ index: Draft?) -> [String] {
    let hasIndex = !standing.isEmpty || index != nil
    let slugs = standing.map(\.slug) + (hasIndex ? [PageAddress.index] : [])
    return slugs.map { PageAddress.path(of: $0, in: project) }
  }

  private func outputProblems() -> [Diagnostic] {
    guard files.resolve(project.output) != nil else { return [] }
    guard let names = files.list(project.output) else {
      return [
        Diagnostic(
          "not-a-folder", "'\(project.output)' is not a folder, so no page can be written into it",
          help: ["name another folder: --output FOLDER"])
      ]
    }
    TemporaryFile.sweep(project.output, names: names)
    return []
  }

  private func explain(_ drafts: [Draft], _ plan: Plan) {
    let lines = Dictionary(grouping: plan.lines) { $0.notebook }
    for draft in drafts {
      switch draft {
      case .remembered(let entry):
        for cell in entry.cells {
          let text = cell.runs.isEmpty ? "nothing to train" : Reason.stored.text
          reporter.say("\(entry.slug).\(cell.name): \(text)")
        }
      case .read(let workbook):
        for line in lines[workbook.slug] ?? [] {
          reporter.say("\(workbook.slug).\(line.cell): \(line.text)")
        }
      }
    }
  }
}
