import Foundation
import Learning
import Runner
import Testing

@testable import Preview

/// Saves while networks are trained.
struct TrainingsTests {
  /// A training that takes a second or so, and one that takes hours.
  private static func notebook(long: Int = 1_000_000, words: String = "as it was") -> String {
    """
    # Trainings

    \(words)

    ```yaml train steady
    data: {source: noise, sequences: 20, length: 10, test_sequences: 8}
    model: {hidden_size: 8}
    training: {epochs: 3000}
    ```

    ```yaml train long
    data: {source: noise, sequences: 50, length: 20, test_sequences: 8}
    model: {hidden_size: 8}
    training: {epochs: \(long)}
    ```

    """
  }

  private func begun(_ workplace: Workplace) async throws -> Watched {
    let watched = try Watched(workplace)
    try await eventually("both are under way") { await watched.preview.trainings.count == 2 }
    return watched
  }

  @Test func anEditEndsWhatItMadePointlessAndKeepsTheRest() async throws {
    let workplace = try Workplace(notebooks: ["t": Self.notebook()])
    let watched = try await begun(workplace)
    try workplace.save("notebooks/t.md", Self.notebook(long: 2, words: "as it is"))
    try await eventually("the newer build's end") { await watched.preview.finished > 0 }
    #expect(workplace.text("output/t.html").contains("as it is"))
    #expect(watched.count("trained steady") == 1)
    #expect(watched.count("trained long: 2 epochs") == 1 && watched.count("trained long") == 1)
    #expect(watched.count("written") == 2, "the page and the index, once each")
    try await eventually("nothing goes on") { await watched.preview.trainings.count == 0 }
    #expect(await workplace.coldPages() == workplace.contents("output"))
  }

  @Test func whatIsSaidMeanwhileDoesNotTouchTrainings() async throws {
    let workplace = try Workplace(notebooks: ["t": Self.notebook(long: 600)])
    let watched = try await begun(workplace)
    for words in ["first", "second", "third"] {
      try workplace.save("notebooks/t.md", Self.notebook(long: 600, words: words))
      try await Task.sleep(for: .milliseconds(60))
    }
    try await eventually("the page") { workplace.text("output/t.html").contains("third") }
    try await eventually("the last build's end") { await watched.preview.finished > 0 }
    #expect(watched.count("trained steady") == 1 && watched.count("trained long") == 1)
    #expect(watched.count("written  \(workplace.path("output/t.html"))") == 1)
  }

  @Test func aMistakeEndsNoTraining() async throws {
    let workplace = try Workplace(notebooks: ["t": Self.notebook(long: 600)])
    let watched = try await begun(workplace)
    let broken = Self.notebook(long: 600).replacing("hidden_size: 8", with: "hidden_size: eight")
    try workplace.save("notebooks/t.md", broken)
    try await eventually("the mistake") { watched.count("must be a whole number") == 1 }
    try await eventually("both are trained all the same") { watched.count("trained ") == 2 }
    try workplace.save("notebooks/t.md", Self.notebook(long: 600))
    try await eventually("the page") { workplace.text("output/t.html").contains("as it was") }
    #expect(watched.count("trained ") == 2)
  }

  @Test func theRunsOfADiagnosisEndWithTheCellThatItIsOf() async throws {
    let workplace = try Workplace(notebooks: ["t": Self.notebook()])
    let steps = Plan.make(workplace.project).plan.steps
    let long = try #require(steps.first { $0.cell == "long" }).run
    let steady = try #require(steps.first { $0.cell == "steady" }).run
    let trainings = Trainings(
      local: LocalExecutor(cores: 2, reporter: Reporter(isTerminal: false, isQuiet: true)))
    let first = trainings.begin()
    let kept = Task {
      try await RunContext.$asker.withValue(steady.fingerprint) {
        try await first.train(steady.experiment, name: "a change of steady", turn: 0)
      }
    }
    let ended = Task {
      try await RunContext.$asker.withValue(long.fingerprint) {
        try await first.train(long.experiment, name: "a change of long", turn: 0)
      }
    }
    try await eventually("both are under way") { trainings.count == 2 }
    let second = trainings.begin()
    await #expect(throws: Trainer.Cancelled.self, "an older build begins nothing") {
      try await first.train(steady.experiment, name: "late", turn: 0)
    }
    try workplace.save("notebooks/t.md", Self.notebook(long: 2))
    second.prepare(for: Plan.make(workplace.project).plan)
    await #expect(throws: Trainer.Cancelled.self) { try await ended.value }
    #expect(try await kept.value.losses.values.count == 3000)
  }
}
