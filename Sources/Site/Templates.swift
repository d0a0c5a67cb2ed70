import Mustache
import Plots
package import SourceText

/// The moulds of all pages, read and checked once.
package struct Templates: Sendable {
  private let library: MustacheLibrary
  private let style: String

  /// - Parameters:
  ///   - replacements: texts by file name that stand in place of the built-in ones:
  ///     `page.mustache`, one per exhibit kind, those that these include, and `style.css`.
  ///   - folder: where the replacements lie, for messages.
  /// - Throws: every mistake in them, with its place.
  package init(replacing replacements: [String: String] = [:], in folder: String = "templates")
    throws(Diagnostics)
  {
    var sources: [String: SourceFile] = [:]
    for (name, text) in BuiltInTemplates.texts {
      sources[name] = SourceFile(path: "built-in templates/" + name, text: text)
    }
    for (name, text) in replacements {
      sources[name] = SourceFile(path: "\(folder)/\(name)", text: text)
    }
    var files: [String: SourceFile] = [:]
    for (name, file) in sources where name.hasSuffix(Self.suffix) {
      files[String(name.dropLast(Self.suffix.count))] = file
    }
    var mistakes = TemplateCheck(files: files).mistakes
    var library = MustacheLibrary()
    if mistakes.isEmpty {
      for (name, source) in files.sorted(by: { $0.key < $1.key }) {
        do {
          library.register(try Self.template(source), named: name)
        } catch {
          mistakes.append(error)
        }
      }
    }
    var style = ""
    if let sheet = sources["style.css"] {
      do { style = try Stylesheet.compact(sheet) } catch { mistakes.append(error) }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
    self.library = library
    self.style = style + "\n" + PlotStyle.stylesheet
  }

  /// - Throws: a `Diagnostic` for a figure whose finding has no number, or that has no name.
  package func render(_ page: Page) throws -> String {
    var writer = PageWriter(page)
    return render(try writer.context().adding(.style, style), with: "page")
  }

  /// One exhibit or another part by its template, for tests and for the templates' authors.
  func render(_ context: Context, with name: String) -> String {
    guard let text = library.render(context, withTemplate: name) else {
      preconditionFailure("template '\(name)' is used and not built in")
    }
    return text
  }

  // MARK: Reading

  private static let suffix = ".mustache"

  private static func template(_ source: SourceFile) throws(Diagnostic) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: ScalarEscaping.pragma + source.text)
    } catch let error as MustacheTemplate.ParserError {
      // One line less: the pragma's.
      let start = source.offset(ofLine: error.context.lineNumber - 1)
      throw Diagnostic(
        "bad-template", "this template cannot be read: \(explain(error.error))",
        at: SourceRange(file: source, start: start, end: start))
    } catch {
      throw Diagnostic(
        "bad-template", "this template cannot be read: \(error)",
        at: SourceRange(file: source, start: 0, end: 0))
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
