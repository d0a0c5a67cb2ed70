import Mustache
package import SourceText

/// The moulds of all pages, read and checked once.
package struct Templates: Sendable {
  private let library: MustacheLibrary
  private let style: Stylesheet?
  private let scripts: [Device: String]
  private let digest: @Sendable (String) -> String

  /// - Parameters:
  ///   - replacements: texts by file name that stand in place of the built-in ones:
  ///     `page.mustache`, one per exhibit kind, those that these include, `style.css`, and a script
  ///     for each device.
  ///   - folder: where the replacements lie, for messages.
  ///   - digest: the SHA-256 of a text's UTF-8 in base 64, by which a page admits its own script.
  /// - Throws: every mistake in them, with its place.
  package init(
    replacing replacements: [String: String] = [:], in folder: String = "templates",
    digest: @escaping @Sendable (String) -> String
  ) throws(Diagnostics) {
    var reader = TemplateReader(replacing: replacements, in: folder)
    library = reader.library()
    style = reader.style()
    scripts = reader.scripts()
    self.digest = digest
    if !reader.mistakes.isEmpty { throw Diagnostics(reader.mistakes) }
  }

  /// - Throws: a `Diagnostic` for a figure whose finding has no number, or that has no name.
  package func render(_ page: Page) throws -> String {
    var writer = PageWriter(page)
    let context = try writer.context().adding(.style, Self.styleMark)
    return styled(render(admitting(page.devices, in: context), with: "page"))
  }

  /// Stands for the style until the page is known that it is for.
  private static let styleMark = "\u{F8FF}style\u{F8FF}"

  private func styled(_ html: String) -> String {
    guard let style, let place = html.utf8.firstRange(of: Self.styleMark.utf8) else { return html }
    let text = style.text(for: StyleNames.all(in: html))
    return html[..<place.lowerBound] + text + html[place.upperBound...]
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
      preconditionFailure("template '\(name)' is used and not built in")
    }
    return text
  }
}
