#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The disk, as the runner uses it: closures, so that a test can stand in for any of them.
package struct Files: Sendable {
  package struct Failure: Error { package let reason: String }

  package var read: @Sendable (_ path: String) throws -> Data
  /// Writes to a temporary name beside the file and renames it, so that a reader sees the old bytes
  /// or the new ones.
  package var write: @Sendable (_ path: String, _ data: Data) throws -> Void
  /// Names in a folder, sorted; nil where there is no such folder.
  package var list: @Sendable (_ folder: String) -> [String]?
  /// The path with every link followed; nil where nothing is there.
  package var resolve: @Sendable (_ path: String) -> String?

  package static let disk = Files(
    read: { path in
      // Without waiting: opening a pipe that nobody writes to would never end.
      let file = open(path, O_RDONLY | O_NONBLOCK)
      guard file >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        throw Failure(reason: isFolder ? "it is a folder" : "it is not a file")
      }
      do { return try Data(contentsOf: URL(filePath: path)) } catch {
        throw Failure(reason: "\(error)")
      }
    },
    write: { path, data in
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/")
      if !folder.isEmpty { try makeFolder(folder) }
      let temporary = "\(path).\(getpid()).tmp"
      do {
        try data.write(to: URL(filePath: temporary))
      } catch {
        unlink(temporary)
        throw Failure(reason: "\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
      guard rename(temporary, path) == 0 else {
        let reason = String(cString: strerror(errno))
        unlink(temporary)
        throw Failure(reason: "\(path) cannot be written: \(reason)")
      }
    },
    list: { folder in
      try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    },
    resolve: { path in
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    })
}

/// Makes a folder and those above it, where they are missing.
private func makeFolder(_ path: String) throws {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  for count in 1...parts.count {
    let folder = parts.prefix(count).joined(separator: "/")
    if folder.isEmpty || mkdir(folder, 0o777) == 0 { continue }
    let reason = errno
    var status = stat()
    if stat(folder, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { continue }
      throw Files.Failure(reason: "'\(folder)' is not a folder")
    }
    throw Files.Failure(
      reason: "folder '\(folder)' cannot be made: \(String(cString: strerror(reason)))")
  }
}
