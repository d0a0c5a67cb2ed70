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
  package struct Failure: Error {
    package let reason: String
    package init(reason: String) { self.reason = reason }
  }

  /// The first bytes of a file, as many as asked for, and how many it has.
  package struct Start: Sendable {
    package var bytes: Data
    package var size: Int
  }

  package var read: @Sendable (_ path: String) throws -> Data
  package var peek: @Sendable (_ path: String, _ count: Int) throws -> Start
  /// Writes to a temporary name in the same folder and renames it, so that a reader sees the old
  /// bytes or the new ones.
  package var write: @Sendable (_ path: String, _ data: Data) throws -> Void
  package var remove: @Sendable (_ path: String) throws -> Void
  /// Names in a folder, sorted; nil where there is no such folder.
  package var list: @Sendable (_ folder: String) -> [String]?
  /// The path with every link followed; nil where nothing is there.
  package var resolve: @Sendable (_ path: String) -> String?

  /// - Parameters:
  ///   - peek: from `read` where a stand-in has nothing better.
  ///   - remove: refused where a stand-in does not have it.
  package init(
    read: @escaping @Sendable (_ path: String) throws -> Data,
    peek: (@Sendable (_ path: String, _ count: Int) throws -> Start)? = nil,
    write: @escaping @Sendable (_ path: String, _ data: Data) throws -> Void,
    remove: (@Sendable (_ path: String) throws -> Void)? = nil,
    list: @escaping @Sendable (_ folder: String) -> [String]?,
    resolve: @escaping @Sendable (_ path: String) -> String?
  ) {
    self.read = read
    self.peek =
      peek ?? { path, count in
        let data = try read(path)
        return Start(bytes: data.prefix(count), size: data.count)
      }
    self.write = write
    self.remove = remove ?? { throw Failure(reason: "\($0) cannot be removed") }
    self.list = list
    self.resolve = resolve
  }

  package static let disk = Files(
    read: { path in
      try opened(path) { file, size in try bytes(of: file, size, path) }
    },
    peek: { path, count in
      try opened(path) { file, size in
        Start(bytes: try bytes(of: file, min(size, count), path).prefix(count), size: size)
      }
    },
    write: { path, data in
      let folder = parent(of: path)
      if folder != "." && folder != "/" { try makeFolder(folder) }
      try TemporaryFile.replace(path, with: data)
    },
    remove: { path in
      guard unlink(path) == 0 || errno == ENOENT else {
        throw Failure(reason: "\(path) cannot be removed: \(String(cString: strerror(errno)))")
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

  /// The folder a path lies in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// Opens a file that is one: a pipe that nobody writes to would never end.
private func opened<Result>(_ path: String, _ body: (Int32, Int) throws -> Result) throws -> Result
{
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { throw Files.Failure(reason: String(cString: strerror(errno))) }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    throw Files.Failure(reason: isFolder ? "it is a folder" : "it is not a file")
  }
  return try body(file, Int(status.st_size))
}

/// The bytes of an open file: as many as `size` says, unless it changes meanwhile.
private func bytes(of file: Int32, _ size: Int, _ path: String) throws -> Data {
  // The kernel's own files say that they are empty.
  var data = Data(count: size > 0 ? size : 1 << 16)
  var count = 0
  while count < data.count {
    let got = data.withUnsafeMutableBytes {
      Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count)
    }
    if got < 0, errno == EINTR { continue }
    guard got >= 0 else { throw Files.Failure(reason: String(cString: strerror(errno))) }
    if got == 0 { return data.prefix(count) }
    count += got
  }
  return data
}

/// Makes a folder and those above it, where they are missing.
func makeFolder(_ path: String) throws {
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
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
