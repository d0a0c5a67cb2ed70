import SourceText

/// Reads cells and remembers their names.
struct CellReader {
  let text: NotebookText
  private(set) var diagnostics: [Diagnostic] = []
  /// Where each name was first used.
  private var names: [String: Int] = [:]

  init(_ text: NotebookText) { self.text = text }

  /// A code block whose info string has `yaml` and more, as a cell; nil where it cannot be one.
  mutating func read(_ fence: CellFence) -> CellSource? {
    if !fence.isClosed {
      report(
        "unclosed-fence", "this cell never ends", fence.range.lowerBound..<infoEnd(fence),
        help: "close it with a line of three backticks")
    }
    let name = self.name(fence)
    let yaml = YAMLReader.read(text, fence.content)
    diagnostics += yaml.diagnostics
    guard let name else { return nil }
    // What is said about the options as a whole points at the cell's name: "'of' is missing".
    let options = OptionNode(yaml.options?.content ?? .mapping([]), range: text.range(name.range))
    return CellSource(
      kind: fence.words[1].text, name: name.text, kindRange: text.range(fence.words[1].range),
      nameRange: text.range(name.range), range: text.range(fence.range),
      options: options, text: text.string(fence.content),
      isBroken: yaml.options == nil)
  }

  /// A cell inside a list or a quote.
  mutating func refuse(_ fence: CellFence) {
    report(
      "nested-cell", "a cell must stand on its own, not inside a list or a quote",
      fence.range.lowerBound..<infoEnd(fence), help: "begin its fence at the start of a line")
  }

  // MARK: Names

  /// The word that names the cell, where it may.
  private mutating func name(_ fence: CellFence) -> CellFence.Word? {
    let kind = fence.words[1]
    guard fence.words.count > 2 else {
      report(
        "cell-without-name", "this \(quoted(kind.text)) cell has no name", kind.range,
        help: "write a name after the kind: 'yaml \(kind.text) NAME'")
      return nil
    }
    let name = fence.words[2]
    if let extra = fence.words.dropFirst(3).first, let last = fence.words.last {
      report(
        "extra-words", "a cell has a kind and a name, and nothing after them",
        extra.range.lowerBound..<last.range.upperBound,
        help: "a name is one word; join its parts with hyphens")
    }
    guard isWellFormed(name.text) else {
      reportName(name)
      return nil
    }
    if let first = names[name.text] {
      report(
        "duplicate-cell", "there are two cells named \(quoted(name.text))", name.range,
        note: "the first is on line \(text.file.position(of: first).line)")
      return nil
    }
    names[name.text] = name.range.lowerBound
    return name
  }

  private func isWellFormed(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isLowerLetter else { return false }
    return name.utf8.allSatisfy { $0.isLowerLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  private mutating func reportName(_ name: CellFence.Word) {
    let spelled = String(
      name.text.lowercased().map { character in
        character.utf8.allSatisfy { $0.isLowerLetter || $0.isDigit } ? character : "-"
      })
    report(
      "cell-name", "a cell cannot be named \(quoted(name.text))", name.range,
      help: isWellFormed(spelled) ? "call it \(quoted(spelled))" : nil,
      note: "a name has lower-case letters, digits and hyphens, and begins with a letter")
  }

  // MARK: Messages

  private func infoEnd(_ fence: CellFence) -> Int {
    fence.words.last?.range.upperBound ?? fence.range.lowerBound
  }

  private mutating func report(
    _ id: String, _ message: String, _ range: Range<Int>, help: String? = nil, note: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        id, message, at: text.range(range), help: help.map { [$0] } ?? [],
        notes: note.map { [$0] } ?? []))
  }
}
