import Diagnosis
import Learning
import Testing

/// Whole diagnoses, of made-up runs and of small real ones.
@Suite struct DiagnoseTests {
  private func diagnosis(_ data: Split, train: [Float], test: [Float], blind: [Float]? = nil)
    async throws -> Diagnosis
  {
    let run = try record(train: train, test: test, on: data)
    let changed = try record(train: train, test: blind ?? test, on: data)
    return try await diagnose(
      Subject(
        experiment: smallest, split: data, record: run, rerun: { $0.map { _ in changed } }))
  }

  private func signal() throws -> Split {
    try split(
      train: lagged(60, signal: 0.9, noise: 0.3, seed: 1),
      test: lagged(60, signal: 0.9, noise: 0.3, seed: 2))
  }

  @Test func aModelThatKnowsTheTruthIsHealthy() async throws {
    let data = try signal()
    let truth = (0..<60).flatMap { n in
      (0..<8).map { $0 == 0 ? 0 : 0.9 * data.test.input(n, $0 - 1) }
    }
    let flat = [Float](repeating: 0, count: truth.count)
    let result = try await diagnosis(data, train: data.train.targets, test: truth, blind: flat)
    #expect(result.verdict == .healthy)
    #expect(result.counterfactuals.map(\.score.name) == ["blind_inputs"])
    #expect(
      result.findings.contains { $0.rule == "inputs_unused" && $0.bearing == .rulesOut(.clock) })
  }

  @Test func aConstantWhereTheTargetIsPredictableMissesTheSignal() async throws {
    let data = try signal()
    let flat = [Float](repeating: 0, count: data.test.targets.count)
    let result = try await diagnosis(data, train: flat, test: flat)
    #expect(result.verdict == .signalMissed)
    #expect(result.counterfactuals.map(\.score.name) == ["more_training"])
    #expect(result.repairing?.p == 0.005)
  }

  @Test func predictionsOfTheCurveAreAClock() async throws {
    let data = try split(
      train: lagged(60, signal: 0, noise: 0.2, curve: 1, seed: 1),
      test: lagged(60, signal: 0, noise: 0.2, curve: 1, seed: 2))
    let curve = (0..<60).flatMap { _ in (0..<8).map { $0.isMultiple(of: 2) ? Float(1) : -1 } }
    let result = try await diagnosis(data, train: curve, test: curve)
    #expect(result.verdict == .clock)
    #expect(result.confidence.word == .high)
  }

  @Test func aDivergedRunSaysAtWhichEpoch() async throws {
    let data = try signal()
    var run = try record(
      train: [Float](repeating: .nan, count: 480), test: [Float](repeating: .nan, count: 480),
      on: data)
    run.outcome = .diverged(epoch: 31)
    let diverged = run
    let result = try await diagnose(
      Subject(experiment: smallest, split: data, record: diverged, rerun: { _ in [diverged] }))
    #expect(result.verdict == .undecided)
    #expect(result.statement.contains("epoch 31"))
    #expect(!result.measuredSentences.contains { $0.contains("not a number") })
    #expect(!result.findings.contains { $0.statement.contains("not a number") })
  }

  private func trained(_ experiment: Experiment) async throws -> Diagnosis {
    try await diagnose(
      Subject(
        experiment: experiment, split: experiment.split(),
        record: Trainer(threads: 2).train(experiment),
        rerun: { try $0.map { try Trainer(threads: 2).train($0) } }))
  }

  @Test(arguments: 0..<2) func noiseHasNothingToLearn(_ seed: Int) async throws {
    let result = try await trained(
      experiment(
        data: ["source": "noise", "test_sequences": "200"], hiddenSize: 8,
        training: ["lr": "0.02", "epochs": "80"], seed: seed))
    #expect(result.verdict == .nothingToLearn)
    #expect(result.counterfactuals.count == 1)
    #expect(result.limits.contains { $0.hasPrefix("That no probe found anything bounds") })
  }

  @Test func aSineThatAlwaysBeginsAlikeMakesAClock() async throws {
    let result = try await trained(
      experiment(
        data: ["source": "sine", "sequences": "50", "test_sequences": "100"], hiddenSize: 16,
        training: ["lr": "0.02", "epochs": "150"]))
    #expect(result.verdict == .clock)
    #expect(result.counterfactuals.map(\.score.name) == ["blind_inputs"])
    #expect(result.counterfactuals.allSatisfy { $0.experiment.model.blind })
    #expect(result.scoreboard.floor == 0.010000000000000002)
  }
}
