#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Site
import SourceText
import Synchronization

/// A project's own templates: what its files are together, and what they say once a page needs it.
package final class TemplateFolder: Sendable {
  /// The texts that the program carries, by file name.
  package static var builtIn: [String: String] { BuiltInTemplates.texts }

  /// The default; it need not be there.
  package static let usual = "templates"

  private let texts: Result<[String: String], Diagnostics>
  private let folder: String
  /// Of all names and texts; nil where they cannot be read. Those that the program carries are told
  /// by which program it is.
  let digest: String?
  /// Parsed and checked; a site without changes needs none of it.
  private let parsed = Mutex<Result<Templates, Diagnostics>?>(nil)

  init(_ project: Project, files: Files) {
    var all = Data()
    folder = project.templates ?? Self.usual
    texts = Result { () throws(Diagnostics) in try Self.texts(project, files, &all) }
    digest = (try? texts.get()) == nil ? nil : Digest.sha256(all)
  }

  func templates() throws(Diagnostics) -> Templates {
    try parsed.withLock { parsed in
      let result = parsed ?? texts.flatMap(parse)
      parsed = result
      return result
    }.get()
  }

  /// Why no page can be made; none where that is not known because no page needs to be.
  func problems(isNeeded: Bool) -> [Diagnostic] {
    if !isNeeded { return [] }
    do {
      _ = try templates()
      return []
    } catch {
      return error.all
    }
  }

  package static let suffixes = [".mustache", ".css", ".js"]

  private static func texts(_ project: Project, _ files: Files, _ all: inout Data)
    throws(Diagnostics) -> [String: String]
  {
    let folder = project.templates ?? usual
    guard let names = files.list(folder) else {
      if project.templates == nil { return [:] }
      throw Diagnostics([
        Diagnostic(
          "missing-folder", "there is no folder '\(folder)'",
          help: ["leave --templates out to use the templates that the program carries"])
      ])
    }
    // Another program may keep its templates in a folder of that name.
    let isOurs = names.contains { $0.hasSuffix(".mustache") || builtIn[$0] != nil }
    if project.templates == nil, !isOurs { return [:] }
    var texts: [String: String] = [:]
    var unreadable: [Diagnostic] = []
    for name in names where Self.suffixes.contains(where: name.hasSuffix) {
      let path = "\(folder)/\(name)"
      guard let data = try? files.read(path), let text = String(validating: data, as: UTF8.self)
      else {
        unreadable.append(
          Diagnostic("unreadable-template", "'\(path)' cannot be read as UTF-8"))
        continue
      }
      texts[name] = text
      all.append(contentsOf: Data("\(name) \(data.count)\n".utf8))
      all.append(data)
    }
    if !unreadable.isEmpty { throw Diagnostics(unreadable) }
    return texts
  }

  private func parse(_ texts: [String: String]) -> Result<Templates, Diagnostics> {
    Result { () throws(Diagnostics) in
      try Templates(replacing: texts, in: folder, digest: Digest.sha256InBase64)
    }
  }
}
