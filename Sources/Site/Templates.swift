import Mustache
import Plots
import SourceText

/// The moulds of all pages, read and checked once.
package struct Templates: Sendable {
  /// Templates the code asks for by name. The others are asked for by these.
  static let required =
    [
      "page", "listing", "heading", "sentences", "figure", "table", "verdict", "print", "claim",
      "quiz", "failure",
    ]

  private let library: MustacheLibrary
  private let style: String
  private let scripts: [Device: String]
  private let digest: @Sendable (String) -> String

  /// - Parameters:
  ///   - files: the texts of the folder `templates/` by file name: `page.mustache`, one per exhibit
  ///     kind, `style.css`, and a script for each device.
  ///   - digest: the SHA-256 of a text's UTF-8 in base 64, by which a page admits its own script.
  /// - Throws: a `Diagnostic` with the place, for a template that is missing or cannot be read.
  package init(
    reading files: [String: String], digest: @escaping @Sendable (String) -> String
  ) throws {
    var sources: [String: SourceFile] = [:]
    for (name, text) in files where name.hasSuffix(Self.suffix) {
      sources[String(name.dropLast(Self.suffix.count))] = Self.file(name, text)
    }
    for name in Self.required where sources[name] == nil {
      throw Self.missing(name + Self.suffix)
    }
    try TemplateCheck(files: sources).run()

    var library = MustacheLibrary()
    for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
      library.register(try Self.template(source), named: name)
    }
    self.library = library
    guard let style = files["style.css"] else { throw Self.missing("style.css") }
    self.digest = digest
    var scripts: [Device: String] = [:]
    for device in Device.allCases {
      guard let text = files[device.file] else { throw Self.missing(device.file) }
      scripts[device] = try Script.compact(Self.file(device.file, text))
    }
    self.scripts = scripts
    self.style =
      try Stylesheet.compact(Self.file("style.css", style)) + "\n" + PlotStyle.stylesheet
  }

  /// - Throws: a `Diagnostic` for a figure whose finding has no number, or that has no name.
  package func render(_ page: Page) throws -> String {
    var writer = PageWriter(page)
    let context = try writer.context().adding(.style, style)
    return render(admitting(page.devices, in: context), with: "page")
  }

  /// The script of these devices, and the digest that admits it and no other.
  private func admitting(_ devices: [Device], in context: Context) -> Context {
    let script = devices.compactMap { scripts[$0] }.filter { !$0.isEmpty }
      .joined(separator: "\n")
    return context.adding(.script, script.isEmpty ? false : script)
      .adding(.scriptDigest, script.isEmpty ? false : digest(script))
  }

  /// One exhibit or another part by its template, for tests and for the templates' authors.
  func render(_ context: Context, with name: String) -> String {
    guard let text = library.render(context, withTemplate: name) else {
      preconditionFailure("template '\(name)' is used but not in the list of required ones")
    }
    return text
  }

  // MARK: Reading

  private static let suffix = ".mustache"

  private static func file(_ name: String, _ text: String) -> SourceFile {
    SourceFile(path: "templates/" + name, text: text)
  }

  private static func missing(_ name: String) -> Diagnostic {
    let place = SourceRange(file: file(name, ""), start: 0, end: 0)
    return Diagnostic("missing-template", "templates/\(name) is missing", at: place)
  }

  private static func template(_ source: SourceFile) throws -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: ScalarEscaping.pragma + source.text)
    } catch let error as MustacheTemplate.ParserError {
      // One line less: the pragma's.
      let start = source.offset(ofLine: error.context.lineNumber - 1)
      throw Diagnostic(
        "bad-template", "this template cannot be read: \(explain(error.error))",
        at: SourceRange(file: source, start: start, end: start))
    }
  }

  private static func explain(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .unfinishedName: "a tag has no end, or a name has a character that names cannot have"
    case .expectedSectionEnd: "a section is never closed"
    case .sectionCloseNameIncorrect: "a section is closed by another name"
    default: "\(error)"
    }
  }
}
