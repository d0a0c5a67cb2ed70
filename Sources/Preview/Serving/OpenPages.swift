import Foundation
import Synchronization

/// The pages that browsers show, as far as they listen.
final class OpenPages: Sendable {
  /// One page that listens.
  private struct Listener {
    var page: [String]?
    var continuation: AsyncStream<[UInt8]>.Continuation
  }

  private struct State {
    var problems = ""
    var listeners: [Int: Listener] = [:]
    var next = 0
  }

  /// What a page is told: its digest, "" where it is gone, and what is wrong with the site.
  private struct News: Encodable {
    var page: String
    var problems: String
  }

  private let files: OutputFiles
  private let state = Mutex(State())

  init(files: OutputFiles) { self.files = files }

  /// The news for one page as server-sent events: how things stand, then every change.
  ///
  /// - Parameter page: its names below the output folder; nil for one that has no file.
  func events(for page: [String]?) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let number = state.withLock { state in
      state.next += 1
      state.listeners[state.next] = Listener(page: page, continuation: continuation)
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    // A short wait before a page tries again, should the preview be started anew.
    continuation.yield(Array("retry: 500\n\n".utf8) + event(for: page))
    return stream
  }

  /// Tells all pages how things stand after a build.
  ///
  /// - Parameter problems: what is wrong, as a terminal shows it; "" where nothing is.
  func publish(problems: String) {
    let listeners = state.withLock { state in
      state.problems = problems
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.continuation.yield(event(for: listener.page)) }
  }

  /// Says nothing, so that connections whose browser is gone are noticed.
  func beat() {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.continuation.yield(Array(":\n\n".utf8)) }
  }

  private func event(for page: [String]?) -> [UInt8] {
    let news = News(
      page: page.map(files.digest) ?? "", problems: state.withLock { $0.problems })
    guard let text = try? JSONEncoder().encode(news) else {
      preconditionFailure("texts always encode")
    }
    return Array("data: ".utf8) + text + Array("\n\n".utf8)
  }
}
