import SourceText

/// The style that every page carries in itself, so that a page is one file: without comments and
/// blanks, and without rules that the page has nothing for. A page of one plot needs half of it.
struct Stylesheet: Sendable {
  private let parts: [Part]

  private enum Part {
    case rule(selectors: [Selector], body: String)
    /// `@media` and `@supports`, which hold rules.
    case group(prelude: String, [Part])
    /// `@page`, `@font-face`, `@import`: kept as they are.
    case other(String)
  }

  /// One of those before a rule's brace, with the classes and elements it cannot do without.
  private struct Selector {
    var text: String
    var names: [String]
  }

  /// - Parameter addition: rules that the program writes itself, behind those of the file.
  /// - Throws: a `Diagnostic` for a sheet that would end the element it is written into, or whose
  ///   braces do not match.
  init(_ file: SourceFile, and addition: String = "") throws(Diagnostic) {
    for line in 1...file.lineCount where file.line(line).contains("</") {
      throw Self.problem("a style sheet cannot hold '</'", line, file)
    }
    var scanner = StyleScanner(file.text)
    let blocks = scanner.blocks()
    if let offset = scanner.unmatched {
      let line = file.position(of: offset).line
      throw Self.problem("this brace has no other", line, file)
    }
    var more = StyleScanner(addition)
    parts = Self.parts(blocks + more.blocks())
  }

  private static func problem(_ message: String, _ line: Int, _ file: SourceFile) -> Diagnostic {
    let start = file.offset(ofLine: line)
    return Diagnostic(
      "bad-style", message,
      at: SourceRange(file: file, start: start, end: start + file.line(line).utf8.count))
  }

  private static func parts(_ blocks: [StyleScanner.Block]) -> [Part] {
    blocks.map { block in
      guard let body = block.body else { return .other(block.prelude + ";") }
      if ["@media", "@supports"].contains(where: block.prelude.hasPrefix) {
        return .group(prelude: block.prelude, parts(block.inner))
      }
      if block.prelude.hasPrefix("@") { return .other("\(block.prelude){\(body)}") }
      let selectors = StyleScanner.split(block.prelude, at: ",").map {
        Selector(text: $0, names: StyleNames.needed(by: $0))
      }
      return .rule(selectors: selectors, body: body)
    }
  }

  /// What applies to a page with these classes and elements, one rule in a line.
  func text(for names: Set<String>) -> String { Self.text(parts, names).joined(separator: "\n") }

  private static func text(_ parts: [Part], _ names: Set<String>) -> [String] {
    parts.compactMap { part in
      switch part {
      case .other(let text): return text
      case .group(let prelude, let inner):
        let rules = text(inner, names)
        return rules.isEmpty ? nil : "\(prelude){\n\(rules.joined(separator: "\n"))\n}"
      case .rule(let selectors, let body):
        let used = selectors.filter { $0.names.allSatisfy(names.contains) }.map(\.text)
        return used.isEmpty || body.isEmpty ? nil : "\(used.joined(separator: ",")){\(body)}"
      }
    }
  }
}
