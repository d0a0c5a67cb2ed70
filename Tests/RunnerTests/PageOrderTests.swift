import Foundation
import Learning
import SourceText
import Synchronization
import Testing

@testable import Runner

/// A reader does not wait for the last page to see the first.
struct PageOrderTests {
  private func notebook(_ order: Int, _ name: String, epochs: Int) -> String {
    """
    ---
    title: \(name)
    description: One run.
    order: \(order)
    ---

    ```yaml train \(name)
    data: {source: noise, sequences: 4, length: 3, test_sequences: 8}
    model: {hidden_size: 2}
    training: {epochs: \(epochs)}
    ```

    """
  }

  @Test func aPageIsWrittenWhileTheRunsOfLaterOnesAreTrained() async throws {
    let workplace = try Workplace()
    try workplace.write("notebooks/first.md", notebook(1, "early", epochs: 3))
    try workplace.write("notebooks/second.md", notebook(2, "late", epochs: 4))
    let patient = Patient.Sight()
    let built = await workplace.build(executor: {
      Patient(
        executor: $0, name: "late", page: workplace.path("output/first.html"), sight: patient)
    })
    #expect(built.messages == "")
    #expect(patient.saw)
    #expect(built.pages.count == 3)
  }

  /// The long run of the second page was asked for first.
  @Test func ofRunsThatWaitTheFirstPagesGoFirst() async throws {
    let order = Order()
    let executor = LocalExecutor(
      cores: 1, reporter: Reporter(isTerminal: false, isQuiet: true))
    let short = experiment(epochs: 20)
    let (long, longer) = (experiment(epochs: 40), experiment(epochs: 4000))
    try await withThrowingTaskGroup(of: Void.self) { group in
      func train(_ name: String, _ experiment: Experiment, turn: Int) {
        group.addTask {
          _ = try await executor.train(experiment, name: name, turn: turn)
          order.add(name)
        }
      }
      train("blocking", longer, turn: 0)
      try await Task.sleep(for: .milliseconds(100))
      train("of the second page", long, turn: 2)
      train("of the first page", short, turn: 1)
      try await group.waitForAll()
    }
    #expect(order.names == ["blocking", "of the first page", "of the second page"])
  }

  private func experiment(epochs: Int) -> Experiment {
    var options = Options(.empty)
    var experiment = Experiment(&options)
    experiment.training.epochs = epochs
    experiment.model.hiddenSize = 2
    return experiment
  }
}

/// Who came when.
private final class Order: Sendable {
  private let state = Mutex<[String]>([])
  var names: [String] { state.withLock { $0 } }
  func add(_ name: String) { state.withLock { $0.append(name) } }
}

/// Trains one run only when a page is there, or after a minute.
private struct Patient: Executor {
  final class Sight: Sendable {
    private let state = Mutex(false)
    var saw: Bool { state.withLock { $0 } }
    func see() { state.withLock { $0 = true } }
  }
  let executor: any Executor
  let name: String
  let page: String
  let sight: Sight

  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    for _ in 0..<600 where name == self.name && !sight.saw {
      if FileManager.default.fileExists(atPath: page) { sight.see() }
      try await Task.sleep(for: .milliseconds(100))
    }
    return try await executor.train(experiment, name: name, turn: turn)
  }
}
