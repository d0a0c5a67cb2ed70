import SourceText

/// The scripts of devices, each read from a file of its own and written into the pages that use it.
struct Script {
  /// The file without indentation and without lines that are comments. Line breaks are LF, as a
  /// browser reads them: it would compute another digest from others.
  ///
  /// - Throws: a `Diagnostic` for a script that would end the element it is written into, or begin
  ///   a comment in it.
  static func compact(_ file: SourceFile) throws(Diagnostic) -> String {
    let lines = (1...file.lineCount).map(file.line)
    for (index, line) in lines.enumerated() {
      guard let part = ["</", "<!--"].first(where: { line.contains($0) }) else { continue }
      let start = file.offset(ofLine: index + 1)
      throw Diagnostic(
        "bad-script", "a script cannot hold \(quoted(part))",
        at: SourceRange(file: file, start: start, end: start + line.utf8.count))
    }
    return file.text.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0.isWhitespace } }
      .filter { !$0.isEmpty && !$0.hasPrefix("//") }
      .joined(separator: "\n")
  }
}
