import Learning
import Numerals
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells the person at the terminal what happens: a line that moves where there is a terminal, plain
/// lines where there is none.
package final class Reporter: Sendable {
  /// One training as it is reported.
  package final class Run: Sendable {
    let name: String
    let epochs: Int
    fileprivate let started = ContinuousClock.now
    fileprivate let state = Mutex((epoch: 0, loss: Double.nan))
    fileprivate let reporter: Reporter

    fileprivate init(_ name: String, _ epochs: Int, _ reporter: Reporter) {
      self.name = name
      self.epochs = epochs
      self.reporter = reporter
    }

    func epoch(_ epoch: Int, _ loss: Double) {
      state.withLock { $0 = (epoch, loss) }
      reporter.refresh()
    }

    func end(_ record: RunRecord) {
      let seconds = Reporter.seconds(since: started)
      let last = record.losses.values.last.map { Double($0) } ?? .nan
      let result =
        switch record.outcome {
        case .finished: "loss \(Numerals.measured(last))"
        case .diverged(let epoch): "diverged at epoch \(epoch)"
        }
      reporter.finished(self, "trained \(name): \(epochs) epochs, \(result), \(seconds) s")
    }

    /// A training that gave no record.
    func giveUp() { reporter.remove(self) }

    fileprivate var line: String {
      let (epoch, loss) = state.withLock { $0 }
      let done = max(1, epoch)
      let elapsed = started.duration(to: .now) / .seconds(1)
      let left = elapsed / Double(done) * Double(epochs - epoch)
      return
        "\(name) \(epoch)/\(epochs), loss \(Numerals.measured(loss)), \(Numerals.fixed(left, decimals: 0)) s left"
    }
  }

  private struct State {
    var running: [Run] = []
    var shown = ContinuousClock.now
    var hasLine = false
  }

  private let isTerminal: Bool
  private let isQuiet: Bool
  private let listener: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameter listener: told every line that stays.
  package init(
    isTerminal: Bool, isQuiet: Bool = false,
    listener: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
    self.listener = listener
  }

  func begin(_ name: String, epochs: Int) -> Run {
    let run = Run(name, epochs, self)
    state.withLock { $0.running.append(run) }
    return run
  }

  /// A line that stays.
  package func say(_ line: String) {
    listener(line)
    if isQuiet { return }
    state.withLock {
      clear(&$0)
      write(line + "\n")
    }
  }

  private func finished(_ run: Run, _ line: String) {
    remove(run)
    say(line)
  }

  private func remove(_ run: Run) {
    state.withLock { state in state.running.removeAll { $0 === run } }
  }

  /// At most ten times a second.
  private func refresh() {
    guard isTerminal, !isQuiet else { return }
    state.withLock { state in
      guard state.shown.duration(to: .now) > .milliseconds(100) else { return }
      state.shown = .now
      let line = state.running.map(\.line).joined(separator: "  ·  ")
      write("\r\u{1B}[K" + String(line.prefix(150)))
      state.hasLine = true
    }
  }

  private func clear(_ state: inout State) {
    if state.hasLine { write("\r\u{1B}[K") }
    state.hasLine = false
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> String {
    Numerals.fixed(start.duration(to: .now) / .seconds(1), decimals: 1)
  }
}
