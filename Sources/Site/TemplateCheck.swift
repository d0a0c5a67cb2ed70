import SourceText

/// Finds in a template what Mustache would pass over in silence: names and partials that do not
/// exist, partials that include themselves, and sections left open (it knows only that one is).
struct TemplateCheck {
  /// Templates by their name, without extension.
  let files: [String: SourceFile]

  /// The first mistake in any template, in the order of their names.
  func run() throws {
    for (_, file) in files.sorted(by: { $0.key < $1.key }) {
      let tags = TemplateTag.all(in: file.text)
      if let tag = tags.last, tag.kind == .unfinished {
        throw problem(
          "unfinished-tag", "this tag has no end in its line", tag, file,
          help: ["write }} after it"])
      }
      try checkSections(tags, in: file)
      for tag in tags { try checkName(of: tag, in: file) }
    }
    for name in files.keys.sorted() { try checkCycle(from: name, through: []) }
  }

  private func checkSections(_ tags: [TemplateTag], in file: SourceFile) throws {
    var open: [TemplateTag] = []
    for tag in tags {
      if tag.kind == .section { open.append(tag) }
      guard tag.kind == .end else { continue }
      guard let section = open.popLast() else {
        throw problem(
          "unopened-section", "section '\(tag.name)' ends without having begun", tag, file)
      }
      if section.name != tag.name {
        throw problem(
          "unclosed-section", "section '\(section.name)' is closed as '\(tag.name)'", tag, file,
          help: ["write {{/\(section.name)}}"])
      }
    }
    if let section = open.last {
      throw problem(
        "unclosed-section", "section '\(section.name)' is never closed", section, file,
        help: ["write {{/\(section.name)}} where it ends"])
    }
  }

  private func checkName(of tag: TemplateTag, in file: SourceFile) throws {
    let place = range(of: tag, in: file)
    switch tag.kind {
    case .variable, .section:
      let known = Name.allCases.map(\.rawValue)
      if tag.name != ".", !known.contains(tag.name) {
        throw Diagnostic.unknown("template name", tag.name, known: known, at: place)
      }
    case .partial:
      let known = files.keys.sorted()
      if !tag.name.hasPrefix("*"), !known.contains(tag.name) {
        throw Diagnostic.unknown(
          "template", tag.name, known: known, at: place, id: "missing-template")
      }
    case .end, .other, .unfinished: break
    }
  }

  /// No content nests in itself here, so a template that reaches itself would never end.
  private func checkCycle(from name: String, through path: [String]) throws {
    guard let file = files[name] else { return }
    for tag in TemplateTag.all(in: file.text) where tag.kind == .partial {
      if tag.name == name || path.contains(tag.name) {
        throw problem("template-cycle", "template '\(tag.name)' includes itself", tag, file)
      }
      try checkCycle(from: tag.name, through: path + [name])
    }
  }

  private func problem(
    _ id: String, _ message: String, _ tag: TemplateTag, _ file: SourceFile, help: [String] = []
  ) -> Diagnostic {
    Diagnostic(id, message, at: range(of: tag, in: file), help: help)
  }

  private func range(of tag: TemplateTag, in file: SourceFile) -> SourceRange {
    SourceRange(file: file, start: tag.range.lowerBound, end: tag.range.upperBound)
  }
}
