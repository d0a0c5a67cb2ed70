import Synchronization

/// Opens for each page when the last run that a plan lists for it is there.
///
/// A page that asked for its runs itself would lock them all against other builds on the same store
/// while they wait for a core.
final class PageGates: Sendable {
  private struct Gate {
    var missing = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  /// By the page's place in the site.
  private let gates: Mutex<[Int: Gate]>

  init(_ plan: Plan) {
    gates = Mutex(
      plan.steps.reduce(into: [:]) { $0[$1.turn, default: Gate()].missing += 1 })
  }

  /// One run of the page is there, or has failed.
  func count(_ step: Plan.Step) {
    let opened = gates.withLock { gates -> [CheckedContinuation<Void, Never>] in
      gates[step.turn]?.missing -= 1
      guard gates[step.turn]?.missing == 0 else { return [] }
      return gates.removeValue(forKey: step.turn)?.waiting ?? []
    }
    opened.forEach { $0.resume() }
  }

  /// The training has ended; where it was cancelled, runs are missing.
  func openAll() {
    let opened = gates.withLock { gates in
      defer { gates = [:] }
      return gates.values.flatMap(\.waiting)
    }
    opened.forEach { $0.resume() }
  }

  func wait(for turn: Int) async {
    await withCheckedContinuation { continuation in
      let isOpen = gates.withLock { gates in
        gates[turn]?.waiting.append(continuation)
        return gates[turn] == nil
      }
      if isOpen { continuation.resume() }
    }
  }
}
