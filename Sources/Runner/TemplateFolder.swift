#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Site
import SourceText
import Synchronization

/// The folder of templates: what its files are together, and what they say once a page needs it.
final class TemplateFolder: Sendable {
  private let texts: Result<[String: String], Diagnostics>
  /// Of all names and texts; nil where they cannot be read.
  let digest: String?
  /// Parsed and checked; a site without changes needs none of it.
  private let parsed = Mutex<Result<Templates, Diagnostics>?>(nil)

  init(_ project: Project, files: Files) {
    var all = Data()
    texts = Result { () throws(Diagnostics) in try Self.texts(project, files, &all) }
    digest = (try? texts.get()) == nil ? nil : Digest.sha256(all)
  }

  func templates() throws(Diagnostics) -> Templates {
    try parsed.withLock { parsed in
      let result = parsed ?? texts.flatMap(Self.parse)
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

  private static let suffixes = [".mustache", ".css", ".js"]

  private static func texts(_ project: Project, _ files: Files, _ all: inout Data)
    throws(Diagnostics) -> [String: String]
  {
    guard let names = files.list(project.templates) else {
      throw Diagnostics([
        Diagnostic(
          "missing-folder", "there is no folder '\(project.templates)'",
          help: ["name the folder that holds the templates: --templates FOLDER"])
      ])
    }
    var texts: [String: String] = [:]
    for name in names where Self.suffixes.contains(where: name.hasSuffix) {
      let path = "\(project.templates)/\(name)"
      guard let data = try? files.read(path), let text = String(validating: data, as: UTF8.self)
      else {
        throw Diagnostics([Diagnostic("unreadable-template", "'\(path)' cannot be read as UTF-8")])
      }
      texts[name] = text
      all.append(contentsOf: Data("\(name) \(data.count)\n".utf8))
      all.append(data)
    }
    return texts
  }

  private static func parse(_ texts: [String: String]) -> Result<Templates, Diagnostics> {
    do {
      return .success(try Templates(reading: texts, digest: Digest.sha256InBase64))
    } catch let diagnostic as Diagnostic {
      return .failure(Diagnostics([diagnostic]))
    } catch {
      return .failure(Diagnostics([Diagnostic("broken-template", "\(error)")]))
    }
  }
}
