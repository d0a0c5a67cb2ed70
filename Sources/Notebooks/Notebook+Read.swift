package import SourceText

extension Notebook {
  /// Reads a notebook. Reading is total: whatever is wrong is a diagnostic, and the rest is read.
  package static func read(
    _ file: SourceFile
  ) -> (notebook: Notebook, diagnostics: [Diagnostic]) {
    let text = NotebookText(file)
    let front = FrontMatter.read(text)
    var reader = MarkdownReader(text, firstLine: front.bodyLine, title: front.title)
    let blocks = reader.read()
    let notebook = Notebook(
      file: file, title: reader.title, description: front.description,
      order: front.order, blocks: blocks,
      headings: reader.headings, anchors: reader.anchors, openings: reader.openings)
    return (notebook, nulDiagnostics(text) + front.diagnostics + reader.diagnostics)
  }

  /// A NUL is valid UTF-8 but never meant: most often the file is UTF-16.
  private static func nulDiagnostics(_ text: NotebookText) -> [Diagnostic] {
    guard let offset = text.bytes.firstIndex(of: 0) else { return [] }
    return [
      Diagnostic(
        "nul-character", "the text holds a NUL character", at: text.range(offset..<offset + 1),
        help: ["save the file as UTF-8"])
    ]
  }
}
