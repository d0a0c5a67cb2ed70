import Mustache
import Plots
import SourceText

/// Reads the built-in templates and what replaces them, and notes every mistake on the way.
struct TemplateReader {
  /// By file name.
  private let sources: [String: SourceFile]
  private(set) var mistakes: [Diagnostic] = []

  init(replacing replacements: [String: String], in folder: String) {
    var sources: [String: SourceFile] = [:]
    for (name, text) in BuiltInTemplates.texts {
      sources[name] = SourceFile(path: "built-in templates/" + name, text: text)
    }
    for (name, text) in replacements {
      sources[name] = SourceFile(path: "\(folder)/\(name)", text: text)
    }
    self.sources = sources
  }

  private static let suffix = ".mustache"

  mutating func library() -> MustacheLibrary {
    var files: [String: SourceFile] = [:]
    for (name, file) in sources.sorted(by: { $0.key < $1.key }) {
      if name.hasSuffix(Self.suffix) {
        files[String(name.dropLast(Self.suffix.count))] = file
      } else if BuiltInTemplates.texts[name] == nil {
        mistakes.append(TemplateCheck.unused(name, file))
      }
    }
    var library = MustacheLibrary()
    mistakes += TemplateCheck(files: files).mistakes
    if !mistakes.isEmpty { return library }
    for (name, source) in files.sorted(by: { $0.key < $1.key }) {
      if let template = noting({ () throws(Diagnostic) in try Self.template(source) }) {
        library.register(template, named: name)
      }
    }
    return library
  }

  mutating func style() -> Stylesheet? {
    guard let sheet = sources["style.css"] else { return nil }
    return noting { () throws(Diagnostic) in try Stylesheet(sheet, and: PlotStyle.stylesheet) }
  }

  mutating func scripts() -> [Device: String] {
    var scripts: [Device: String] = [:]
    for device in Device.allCases {
      guard let source = sources[device.file] else { continue }
      scripts[device] = noting { () throws(Diagnostic) in try Script.compact(source) }
    }
    return scripts
  }

  private mutating func noting<Value>(_ read: () throws(Diagnostic) -> Value) -> Value? {
    do { return try read() } catch {
      mistakes.append(error)
      return nil
    }
  }

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
