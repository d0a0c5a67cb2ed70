/// A message about what an author wrote. (A `Finding` is about a model.)
package struct Diagnostic: Error, Sendable {
  package enum Severity: String, Sendable { case error, warning }

  /// Stable and greppable: `unknown-option`, `out-of-range`.
  package var id: String
  package var severity: Severity
  /// One lower-case sentence without a full stop.
  package var message: String
  package var range: SourceRange?
  /// What would cure it: "replace 'mes' with 'mse'".
  package var help: [String]
  /// What is allowed, or what else the reader should know.
  package var notes: [String]

  package init(
    _ id: String, _ message: String, at range: SourceRange? = nil, severity: Severity = .error,
    help: [String] = [], notes: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.range = range
    self.help = help
    self.notes = notes
  }

  /// "unknown loss 'mes'" with the nearest of the known names and the list of them.
  package static func unknown(
    _ what: String, _ name: String, known: [String], at range: SourceRange?,
    id: String = "unknown-name"
  ) -> Diagnostic {
    var help: [String] = []
    if let near = nearest(to: name, among: known) { help = ["did you mean '\(near)'?"] }
    let shown = known.count > 24 ? Array(known.prefix(24)) + ["…"] : known
    let notes = known.isEmpty ? [] : ["known: \(shown.joined(separator: ", "))"]
    return Diagnostic(id, "unknown \(what) \(quoted(name))", at: range, help: help, notes: notes)
  }
}

/// Several diagnostics thrown as one.
package struct Diagnostics: Error, Sendable {
  package var all: [Diagnostic]
  package init(_ all: [Diagnostic]) { self.all = all }
}

/// What an author wrote, in quotation marks and on one line: at most 40 characters of it, so that
/// a message stays a sentence when a paragraph stands where a word should.
package func quoted(_ text: String) -> String {
  let shown = String(
    text.prefix(41).map { $0.isWhitespace ? " " : isUnprintable($0) ? "\u{FFFD}" : $0 })
  return shown.count > 40 ? "'\(shown.prefix(39))…'" : "'\(shown)'"
}

/// Whether a character would move the cursor or reorder the line instead of showing itself.
func isUnprintable(_ character: Character) -> Bool {
  guard let scalar = character.unicodeScalars.first else { return true }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return false
  }
}
