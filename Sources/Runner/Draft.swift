import Site
import SourceText

/// A notebook on the way to its page: read, or known from the last build to be as it was.
enum Draft: Sendable {
  case remembered(Ledger.Entry)
  case read(Workbook)

  var slug: String {
    switch self {
    case .remembered(let entry): entry.slug
    case .read(let workbook): workbook.slug
    }
  }
  var title: String {
    switch self {
    case .remembered(let entry): entry.title
    case .read(let workbook): workbook.title
    }
  }
  var description: String {
    switch self {
    case .remembered(let entry): entry.description
    case .read(let workbook): workbook.description
    }
  }
  var order: Int {
    switch self {
    case .remembered(let entry): entry.order
    case .read(let workbook): workbook.notebook.order
    }
  }
  /// The paths of the data files its cells name, also those where no file is.
  var dataPaths: [String] {
    switch self {
    case .remembered(let entry): entry.inputs.map(\.path)
    case .read(let workbook): workbook.sought
    }
  }
  var workbook: Workbook? { if case .read(let workbook) = self { workbook } else { nil } }
  var hasErrors: Bool { workbook?.hasErrors ?? false }
  var link: Link { Link(title: title, slug: PageAddress.reference(slug)) }
  var isIndex: Bool { slug == PageAddress.index }
}

/// What a page shows of the others.
enum Surroundings: Sendable {
  case neighbours(previous: Link?, next: Link?)
  /// The index shows all, in their order.
  case all([ListedPage])

  init(listing drafts: [Draft]) {
    self = .all(
      drafts.map {
        ListedPage(slug: $0.link.slug, title: $0.title, description: $0.description)
      })
  }

  var texts: [String] {
    switch self {
    case .neighbours(let previous, let next):
      [previous, next].flatMap { [$0?.title ?? "", $0?.slug ?? ""] }
    case .all(let pages): ["all"] + pages.flatMap { [$0.slug, $0.title, $0.description] }
    }
  }
}

/// Reads of a site's notebooks what the ledger does not know.
struct DraftReader: Sendable {
  let project: Project
  let files: Files
  /// Of the templates; nil where they cannot be read.
  let templates: String?
  let ledger: Ledger
  /// What makes MathML of formulas.
  let converter: FormulaConverter
  /// See `Project.boundary`.
  let boundary: String?

  init(
    project: Project, files: Files, templates: String?, ledger: Ledger,
    converter: FormulaConverter = .installed
  ) {
    self.project = project
    self.files = files
    self.converter = converter
    self.templates = templates
    self.ledger = ledger
    boundary = project.allowsOutside ? nil : project.boundary(files)
  }

  /// All notebooks in the order of the site, and what each one's page shows of the others, by slug.
  struct Site: Sendable {
    var drafts: [Draft]
    var prose: ProseSources
    var surroundings: [String: Surroundings]

    /// With what is wrong with links, which is known when all notebooks are.
    func checkingLinks() -> Site {
      var site = self
      site.drafts = drafts.map { draft in
        guard case .read(let workbook) = draft else { return draft }
        return .read(workbook.adding(prose.links.diagnostics(of: workbook)))
      }
      return site
    }
  }

  /// Reads only what may give another page than the one that stands.
  ///
  /// - Parameter warm: begun beside the reading, as soon as a page will have to be made.
  func read(_ folder: NotebookFolder, warm: @escaping @Sendable () -> Void = {}) async -> Site {
    let texts = folder.texts
    var drafts: [String: Draft] = [:]
    for text in texts {
      if let entry = ledger.entries[text.slug], templates != nil, entry.isSettled,
        entry.text == text.digest
      {
        drafts[text.slug] = .remembered(entry)
      }
    }
    var unread = texts.filter { drafts[$0.slug] == nil }
    var inputs = InputCheck(files: files)
    var formulas = Formulas(converter, project, files, remembers: true)
    if !unread.isEmpty { Task { warm() } }
    while true {
      let read = await read(unread)
      formulas.read(read)
      for workbook in read {
        drafts[workbook.slug] = .read(workbook.adding(formulas.diagnostics(of: workbook)))
      }
      // What was read may have a mistake, another title or other anchors, and other pages show it.
      let site = arranged(drafts, formulas)
      unread = texts.filter { text in
        guard case .remembered(let entry) = drafts[text.slug] else { return false }
        return !isCurrent(entry, site, &inputs)
      }
      if unread.isEmpty { return site.checkingLinks() }
    }
  }

  /// What a page is made of besides its notebook.
  func frame(_ surroundings: Surroundings?) -> String {
    let parts = [Tool.identity, templates ?? "", boundary ?? ""] + (surroundings?.texts ?? [])
    return Digest.sha256(of: parts.joined(separator: "\u{1F}"))
  }

  // MARK: Steps

  private func read(_ texts: [NotebookFolder.Text]) async -> [Workbook] {
    if texts.count == 1 { return [Workbook(texts[0], boundary: boundary, files: files)] }
    return await withTaskGroup(of: Workbook.self) { group in
      for text in texts {
        group.addTask { Workbook(text, boundary: boundary, files: files) }
      }
      var workbooks: [Workbook] = []
      for await workbook in group { workbooks.append(workbook) }
      return workbooks
    }
  }

  private func arranged(_ drafts: [String: Draft], _ formulas: Formulas) -> Site {
    let sorted = drafts.values.sorted { ($0.order, $0.slug) < ($1.order, $1.slug) }
    // A mistaken notebook may have no page yet, and a link to it would lead nowhere.
    let linked = sorted.filter {
      !$0.isIndex
        && (!$0.hasErrors || files.resolve(PageAddress.path(of: $0.slug, in: project)) != nil)
    }
    var surroundings = [PageAddress.index: Surroundings(listing: linked)]
    for (index, draft) in linked.enumerated() {
      surroundings[draft.slug] = .neighbours(
        previous: index > 0 ? linked[index - 1].link : nil,
        next: index + 1 < linked.count ? linked[index + 1].link : nil)
    }
    let prose = ProseSources(links: Links(drafts), formulas: formulas)
    return Site(drafts: sorted, prose: prose, surroundings: surroundings)
  }

  /// Whether the page that stands is the one that would be made.
  private func isCurrent(
    _ entry: Ledger.Entry, _ site: Site, _ inputs: inout InputCheck
  ) -> Bool {
    guard entry.frame == frame(site.surroundings[entry.slug]),
      entry.links.allSatisfy({ site.prose.links.finds($0) }),
      entry.converter.isEmpty || entry.converter == converter.identity() ?? PageBuilds.none
    else { return false }
    let store = RecordStore(folder: project.store, files: files)
    guard entry.inputs.allSatisfy({ inputs.isUnchanged($0) }),
      entry.seals.allSatisfy({ store.seal(of: $0.fingerprint) == $0 }),
      let page = try? files.read(PageAddress.path(of: entry.slug, in: project))
    else { return false }
    return Digest.sha256(page) == entry.page
  }
}

/// Whether data files are what they were; each is read once.
private struct InputCheck {
  let files: Files
  private var known: [String: DataReader.Input?] = [:]

  init(files: Files) { self.files = files }

  mutating func isUnchanged(_ input: DataReader.Input) -> Bool {
    if let known = known[input.path] { return known == input }
    let found = files.resolve(input.path).flatMap { resolved in
      (try? files.read(resolved)).map {
        DataReader.Input(path: input.path, resolved: resolved, digest: Digest.sha256($0))
      }
    }
    known[input.path] = .some(found)
    return found == input
  }
}

/// Where a notebook's page lies, and how links write it.
enum PageAddress {
  /// The slug of the page that lists all others.
  static let index = "index"

  static func path(of slug: String, in project: Project) -> String {
    "\(project.output)/\(slug).html"
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
}
