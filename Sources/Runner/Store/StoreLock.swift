#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who trains an experiment, among builds that share a store.
///
/// All locks are bytes of one file, each experiment's at an offset that its fingerprint gives, so
/// that nothing has to be cleaned up. The system gives a lock back when its process ends.
final class StoreLock: Sendable {
  private let file: Int32

  private init(_ file: Int32) { self.file = file }
  deinit { close(file) }

  enum Attempt {
    case taken(StoreLock)
    /// Another build is at it.
    case busy
    /// The store's folder or its file system has no locks: builds may do the same work twice.
    case impossible
  }

  static func take(_ fingerprint: Fingerprint, in folder: String) -> Attempt {
    try? makeFolder(folder)
    let file = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { return .impossible }
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = off_t(UInt64(fingerprint.hex.prefix(15), radix: 16) ?? 0)
    range.l_len = 1
    // Of the open file, not of the process: a process's own locks would not exclude each other, and
    // closing any file descriptor of the file would lose them.
    if fcntl(file, openFileLock, &range) == 0 { return .taken(StoreLock(file)) }
    let isBusy = errno == EAGAIN || errno == EACCES
    close(file)
    return isBusy ? .busy : .impossible
  }

  #if canImport(Glibc)
    /// F_OFD_SETLK, which glibc's headers show only on request.
    private static let openFileLock: Int32 = 37
  #else
    private static let openFileLock = F_OFD_SETLK
  #endif
}
