/// Diagnostics as a terminal shows them: place, sentence, the line with a caret, the way out.
///
///     notebooks/why-the-mean.md:14:7: error: unknown loss 'mes' [unknown-name]
///        |
///     13 | epochs: 40
///     14 | loss: mes
///        |       ^~~
///        = help: did you mean 'mse'?
package struct DiagnosticRenderer: Sendable {
  /// Whether severities, places and carets are coloured with ANSI escapes.
  package var colour: Bool
  /// Columns that an excerpt may have beside its line number.
  package var width: Int

  package init(colour: Bool = false, width: Int = 100) {
    self.colour = colour
    self.width = max(20, width)
  }

  /// All diagnostics by file and place, each once, and a line that counts them; "" for none.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    let shown = Self.sorted(diagnostics)
    if shown.isEmpty { return "" }
    return (shown.map(render) + [Self.count(shown)]).joined(separator: "\n") + "\n"
  }

  /// One diagnostic, without a final line break.
  package func render(_ diagnostic: Diagnostic) -> String {
    let word = diagnostic.severity.rawValue
    let severity = paint(word, diagnostic.severity == .error ? .red : .yellow)
    let sentence = "\(severity): \(paint(diagnostic.message, .bold)) [\(diagnostic.id)]"
    let remarks =
      diagnostic.help.map { "= help: \($0)" } + diagnostic.notes.map { "= note: \($0)" }
    guard let range = diagnostic.range else {
      return ([sentence] + remarks.map { "  \($0)" }).joined(separator: "\n")
    }
    let (line, column) = range.file.position(of: range.start)
    let gutter = String(repeating: " ", count: String(line).count)
    var lines = ["\(paint("\(range.file.path):\(line):\(column):", .bold)) \(sentence)"]
    lines += excerpt(range, line: line, gutter: gutter)
    lines += remarks.map { "\(gutter) \($0)" }
    return lines.joined(separator: "\n")
  }

  // MARK: Excerpts

  /// The line of a range between its neighbour above, for orientation, and its caret.
  private func excerpt(_ range: SourceRange, line: Int, gutter: String) -> [String] {
    let file = range.file
    let before = line > 1 ? file.offset(ofLine: line) : file.markLength
    let start = max(0, range.start - before)
    let end = max(start, range.end - before)
    let excerpt = Excerpt(of: file.line(line), start..<end, width: width)
    var lines = [paint("\(gutter) |", .blue)]
    if line > 1, !file.line(line - 1).allSatisfy(\.isWhitespace) {
      let above = Excerpt(of: file.line(line - 1), 0..<0, width: width)
      lines.append(numbered(line - 1, above.text, gutter: gutter))
    }
    lines.append(numbered(line, excerpt.text, gutter: gutter))
    let caret = "^" + String(repeating: "~", count: excerpt.length - 1)
    let indent = String(repeating: " ", count: excerpt.indent)
    lines.append("\(paint("\(gutter) |", .blue)) \(indent)\(paint(caret, .green))")
    return lines
  }

  private func numbered(_ line: Int, _ text: String, gutter: String) -> String {
    let number = String(line)
    let padding = String(repeating: " ", count: gutter.count - number.count)
    return paint("\(padding)\(number) |", .blue) + (text.isEmpty ? "" : " \(text)")
  }

  // MARK: Order and count

  /// By path, then place; what has no place comes first. Equal messages at one place are one.
  static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Identity> = []
    let distinct = diagnostics.filter { seen.insert(Identity($0)).inserted }
    return distinct.enumerated().sorted { a, b in
      let (left, right) = (Identity(a.element), Identity(b.element))
      return (left.path, left.start, left.end, a.offset)
        < (right.path, right.start, right.end, b.offset)
    }.map(\.element)
  }

  /// "2 errors, 1 warning".
  static func count(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append("\(errors) error\(errors == 1 ? "" : "s")") }
    if warnings > 0 { parts.append("\(warnings) warning\(warnings == 1 ? "" : "s")") }
    return parts.joined(separator: ", ")
  }

  private struct Identity: Hashable {
    let path: String
    let start: Int
    let end: Int
    let id: String
    let message: String
    init(_ diagnostic: Diagnostic) {
      path = diagnostic.range?.file.path ?? ""
      start = diagnostic.range?.start ?? -1
      end = diagnostic.range?.end ?? -1
      id = diagnostic.id
      message = diagnostic.message
    }
  }

  // MARK: Colour

  private enum Paint: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case green = "32"
    case blue = "34"
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    colour ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}
