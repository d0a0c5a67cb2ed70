import SourceText

/// Finds in templates what Mustache would pass over in silence: names and partials that do not
/// exist, partials that include themselves, templates that nothing includes, and sections left open
/// (it knows only that one is).
struct TemplateCheck {
  /// Templates by their name, without extension.
  let files: [String: SourceFile]

  /// Every mistake, in the order of the templates' names.
  var mistakes: [Diagnostic] {
    var mistakes: [Diagnostic] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let tags = TemplateTag.all(in: file.text)
      if let tag = tags.last, tag.kind == .unfinished {
        mistakes.append(
          problem(
            "unfinished-tag", "this tag has no end in its line", tag, file,
            help: ["write }} after it"]))
      } else if let mistake = mistakenSection(tags, in: file) {
        mistakes.append(mistake)
      }
      mistakes += tags.compactMap { mistakenName(of: $0, in: file) }
      if !isUsed(name) { mistakes.append(Self.unused(name + ".mustache", file)) }
    }
    return mistakes.isEmpty ? cycles : mistakes
  }

  /// The first one: what follows it is its consequence.
  private func mistakenSection(_ tags: [TemplateTag], in file: SourceFile) -> Diagnostic? {
    var open: [TemplateTag] = []
    for tag in tags {
      if tag.kind == .section { open.append(tag) }
      guard tag.kind == .end else { continue }
      guard let section = open.popLast() else {
        return problem(
          "unopened-section", "section '\(tag.name)' ends without having begun", tag, file)
      }
      if section.name != tag.name {
        return problem(
          "unclosed-section", "section '\(section.name)' is closed as '\(tag.name)'", tag, file,
          help: ["write {{/\(section.name)}}"])
      }
    }
    return open.last.map {
      problem(
        "unclosed-section", "section '\($0.name)' is never closed", $0, file,
        help: ["write {{/\($0.name)}} where it ends"])
    }
  }

  private func mistakenName(of tag: TemplateTag, in file: SourceFile) -> Diagnostic? {
    let place = range(of: tag, in: file)
    switch tag.kind {
    case .variable, .section:
      let known = Name.allCases.map(\.rawValue)
      if tag.name == "." || known.contains(tag.name) { return nil }
      return Diagnostic.unknown("template name", tag.name, known: known, at: place)
    case .partial:
      let known = files.keys.sorted()
      if tag.name.hasPrefix("*") || known.contains(tag.name) { return nil }
      return Diagnostic.unknown(
        "template", tag.name, known: known, at: place, id: "missing-template")
    case .end, .other, .unfinished: return nil
    }
  }

  private func isUsed(_ name: String) -> Bool {
    BuiltInTemplates.texts[name + ".mustache"] != nil
      || files.values.contains { file in
        TemplateTag.all(in: file.text).contains { $0.kind == .partial && $0.name == name }
      }
  }

  /// A file whose name was misspelt would replace nothing, and nobody would see why.
  static func unused(_ name: String, _ file: SourceFile) -> Diagnostic {
    let near = nearest(to: name, among: BuiltInTemplates.texts.keys.sorted())
    return Diagnostic(
      "unused-template", "no page asks for this file, and no other template includes it",
      at: SourceRange(file: file, start: 0, end: 0),
      help: near.map { ["did you mean '\($0)'?"] } ?? [])
  }

  /// No content nests in itself here, so a template that reaches itself would never end.
  private var cycles: [Diagnostic] {
    for name in files.keys.sorted() {
      if let cycle = cycle(from: name, through: []) { return [cycle] }
    }
    return []
  }

  private func cycle(from name: String, through path: [String]) -> Diagnostic? {
    guard let file = files[name] else { return nil }
    for tag in TemplateTag.all(in: file.text) where tag.kind == .partial {
      if tag.name == name || path.contains(tag.name) {
        return problem("template-cycle", "template '\(tag.name)' includes itself", tag, file)
      }
      if let cycle = cycle(from: tag.name, through: path + [name]) { return cycle }
    }
    return nil
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
