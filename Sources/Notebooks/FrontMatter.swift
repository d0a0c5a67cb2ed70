import SourceText

/// The YAML between two `---` lines at the very top of a notebook.
struct FrontMatter {
  var title: String?
  var description: String?
  var order = 100_000
  /// The first line of the Markdown, counted from 1; one past the last line where there is none.
  var bodyLine = 1
  var diagnostics: [Diagnostic] = []

  static func read(_ text: NotebookText) -> FrontMatter {
    var front = FrontMatter()
    guard isFence(text, line: 1) else { return front }
    var line = 2
    while line <= text.file.lineCount, !isFence(text, line: line) { line += 1 }
    guard line <= text.file.lineCount else {
      front.bodyLine = 2
      front.diagnostics.append(
        Diagnostic(
          "unclosed-front-matter", "the front matter that begins here never ends",
          at: text.range(text.line(1)), help: ["close it with a line of three hyphens"]))
      return front
    }
    front.bodyLine = line + 1
    let start = text.file.offset(ofLine: 2)
    let yaml = YAMLReader.read(text, start..<text.file.offset(ofLine: line))
    front.diagnostics += yaml.diagnostics
    guard let node = yaml.options else { return front }
    var options = Options(node)
    front.title = options.text("title")
    front.description = options.text("description")
    front.order = options.integer("order", default: 100_000, .between(0, 100_000))
    front.diagnostics += options.finish()
    return front
  }

  /// A line of three hyphens, with nothing but blanks after them.
  private static func isFence(_ text: NotebookText, line: Int) -> Bool {
    let range = text.line(line)
    let written = text.trimmed(range)
    return written.lowerBound == range.lowerBound && written.count == 3
      && text.bytes[written].allSatisfy { $0 == UInt8(ascii: "-") }
  }
}
