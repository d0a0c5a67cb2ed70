#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Numerals
package import SourceText

/// The notebooks' texts as they lie on the disk, before anything of them is understood.
package struct NotebookFolder: Sendable {
  package struct Text: Sendable {
    package var path: String
    /// The file's name without `.md`.
    package var slug: String
    /// Why the file cannot be read, if it cannot.
    var problem: String?
    /// Of the bytes; empty where there are none.
    var digest = ""
  }

  package private(set) var texts: [Text] = []
  /// What is wrong with the folder itself.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(_ project: Project, files: Files) {
    guard let names = files.list(project.notebooks) else {
      diagnostics = [
        Diagnostic(
          "missing-folder", "there is no folder '\(project.notebooks)'",
          help: ["name the folder that holds your notebooks: meanwhile build FOLDER"])
      ]
      return
    }
    // A README explains the folder to its readers there; hidden files are an editor's.
    let notebooks = names.filter {
      $0.hasSuffix(".md") && $0 != "README.md" && !$0.hasPrefix(".")
    }
    if notebooks.isEmpty {
      diagnostics = [
        Diagnostic("no-notebooks", "there are no Markdown files in '\(project.notebooks)'")
      ]
    }
    texts = notebooks.map { name in
      Text(reading: "\(project.notebooks)/\(name)", slug: String(name.dropLast(3)), files)
    }
  }
}

extension NotebookFolder.Text {
  /// A book is a fifth of this. Markdown can need 200 bytes of memory for one of its own.
  static let largestSize = 5_000_000

  init(reading path: String, slug: String, _ files: Files) {
    self.path = path
    self.slug = slug
    do {
      digest = Digest.sha256(try Self.bytes(path, files))
    } catch {
      problem = "the notebook cannot be read: \(reason(error))"
    }
  }

  /// The text, or why there is none. It is read again: a thousand notebooks whose bytes are only
  /// compared need not be held.
  func decoded(_ files: Files) -> (text: String, digest: String, problem: String?) {
    if let problem { return ("", "", problem) }
    guard let data = try? Self.bytes(path, files) else {
      return ("", "", "the notebook cannot be read any more")
    }
    let digest = Digest.sha256(data)
    if let text = String(validating: data, as: UTF8.self) { return (text, digest, nil) }
    return ("", digest, "the notebook is not UTF-8 text: save it as UTF-8")
  }

  private static func bytes(_ path: String, _ files: Files) throws -> Data {
    let size = try files.peek(path, 0).size
    guard size <= largestSize else {
      throw Files.Failure(
        reason:
          "it is longer than \(Numerals.count(largestSize / 1_000_000)) MB; split it, or keep data in files of their own"
      )
    }
    return try files.read(path)
  }
}
