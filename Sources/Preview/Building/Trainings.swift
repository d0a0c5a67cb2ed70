import Learning
import Runner
import Synchronization

/// The trainings of all builds of a preview: a newer build ends those that no cell names any more,
/// and finds the others in the store when they are done.
final class Trainings: Sendable {
  /// One that is under way.
  private final class Running: Sendable {
    /// The experiment on whose account it is trained; nil where that is not known.
    let cause: Fingerprint?
    let isOver = Atomic<Bool>(false)
    init(cause: Fingerprint?) { self.cause = cause }
  }

  private struct State {
    /// The number of the newest build.
    var build = 0
    var running: [Int: Running] = [:]
    var next = 0
    /// What the cells of each build under way name.
    var planned: [Int: Set<Fingerprint>] = [:]
  }

  private let local: LocalExecutor
  private let state = Mutex(State())

  init(local: LocalExecutor) { self.local = local }

  /// How many are under way.
  var count: Int { state.withLock { $0.running.count } }

  /// From here on older builds begin no training.
  func begin() -> any Executor {
    let build = state.withLock { state in
      state.build += 1
      return state.build
    }
    return ForBuild(trainings: self, build: build)
  }

  /// The executor of one build.
  private struct ForBuild: Executor {
    let trainings: Trainings
    let build: Int

    var width: Int { trainings.local.width }

    func prepare(for plan: Plan) { trainings.prepare(for: plan, build) }

    func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
      try await trainings.train(experiment, name, turn, build)
    }
  }

  // MARK: Steps

  /// Ends what the newest build's cells do not name. Where a notebook has a mistake, what it names is
  /// not known, and everything goes on.
  private func prepare(for plan: Plan, _ build: Int) {
    state.withLock { state in
      guard build == state.build else { return }
      state.planned = [build: plan.fingerprints]
      if !plan.isWhole { return }
      for running in state.running.values {
        if let cause = running.cause, !plan.fingerprints.contains(cause) {
          running.isOver.store(true, ordering: .relaxed)
        }
      }
    }
  }

  private func train(_ experiment: Experiment, _ name: String, _ turn: Int, _ build: Int)
    async throws -> RunRecord
  {
    let fingerprint = Fingerprint(of: experiment)
    let begun: (number: Int, running: Running)? = state.withLock { state in
      guard build == state.build else { return nil }
      let isPlanned = state.planned[build]?.contains(fingerprint) == true
      let running = Running(cause: isPlanned ? fingerprint : RunContext.asker)
      state.next += 1
      state.running[state.next] = running
      return (state.next, running)
    }
    guard let begun else { throw Trainer.Cancelled() }
    defer { state.withLock { $0.running[begun.number] = nil } }
    let running = begun.running
    return try await local.train(
      experiment, name: name, turn: turn, isOver: { running.isOver.load(ordering: .relaxed) })
  }
}
