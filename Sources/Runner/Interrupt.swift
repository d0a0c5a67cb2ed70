import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C: trainings stop after the update they are in, finished runs stay in the store, and no page
/// is written.
///
/// Whatever else is under way, a diagnosis say, ends with the process a moment later. Files are
/// written under another name and renamed, so none is left half done.
package final class Interrupt: @unchecked Sendable {
  /// What a shell expects of a program that SIGINT ended.
  package static let status: Int32 = 130

  private let requested = Flag()
  /// Held, so that it lives; touched by the initializer alone.
  private let source: any DispatchSourceSignal

  private final class Flag: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  package var isRequested: Bool { requested.isRaised.load(ordering: .relaxed) }

  /// From here on SIGINT no longer ends the process by itself.
  package init() {
    signal(SIGINT, SIG_IGN)
    let queue = DispatchQueue(label: "interrupt")
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
    source.setEventHandler { [requested] in
      requested.isRaised.store(true, ordering: .relaxed)
      queue.asyncAfter(deadline: .now() + .milliseconds(80)) { _exit(Interrupt.status) }
    }
    source.resume()
  }
}
