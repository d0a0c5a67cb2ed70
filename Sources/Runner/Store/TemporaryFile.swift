#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files under a name that nobody reads, until they are whole.
///
/// Whoever writes one holds a lock on it. The system gives the lock back when a process ends, however
/// it ends, so that a later build can tell what a killed one left behind from what is being written.
enum TemporaryFile {
  private static let start = ".meanwhile-"
  private static let end = ".tmp"

  /// Gives a path new bytes: a reader sees the old ones or the new ones.
  static func replace(_ path: String, with data: Data) throws {
    let folder = Files.parent(of: path)
    // Another build may take the file for a dead one's before it is locked: then it is made anew.
    for attempt in 1...3 {
      let name = String(UInt64.random(in: 0...UInt64.max), radix: 36)
      let temporary = "\(folder)/\(start)\(getpid())-\(name)\(end)"
      let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw failure(path, errno) }
      defer { close(file) }
      flock(file, LOCK_EX | LOCK_NB)
      if let error = write(data, to: file) {
        unlink(temporary)
        throw failure(path, error)
      }
      if rename(temporary, path) == 0 { return }
      let error = errno
      unlink(temporary)
      if error != ENOENT || attempt == 3 { throw failure(path, error) }
    }
  }

  /// Removes what killed builds left in a folder.
  static func sweep(_ folder: String, names: [String]) {
    for name in names where name.hasPrefix(start) && name.hasSuffix(end) {
      let path = "\(folder)/\(name)"
      let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else { continue }
      defer { close(file) }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }
  }

  /// The error's number; nil where all bytes were written.
  private static func write(_ data: Data, to file: Int32) -> Int32? {
    data.withUnsafeBytes { bytes in
      var count = 0
      while count < bytes.count {
        let written = Glibc.write(file, bytes.baseAddress.map { $0 + count }, bytes.count - count)
        if written < 0, errno == EINTR { continue }
        if written <= 0 { return written == 0 ? ENOSPC : errno }
        count += written
      }
      return nil
    }
  }

  private static func failure(_ path: String, _ error: Int32) -> Files.Failure {
    Files.Failure(reason: "\(path) cannot be written: \(String(cString: strerror(error)))")
  }
}
