package import Learning
import Synchronization
import Dispatch

/// Something that evaluates experiments: this machine now, others later.
package protocol Executor: Sendable {
  /// - Parameter name: what a progress line calls the run.
  func train(_ experiment: Experiment, name: String) async throws -> RunRecord
}

/// Trains on this machine's cores: many runs side by side, a single one on several.
package struct LocalExecutor: Executor {
  private let cores: Cores
  private let reporter: Reporter
  private let queue = DispatchQueue(label: "training", attributes: .concurrent)
  private let isCancelled: @Sendable () -> Bool

  /// - Parameter isCancelled: once it is true, every training throws `Trainer.Cancelled` after the
  ///   update it is in.
  package init(
    cores: Int, reporter: Reporter, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.cores = Cores(count: cores)
    self.reporter = reporter
    self.isCancelled = isCancelled
  }

  package func train(_ experiment: Experiment, name: String) async throws -> RunRecord {
    let threads = await cores.take()
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
            let record = try trainer.train(experiment)
            report.end(record)
            return record
          })
      }
    }
  }
}

/// The cores that no run uses.
private actor Cores {
  private var free: Int
  private var waiting: [CheckedContinuation<Int, Never>] = []

  init(count: Int) { free = max(1, count) }

  /// Waits for a core. Takes two when there are two and nobody else waits: that is how many shards
  /// a run has.
  func take() async -> Int {
    // Let runs that are asked for at the same time arrive before the first takes everything.
    for _ in 0..<8 { await Task.yield() }
    if free > 0 {
      let taken = waiting.isEmpty ? min(2, free) : 1
      free -= taken
      return taken
    }
    return await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack(_ count: Int) {
    free += count
    while free > 0, !waiting.isEmpty {
      free -= 1
      waiting.removeFirst().resume(returning: 1)
    }
  }
}
