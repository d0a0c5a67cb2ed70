import Glibc

/// The kernel's news of folders.
struct Inotify {
  struct Event {
    var watch: Int32
    var mask: UInt32
    /// Of the entry; empty where it is about the folder itself.
    var name: String

    func has(_ flag: Int) -> Bool { mask & UInt32(truncatingIfNeeded: flag) != 0 }
    /// Whether the folder is not there any more under the name it was watched by.
    var isGone: Bool {
      has(Int(IN_DELETE_SELF)) || has(Int(IN_MOVE_SELF)) || has(Int(IN_IGNORED))
    }
    /// Whether news were lost because there were too many.
    var isOverflow: Bool { has(Int(IN_Q_OVERFLOW)) }
  }

  let descriptor: Int32

  struct Failure: Error { var reason: String }

  init() throws(Failure) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    if descriptor < 0 { throw Failure(reason: String(cString: strerror(errno))) }
  }

  /// What is told of a folder: entries that were written and closed, appeared, went, or changed their
  /// permissions.
  private static let mask = [
    IN_CLOSE_WRITE, IN_CREATE, IN_MOVED_TO, IN_MOVED_FROM, IN_DELETE, IN_ATTRIB, IN_DELETE_SELF,
    IN_MOVE_SELF, IN_ONLYDIR,
  ].reduce(UInt32(0)) { $0 | UInt32(truncatingIfNeeded: $1) }

  /// - Returns: the watch's number, the same for each path to one folder; nil where there is no
  ///   folder that can be read.
  func watch(_ folder: String) throws(Failure) -> Int32? {
    let number = inotify_add_watch(descriptor, folder, Self.mask)
    if number >= 0 { return number }
    if errno == ENOSPC || errno == ENOMEM {
      throw Failure(reason: "'\(folder)' cannot be watched: raise fs.inotify.max_user_watches")
    }
    return nil
  }

  func forget(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

  /// All news there are; empty where there are none.
  func events() -> [Event] {
    let size = 1 << 16
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
    defer { buffer.deallocate() }
    var events: [Event] = []
    while true {
      let count = read(descriptor, buffer, size)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return events }
      var place = 0
      while place + MemoryLayout<inotify_event>.size <= count {
        let event = buffer.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
        place += MemoryLayout<inotify_event>.size
        let bytes = UnsafeRawBufferPointer(start: buffer + place, count: Int(event.len))
        place += Int(event.len)
        let name = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        events.append(Event(watch: event.wd, mask: event.mask, name: name))
      }
    }
  }
}
