/// What is known of a site's pages since its last build: what each was made from, and what it is.
///
/// A page whose sources are all as the ledger says is itself as the ledger says: nothing of its
/// notebook is read but the bytes. The ledger only saves work. Without it, or with a damaged one, a
/// build makes the same pages.
struct Ledger: Sendable, Equatable {
  /// An experiment that a cell names, by what its progress line calls it.
  struct NamedRun: Sendable, Equatable {
    var name: String
    /// 64 hexadecimal digits.
    var fingerprint: String
  }
  struct CellEntry: Sendable, Equatable {
    var name: String
    var runs: [NamedRun]
  }

  /// A link to another notebook and what it found there.
  struct LinkEntry: Sendable, Equatable {
    var notebook: String
    var anchor: String
    var wantsCell: Bool
    var found: String
  }

  /// A page and all it was made from.
  struct Entry: Sendable, Equatable {
    var slug: String
    /// Of the notebook's bytes.
    var text: String
    /// Of what surrounds it: the program, the templates, the neighbours it links to.
    var frame: String
    var title: String
    var description: String
    var order: Int
    /// What other pages can link to, besides its cells.
    var anchors: [String]
    /// Of a glossary: what its terms mean, by their anchors.
    var meanings: [String: String]
    var links: [LinkEntry]
    /// What made MathML of its formulas; empty where it has none.
    var converter: String
    var inputs: [DataReader.Input]
    /// Of every record that was read for it, counterfactual runs included.
    var seals: [RecordStore.Seal]
    var cells: [CellEntry]
    /// Of the page's bytes.
    var page: String
    /// Whether there was nothing to say about it: a warning or a claim that does not hold has to be
    /// said at every build.
    var isSettled: Bool
  }

  /// By slug.
  var entries: [String: Entry] = [:]
  /// What the index was made from, and its bytes, both as digests.
  var index = ""
  var indexPage = ""
  /// The folder of the notebooks, with links followed.
  var notebooks = ""
}

extension Ledger {
  /// Empty where there is none, or none that can be used.
  static func read(_ project: Project, _ files: Files) -> Ledger {
    guard let data = try? files.read(project.ledgerPath(files)) else { return Ledger() }
    return Ledger(reading: data) ?? Ledger()
  }

  /// With new entries, and without those of notebooks that are gone. A mistaken notebook's entry
  /// stays: its cells are what they will be compared with.
  func keeping(_ drafts: [Draft], _ made: [Entry]) -> Ledger {
    var kept = self
    let slugs = Set(drafts.map(\.slug))
    kept.entries = entries.filter { slugs.contains($0.key) }
    for entry in made { kept.entries[entry.slug] = entry }
    return kept
  }

  /// What cannot be kept is found out again at the next build.
  func save(over old: Ledger, _ project: Project, _ files: Files) {
    var new = self
    new.notebooks = files.resolve(project.notebooks) ?? project.notebooks
    if new == old || new.entries.isEmpty { return }
    try? files.write(project.ledgerPath(files), new.data)
  }
}

extension Project {
  /// The name of the files in which the store keeps what is known of an output folder.
  func siteName(_ files: Files) -> String {
    let here = files.resolve(".") ?? "."
    return String(Digest.sha256(of: "\(here)\n\(output)").prefix(16))
  }

  func ledgerPath(_ files: Files) -> String { "\(store)/sites/\(siteName(files)).ledger" }
  func numbersPath(_ files: Files) -> String { "\(store)/sites/\(siteName(files)).numbers" }
}
