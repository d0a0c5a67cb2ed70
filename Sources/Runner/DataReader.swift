#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Learning
import SourceText
import Synchronization

/// Reads the data files that cells name, inside the project's folder.
package struct DataReader: Sendable {
  /// The notebook's folder: paths in a cell are relative to it, as links are.
  let folder: String
  /// The folder that a path must not leave, with links followed; nil where it may.
  let boundary: String?
  let files: Files
  private let cache = Cache()

  /// A file that was read: where its path led, and what it held.
  struct Input: Sendable, Equatable {
    /// As the cell's path is looked up: absolute, or from the current folder.
    var path: String
    var resolved: String
    var digest: String
  }

  /// Cells of a notebook mostly read the same file: it is read once.
  private final class Cache: Sendable {
    let files = Mutex([String: (input: Input, bytes: [UInt8])]())
    let sought = Mutex(Set<String>())
  }

  package init(folder: String, boundary: String?, files: Files) {
    self.folder = folder
    self.boundary = boundary
    self.files = files
  }

  /// Every file that was read so far, by path.
  var inputs: [Input] {
    cache.files.withLock { $0.values.map(\.input) }.sorted { $0.path < $1.path }
  }

  /// The paths that were looked up so far, whether a file was there or not.
  var sought: [String] { cache.sought.withLock { $0.sorted() } }

  /// Gives a data source its files.
  func load(_ source: inout any DataSource) -> [Diagnostic] {
    var loaded: [LoadedFile] = []
    var problems: [Diagnostic] = []
    for file in source.files {
      do {
        loaded.append(try read(file))
      } catch {
        problems += error.all
      }
    }
    return problems.isEmpty ? source.load(loaded) : problems
  }

  /// Gives a network the weights it starts from.
  func load(_ network: inout Network) -> [Diagnostic] {
    guard let file = network.weights?.file else { return [] }
    do {
      return network.load(try read(file))
    } catch {
      return error.all
    }
  }

  func read(_ file: DataFile) throws(Diagnostics) -> LoadedFile {
    let path = file.path.hasPrefix("/") ? file.path : "\(folder)/\(file.path)"
    cache.sought.withLock { _ = $0.insert(path) }
    if let known = cache.files.withLock({ $0[path] }) {
      return LoadedFile(file: file, bytes: known.bytes, digest: known.input.digest)
    }
    guard let resolved = files.resolve(path) else { throw Diagnostics([missing(file, path)]) }
    if let boundary, resolved != boundary, !resolved.hasPrefix(Project.inside(boundary)) {
      throw Diagnostics([
        Diagnostic(
          "outside-project", "'\(file.path)' lies outside the project's folder", at: file.range,
          help: ["copy the file into the project, or build with --allow-outside"])
      ])
    }
    do {
      let data = try files.read(resolved)
      let (bytes, digest) = ([UInt8](data), Digest.sha256(data))
      let input = Input(path: path, resolved: resolved, digest: digest)
      cache.files.withLock { $0[path] = (input, bytes) }
      return LoadedFile(file: file, bytes: bytes, digest: digest)
    } catch {
      throw Diagnostics([
        Diagnostic(
          "unreadable-data", "'\(file.path)' cannot be read: \(reason(error))", at: file.range)
      ])
    }
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
