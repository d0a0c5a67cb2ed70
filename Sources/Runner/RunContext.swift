package import Learning
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The only way to a record: the store, then the executor. Each experiment is trained once, however
/// many cells ask for it at the same time.
package final class RunContext: Sendable {
  /// What a build did, for its last line.
  package struct Counts: Sendable {
    package var trained = 0
    package var remembered = 0
  }

  private let store: RecordStore
  private let executor: any Executor
  private let reporter: Reporter
  private let pending = Mutex([Fingerprint: Task<RunRecord, any Error>]())
  private let tally = Mutex(Counts())
  private let kept = Mutex([String: DiagnosisReport]())

  package init(store: RecordStore, executor: any Executor, reporter: Reporter) {
    self.store = store
    self.executor = executor
    self.reporter = reporter
  }

  package var counts: Counts { tally.withLock { $0 } }

  /// - Parameter name: what a progress line calls the run: its cell, or the change to it.
  package func record(of experiment: Experiment, name: String) async throws -> RunRecord {
    let fingerprint = Fingerprint(of: experiment)
    let task = pending.withLock { pending in
      if let task = pending[fingerprint] { return task }
      let task = Task { try await self.found(experiment, fingerprint, name) }
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
  package var reports: [String: DiagnosisReport] { kept.withLock { $0 } }
  func keep(_ report: DiagnosisReport) { kept.withLock { $0[report.name] = report } }

  /// What is going on, for the terminal.
  package func say(_ line: String) { reporter.say(line) }

  /// A cell's experiment with everything measured of it.
  package func run(of named: Scope.Named) async throws -> Run {
    try Run(named, try await record(of: named.experiment, name: named.name))
  }

  private func found(_ experiment: Experiment, _ fingerprint: Fingerprint, _ name: String)
    async throws -> RunRecord
  {
    switch store.record(for: fingerprint) {
    case .record(let record):
      tally.withLock { $0.remembered += 1 }
      return record
    case .damaged(let reason):
      reporter.say("the record of \(name) cannot be used (\(reason)): training again")
    case .missing: break
    }
    let start = ContinuousClock.now
    let record = try await executor.train(experiment, name: name)
    tally.withLock { $0.trained += 1 }
    let note = RecordStore.Note(
      finished: Date(), seconds: start.duration(to: .now) / .seconds(1))
    do {
      try store.save(record, for: fingerprint, note: note)
    } catch {
      // The record itself is good: the build goes on, and the next one trains again.
      reporter.say("the record of \(name) could not be stored: \(reason(error))")
    }
    return record
  }
}
