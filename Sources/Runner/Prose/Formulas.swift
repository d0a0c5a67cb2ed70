#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Notebooks
import Site
import SourceText

/// The formulas of a build's notebooks as MathML, converted once and remembered in the store.
struct Formulas: Sendable {
  typealias Key = FormulaDocument.Key
  typealias Outcome = FormulaDocument.Outcome

  /// Of the converter; nil where there is none.
  let identity: String?
  private let converter: FormulaConverter
  private let shelf: FormulaShelf
  private let remembers: Bool
  private var outcomes: [Key: Outcome] = [:]

  /// - Parameter remembers: whether what is new is kept in the store.
  init(_ converter: FormulaConverter, _ project: Project, _ files: Files, remembers: Bool) {
    self.converter = converter
    self.remembers = remembers
    identity = converter.identity()
    shelf = FormulaShelf(identity: identity ?? "", store: project.store, files: files)
  }

  /// Converts what these notebooks have: in one process where all goes well, and in none where the
  /// store knows every formula.
  mutating func read(_ workbooks: [Workbook]) {
    if identity == nil { return }
    let keys = Set(workbooks.flatMap { $0.notebook.formulas.map(Key.init) })
      .filter { outcomes[$0] == nil }
    if keys.isEmpty { return }
    let known = shelf.outcomes(of: keys)
    outcomes.merge(known) { first, _ in first }
    let missing = keys.filter { known[$0] == nil }.sorted { $0.tex < $1.tex }
    if missing.isEmpty { return }
    var converted: [Key: Outcome] = [:]
    for key in missing { converted[key] = key.mistake.map { .mistake($0) } }
    let deadline = ContinuousClock.now + Self.patience
    var rest = missing.filter { converted[$0] == nil }[...]
    while !rest.isEmpty {
      Self.convert(rest.prefix(Self.mostAtOnce), converter, until: deadline, &converted)
      rest = rest.dropFirst(Self.mostAtOnce)
    }
    outcomes.merge(converted) { first, _ in first }
    if remembers { shelf.add(converted, to: outcomes) }
  }

  /// As many formulas as one process converts in a fraction of its time limit.
  private static let mostAtOnce = 1_000
  /// For all processes of one reading.
  private static let patience = Duration.seconds(30)

  /// All in one process. Where that gives no whole answer, one formula has to be found at which the
  /// converter fails: half of them at a time.
  private static func convert(
    _ keys: ArraySlice<Key>, _ converter: FormulaConverter,
    until deadline: ContinuousClock.Instant, _ outcomes: inout [Key: Outcome]
  ) {
    guard ContinuousClock.now < deadline else {
      for key in keys { outcomes[key] = .unanswered }
      return
    }
    let answer = try? converter.convert(FormulaDocument.text(of: keys))
    if let found = answer.flatMap({ FormulaDocument.outcomes(in: $0, count: keys.count) }) {
      for (key, outcome) in zip(keys, found) { outcomes[key] = outcome }
    } else if keys.count == 1, let key = keys.first {
      outcomes[key] = .unanswered
    } else {
      let middle = keys.startIndex + keys.count / 2
      convert(keys[..<middle], converter, until: deadline, &outcomes)
      convert(keys[middle...], converter, until: deadline, &outcomes)
    }
  }

  func diagnostics(of workbook: Workbook) -> [Diagnostic] {
    workbook.notebook.formulas.compactMap { formula in
      let reason: String
      switch outcomes[Key(formula)] {
      case .mistake(let sentence): reason = sentence
      case .unanswered: reason = "the converter gives no answer to it"
      case .markup, nil: return nil
      }
      return Diagnostic(
        "broken-formula", "this formula cannot be read: \(reason)", at: formula.range)
    }
  }

  /// Said once for all formulas of all pages.
  static let withoutConverter = Diagnostic(
    "no-math", "formulas are shown as TeX, because the program 'blahtexml' is not installed",
    severity: .warning, help: ["install it: apt-get install blahtexml"])

  func html(_ formula: Formula) -> String {
    let tex = HTMLText.escaped(formula.tex)
    guard case .markup(let markup) = outcomes[Key(formula)] else {
      return formula.isDisplay
        ? "<pre class=\"tex\"><code>\(tex)</code></pre>\n" : "<code class=\"tex\">\(tex)</code>"
    }
    let math = MathML.forBrowsers(markup)
    return formula.isDisplay
      ? "<div class=\"scroll formula\" role=\"group\" tabindex=\"0\" aria-label=\"Formula\">\(math)</div>\n"
      : math
  }
}

/// The file in the store that holds what one converter made of formulas.
private struct FormulaShelf {
  private static let mark = "meanwhile-formulas 1 "
  /// A store is shared, so what another site's pages show is kept, up to here.
  private static let mostFormulas = 5_000

  let path: String
  let files: Files

  init(identity: String, store: String, files: Files) {
    path = "\(store)/formulas/\(Digest.sha256(of: identity).prefix(16))"
    self.files = files
  }

  private func name(_ key: Formulas.Key) -> String {
    Digest.sha256(of: (key.isDisplay ? "block " : "inline ") + key.tex)
  }

  private var lines: [Lines.Line] {
    (try? files.read(path)).flatMap { Lines.body(of: $0, mark: Self.mark) }.map(Lines.split) ?? []
  }

  func outcomes(of keys: Set<Formulas.Key>) -> [Formulas.Key: Formulas.Outcome] {
    let names = Dictionary(uniqueKeysWithValues: keys.map { (name($0), $0) })
    return lines.reduce(into: [:]) { outcomes, line in
      guard line.words.count == 2, let key = names[line.words[0]] else { return }
      outcomes[key] = line.kind == "markup" ? .markup(line.words[1]) : .mistake(line.words[1])
    }
  }

  /// What cannot be kept is converted again by the next build.
  func add(
    _ new: [Formulas.Key: Formulas.Outcome], to used: [Formulas.Key: Formulas.Outcome]
  ) {
    let before = lines
    var written = Lines()
    if before.count + new.count <= Self.mostFormulas {
      for line in before { written.add(line.kind, line.words) }
      append(new, to: &written)
    } else {
      append(used, to: &written)
    }
    try? files.write(path, written.data(mark: Self.mark))
  }

  private func append(_ outcomes: [Formulas.Key: Formulas.Outcome], to lines: inout Lines) {
    for (key, outcome) in outcomes.sorted(by: { $0.key.tex < $1.key.tex }) {
      switch outcome {
      case .markup(let text): lines.add("markup", [name(key), text])
      case .mistake(let text): lines.add("mistake", [name(key), text])
      case .unanswered: break
      }
    }
  }
}
