#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Learning
import SourceText

/// Reads the data files that cells name, inside the project's folder.
package struct DataReader: Sendable {
  /// The notebook's folder: paths in a cell are relative to it, as links are.
  let folder: String
  /// The folder that a path must not leave, with links followed; nil where it may.
  let boundary: String?
  let files: Files

  package init(folder: String, boundary: String?, files: Files) {
    self.folder = folder
    self.boundary = boundary
    self.files = files
  }

  /// Gives a data source the text of its file.
  func load(_ source: inout any DataSource) -> [Diagnostic] {
    guard let file = source.file else { return [] }
    let path = file.path.hasPrefix("/") ? file.path : "\(folder)/\(file.path)"
    guard let resolved = files.resolve(path) else {
      return [missing(file, path)]
    }
    if let boundary, resolved != boundary, !resolved.hasPrefix(Project.inside(boundary)) {
      return [
        Diagnostic(
          "outside-project", "'\(file.path)' lies outside the project's folder", at: file.range,
          help: ["copy the file into the project, or build with --allow-outside"])
      ]
    }
    let data: Data
    do {
      data = try files.read(resolved)
    } catch {
      return [
        Diagnostic(
          "unreadable-data", "'\(file.path)' cannot be read: \(reason(error))", at: file.range)
      ]
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      return [
        Diagnostic(
          "not-utf8", "'\(file.path)' is not UTF-8 text", at: file.range,
          help: ["save it as UTF-8"])
      ]
    }
    return source.load(text: text, digest: Digest.sha256(data))
  }

  private func missing(_ file: DataFile, _ path: String) -> Diagnostic {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    let neighbours = files.list(parent.isEmpty ? "." : parent) ?? []
    let name = String(parts.last ?? "")
    let near = nearest(to: name, among: neighbours)
    return Diagnostic(
      "missing-file", "there is no file '\(file.path)'", at: file.range,
      help: near.map { ["did you mean '\($0)' in the same folder?"] } ?? [],
      notes: ["paths are relative to the notebook's folder"])
  }
}

/// Why something failed, in a few words.
func reason(_ error: any Error) -> String {
  switch error {
  case let failure as Files.Failure: failure.reason
  case let diagnostic as Diagnostic: diagnostic.message
  case let diagnostics as Diagnostics: diagnostics.all.map(\.message).joined(separator: "; ")
  default: "\(error)"
  }
}
