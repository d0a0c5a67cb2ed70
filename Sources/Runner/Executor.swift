package import Learning
import Synchronization
import Dispatch

/// Something that evaluates experiments: this machine now, others later.
package protocol Executor: Sendable {
  /// How many runs to hand over at once: more would only wait there.
  var width: Int { get }
  /// - Parameters:
  ///   - name: what a progress line calls the run.
  ///   - turn: the place of its page in the site. Of the runs that wait, those of the first page go
  ///     first, so that pages come one after the other and not all at the end.
  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord
  /// Told what a build is about to ask for, before it does. One that several builds share may give up
  /// what none of them asks for any more.
  func prepare(for plan: Plan)
}

extension Executor {
  package var width: Int { .max }
  package func prepare(for plan: Plan) {}
}

/// Trains on this machine's cores: many runs side by side, a single one on several.
package struct LocalExecutor: Executor {
  private let cores: Cores
  private let reporter: Reporter
  private let queue = DispatchQueue(label: "training", attributes: .concurrent)
  private let isCancelled: @Sendable () -> Bool
  package let width: Int

  /// - Parameter isCancelled: once it is true, every training throws `Trainer.Cancelled` after the
  ///   update it is in.
  package init(
    cores: Int, reporter: Reporter, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.cores = Cores(count: cores)
    width = max(1, cores)
    self.reporter = reporter
    self.isCancelled = isCancelled
  }

  package func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    try await train(experiment, name: name, turn: turn, isCancelled: isCancelled)
  }

  /// - Parameter isOver: cancels this training alone, as `isCancelled` does all of them.
  package func train(
    _ experiment: Experiment, name: String, turn: Int, isOver: @escaping @Sendable () -> Bool
  ) async throws -> RunRecord {
    try await train(
      experiment, name: name, turn: turn,
      isCancelled: { [isCancelled] in isCancelled() || isOver() })
  }

  private func train(
    _ experiment: Experiment, name: String, turn: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) async throws -> RunRecord {
    let threads = await cores.take(experiment.work, turn)
    defer { Task { await cores.giveBack(threads) } }
    let report = reporter.begin(name, epochs: experiment.training.epochs)
    // A training blocks its thread for seconds, which a thread of Swift's own pool must not.
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            var trainer = Trainer(threads: threads) { epoch, loss in
              report.epoch(epoch, loss)
              return !isCancelled()
            }
            trainer.isCancelled = isCancelled
            do {
              let record = try trainer.train(experiment)
              report.end(record)
              return record
            } catch {
              report.giveUp()
              throw error
            }
          })
      }
    }
  }
}

/// The cores that no run uses.
private actor Cores {
  /// Below so many multiplications, about a millisecond, two threads wait for each other longer than
  /// the second one saves.
  private static let worthTwo = 1e7

  private struct Waiting {
    var work: Double
    var turn: Int
    var continuation: CheckedContinuation<Int, Never>

    func isBefore(_ other: Waiting) -> Bool {
      turn == other.turn ? work > other.work : turn < other.turn
    }
  }

  private var free: Int
  private var waiting: [Waiting] = []

  init(count: Int) { free = max(1, count) }

  /// Waits for a core; of those who wait, the first page's come first, and of these the longest, so
  /// that no long one is left for the end. Takes two when there are two, nobody else waits and the run
  /// is long enough: that is how many shards a run has.
  func take(_ work: Double, _ turn: Int) async -> Int {
    // Let runs that are asked for at the same time arrive before the first takes everything.
    for _ in 0..<8 { await Task.yield() }
    return await withCheckedContinuation { continuation in
      waiting.append(Waiting(work: work, turn: turn, continuation: continuation))
      handOut()
    }
  }

  func giveBack(_ count: Int) {
    free += count
    handOut()
  }

  private func handOut() {
    while free > 0,
      let next = waiting.indices.min(by: { waiting[$0].isBefore(waiting[$1]) })
    {
      let first = waiting.remove(at: next)
      let taken = waiting.isEmpty && first.work >= Self.worthTwo ? min(2, free) : 1
      free -= taken
      first.continuation.resume(returning: taken)
    }
  }
}
