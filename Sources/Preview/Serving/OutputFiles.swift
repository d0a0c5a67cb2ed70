import Glibc
import Foundation
import Runner

/// The files of the output folder, and no others.
struct OutputFiles: Sendable {
  let folder: String

  init(folder: String) { self.folder = folder }

  /// The bytes of a file; nil where there is none, or where links lead out of the folder.
  func read(_ names: [String]) -> Data? {
    guard let root = Files.disk.resolve(folder) else { return nil }
    let path = ([root] + names).joined(separator: "/")
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var status = stat()
    // Of the open file: what a path leads to may change between a look and the opening.
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let opened = Files.disk.resolve("/proc/self/fd/\(file)"), opened.hasPrefix(root + "/")
    else { return nil }
    return try? handle.readToEnd() ?? Data()
  }

  /// Of a file's bytes; "" where there is none.
  func digest(_ names: [String]) -> String { read(names).map(Digest.sha256) ?? "" }

  /// What a browser is told that a file is.
  static func type(of name: String) -> String {
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    return types[ending.lowercased()] ?? "application/octet-stream"
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "json": "application/json", "xml": "application/xml",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon", "pdf": "application/pdf",
    "woff2": "font/woff2",
  ]
}
