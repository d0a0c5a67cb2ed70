import Runner
import Synchronization

/// One build's turn: once it is over, because a newer build has begun, this one changes nothing.
///
/// A build may then still wait for a training that the newer one needs too. Its pages would be those
/// of an older text.
final class Turn: Sendable {
  private let isOver = Mutex(false)

  func end() { isOver.withLock { $0 = true } }

  /// The disk as this build may use it.
  var files: Files {
    var files = Files.disk
    files.write = { path, data in
      try self.ifMine(path) { try Files.disk.write(path, data) }
    }
    files.remove = { path in
      try self.ifMine(path) { try Files.disk.remove(path) }
    }
    return files
  }

  private func ifMine(_ path: String, _ change: () throws -> Void) throws {
    try isOver.withLock { isOver in
      if isOver { throw Files.Failure(reason: "\(path) is left to a newer build") }
      try change()
    }
  }
}
