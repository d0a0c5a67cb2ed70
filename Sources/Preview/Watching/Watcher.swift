import Dispatch
import Glibc
import Runner

/// Tells when a watched file may have changed, once for many saves at a time.
final class Watcher: @unchecked Sendable {
  /// How long it waits for the next of several saves, and how long at most.
  private static let quiet = DispatchTimeInterval.milliseconds(15)
  private static let longest = DispatchTimeInterval.milliseconds(150)

  /// One value for every change or group of changes.
  let changes: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let report: @Sendable (String) -> Void

  private let inotify: Inotify
  /// Everything below is touched on this queue alone.
  private let queue = DispatchQueue(label: "watching")
  private let source: any DispatchSourceRead
  private var wanted = Interest(here: "/")
  private var watches: [Int32: Interest.Names] = [:]
  /// When the first change of a group came; nil between groups.
  private var since: DispatchTime?
  private var timer = 0
  private var said: Set<String> = []

  /// - Parameter report: told what cannot be watched.
  init(report: @escaping @Sendable (String) -> Void) throws {
    inotify = try Inotify()
    self.report = report
    (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    source = DispatchSource.makeReadSource(fileDescriptor: inotify.descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.read() }
    source.setCancelHandler { [inotify] in close(inotify.descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
    continuation.finish()
  }

  /// Watches these from now on, in place of what was watched.
  ///
  /// - Returns: whether a folder is watched now that was not: changes in it went unseen.
  func watch(_ interest: Interest) -> Bool {
    queue.sync {
      wanted = interest
      return arm()
    }
  }

  // MARK: On the queue

  private func arm() -> Bool {
    var found: [Int32: Interest.Names] = [:]
    for (folder, names) in wanted.folders {
      do {
        if let watch = try inotify.watch(folder) { found[watch, default: .init()].formUnion(names) }
      } catch {
        if said.insert(error.reason).inserted { report(error.reason) }
      }
    }
    for watch in watches.keys where found[watch] == nil { inotify.forget(watch) }
    let isNew = found.keys.contains { watches[$0] == nil }
    watches = found
    return isNew
  }

  private func read() {
    var isRelevant = false
    for event in inotify.events() {
      if event.isOverflow { isRelevant = true }
      guard let names = watches[event.watch] else { continue }
      if event.isGone {
        watches[event.watch] = nil
        isRelevant = true
      } else if names.contains(event.name), !isBeingWritten(event) {
        isRelevant = true
      }
    }
    if isRelevant { wait() }
  }

  /// Whether a file was only begun: news of it come again when it is closed.
  private func isBeingWritten(_ event: Inotify.Event) -> Bool {
    guard event.has(Int(IN_CREATE)), !event.has(Int(IN_ISDIR)) else { return false }
    // A link and a second name for a file are whole when they appear, and not told of again.
    for (folder, names) in wanted.folders where names.contains(event.name) {
      var status = stat()
      if lstat(folder + "/" + event.name, &status) == 0,
        status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1
      {
        return false
      }
    }
    return true
  }

  private func wait() {
    let now = DispatchTime.now()
    let start = since ?? now
    since = start
    timer += 1
    let own = timer
    queue.asyncAfter(deadline: min(now + Self.quiet, start + Self.longest)) { [weak self] in
      guard let self, self.since != nil, own == self.timer || .now() >= start + Self.longest else {
        return
      }
      self.since = nil
      // Folders may have come or gone.
      _ = self.arm()
      self.continuation.yield()
    }
  }
}
