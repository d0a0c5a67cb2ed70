package import Learning
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The only way to a record: the store, then the executor. Each experiment is trained once, however
/// many cells ask for it at the same time, in this build or in another one on the same store.
package final class RunContext: Sendable {
  /// What a build did, for its last line.
  package struct Counts: Sendable {
    package var trained = 0
    package var remembered = 0
  }

  /// What all parts of a build share.
  private final class Shared: Sendable {
    let store: RecordStore
    let executor: any Executor
    let reporter: Reporter
    let pending = Mutex([Fingerprint: Task<RunRecord, any Error>]())
    let trained = Mutex(0)
    let remembered = Mutex(Set<String>())
    /// What is trained although the store has it.
    let asked = Mutex(Set<String>())
    let reports = Mutex([String: DiagnosisReport]())

    init(_ store: RecordStore, _ executor: any Executor, _ reporter: Reporter) {
      self.store = store
      self.executor = executor
      self.reporter = reporter
    }
  }

  /// Of the experiment on whose account others are trained: the one that a diagnosis tries changes of.
  @TaskLocal package static var asker: Fingerprint?

  private let shared: Shared
  /// The place in the site of the page that asks.
  private let turn: Int
  private let requests = Mutex(Set<String>())

  package init(store: RecordStore, executor: any Executor, reporter: Reporter) {
    shared = Shared(store, executor, reporter)
    turn = 0
  }

  private init(_ shared: Shared, turn: Int) {
    self.shared = shared
    self.turn = turn
  }

  package var store: RecordStore { shared.store }

  package var counts: Counts {
    Counts(
      trained: shared.trained.withLock { $0 }, remembered: shared.remembered.withLock { $0.count })
  }

  /// The same context for one page, with a memory of its own for what is asked of it.
  func recording(turn: Int) -> RunContext { RunContext(shared, turn: turn) }

  /// The fingerprints of all records that were asked for, in alphabetical order.
  var requested: [String] { requests.withLock { $0.sorted() } }

  /// Counts records that nobody had to read.
  func remember(_ seals: [RecordStore.Seal]) {
    shared.remembered.withLock { $0.formUnion(seals.map(\.fingerprint)) }
  }

  /// Trains these although the store has them.
  func retrain(_ fingerprints: Set<String>) {
    shared.asked.withLock { $0.formUnion(fingerprints) }
  }

  /// Tells the executor what will be asked for, before anything is.
  func prepare(for plan: Plan) { shared.executor.prepare(for: plan) }

  /// Trains all that a plan lists, page by page and the longest of each first, as many side by side as
  /// the executor takes. What another build is training comes last: by then it is in the store. A run
  /// that fails is asked for again by its cell, which says so.
  func train(_ plan: Plan, opening gates: PageGates) async {
    defer { gates.openAll() }
    if plan.steps.isEmpty { return }
    let queue = StepQueue(plan.stepsByPage)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(shared.executor.width, plan.steps.count) {
        group.addTask {
          while !Task.isCancelled, let step = queue.next() {
            if self.store.isBusy(step.run.fingerprint) {
              queue.postpone(step)
            } else {
              await self.train(step)
              gates.count(step)
            }
          }
        }
      }
    }
    for step in queue.postponed where !Task.isCancelled {
      await train(step)
      gates.count(step)
    }
  }

  /// Trains these, side by side, unless the store has them.
  package func train(_ runs: [Plan.Run]) async throws {
    store.sweep()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for run in runs {
        group.addTask { _ = try await self.record(of: run.experiment, name: run.name) }
      }
      try await group.waitForAll()
    }
  }

  private func train(_ step: Plan.Step) async {
    let page = recording(turn: step.turn)
    _ = try? await page.record(of: step.run.experiment, name: step.run.name)
  }

  /// - Parameter name: what a progress line calls the run: its cell, or the change to it.
  package func record(of experiment: Experiment, name: String) async throws -> RunRecord {
    let fingerprint = Fingerprint(of: experiment)
    requests.withLock { _ = $0.insert(fingerprint.hex) }
    let (shared, turn) = (shared, turn)
    let task = shared.pending.withLock { pending in
      if let task = pending[fingerprint] { return task }
      let task = Task { try await Self.found(experiment, fingerprint, name, turn, shared) }
      pending[fingerprint] = task
      return task
    }
    return try await task.value
  }

  /// Several at once, in their order.
  package func records(of experiments: [Experiment], name: String) async throws -> [RunRecord] {
    struct Numbered { let index: Int, record: RunRecord }
    return try await withThrowingTaskGroup(of: Numbered.self) { group in
      for (index, experiment) in experiments.enumerated() {
        group.addTask {
          Numbered(index: index, record: try await self.record(of: experiment, name: name))
        }
      }
      var numbered: [Numbered] = []
      for try await one in group { numbered.append(one) }
      return numbered.sorted { $0.index < $1.index }.map(\.record)
    }
  }

  /// Diagnoses by the names of their cells, for those who want them without their pages.
  package var reports: [String: DiagnosisReport] { shared.reports.withLock { $0 } }
  func keep(_ report: DiagnosisReport) {
    shared.reports.withLock { $0[report.name] = report }
  }

  /// What is going on, for the terminal.
  package func say(_ line: String) { shared.reporter.say(line) }

  /// A cell's experiment with everything measured of it.
  package func run(of named: Scope.Named) async throws -> Run {
    try Run(named, try await record(of: named.experiment, name: named.name))
  }

  // MARK: One record

  private static func found(
    _ experiment: Experiment, _ fingerprint: Fingerprint, _ name: String, _ turn: Int,
    _ shared: Shared
  ) async throws -> RunRecord {
    let isAsked = shared.asked.withLock { $0.contains(fingerprint.hex) }
    if !isAsked, let record = stored(fingerprint, name, shared) { return record }
    let lock = try await self.lock(on: fingerprint, shared)
    defer { withExtendedLifetime(lock) {} }
    // Another build may have trained it while this one waited.
    if !isAsked, lock != nil, case .record(let record) = shared.store.record(for: fingerprint) {
      shared.remembered.withLock { _ = $0.insert(fingerprint.hex) }
      return record
    }
    let start = ContinuousClock.now
    let record = try await shared.executor.train(experiment, name: name, turn: turn)
    shared.trained.withLock { $0 += 1 }
    let note = RecordStore.Note(
      finished: Date(), seconds: start.duration(to: .now) / .seconds(1))
    let before = isAsked ? shared.store.seal(of: fingerprint.hex) : nil
    do {
      try shared.store.save(record, for: fingerprint, note: note)
    } catch {
      // The record itself is good: the build goes on, and the next one trains again.
      shared.reporter.say("the record of \(name) could not be stored: \(reason(error))")
    }
    if let before {
      let isSame = shared.store.seal(of: fingerprint.hex) == before
      shared.reporter.say(
        isSame
          ? "\(name) gave the same record as before" : "\(name) gave another record than before")
    }
    return record
  }

  private static func stored(_ fingerprint: Fingerprint, _ name: String, _ shared: Shared)
    -> RunRecord?
  {
    switch shared.store.record(for: fingerprint) {
    case .record(let record):
      shared.remembered.withLock { _ = $0.insert(fingerprint.hex) }
      return record
    case .damaged(let reason):
      shared.reporter.say("the record of \(name) cannot be used (\(reason)): training again")
      return nil
    case .missing: return nil
    }
  }

  /// Waits while another build trains the experiment; nil where the store has no locks.
  private static func lock(on fingerprint: Fingerprint, _ shared: Shared) async throws
    -> StoreLock?
  {
    while true {
      switch shared.store.lock(fingerprint) {
      case .taken(let lock): return lock
      case .impossible: return nil
      case .busy: try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}

/// What is still to be trained, and what another build is at.
private final class StepQueue: Sendable {
  private struct State {
    var next: ArraySlice<Plan.Step>
    var later: [Plan.Step] = []
  }
  private let state: Mutex<State>

  init(_ steps: [Plan.Step]) { state = Mutex(State(next: steps[...])) }

  var postponed: [Plan.Step] { state.withLock { $0.later } }
  func next() -> Plan.Step? { state.withLock { $0.next.popFirst() } }
  func postpone(_ step: Plan.Step) { state.withLock { $0.later.append(step) } }
}
