import Diagnosis
import Learning
import Testing

/// Whole diagnoses of small real trainings, from data to verdict.
@Suite struct TrainedTests {
  private func diagnosed(_ experiment: Experiment) async throws -> Diagnosis {
    let record = try Trainer(threads: 2).train(experiment)
    return try await diagnose(
      Subject(
        experiment: experiment, split: experiment.split(), record: record,
        rerun: { try $0.map { try Trainer(threads: 2).train($0) } }))
  }

  private func signal(_ change: (inout Experiment) -> Void = { _ in }) -> Experiment {
    var experiment = experiment(
      data: [
        "source": "signal", "sequences": "128", "length": "12", "test_sequences": "128",
        "noise": "0.1",
      ], hiddenSize: 12, training: ["lr": "0.01", "steps": "250", "batch_size": "64"])
    change(&experiment)
    return experiment
  }

  @Test func aTrainedNetworkIsHealthy() async throws {
    let result = try await diagnosed(signal())
    #expect(result.verdict.cause == .none && result.verdict.kind == .healthy)
    #expect(result.trials.isEmpty)
  }

  @Test(arguments: 0..<2) func noiseHasNothingToLearn(_ seed: Int) async throws {
    let result = try await diagnosed(
      experiment(
        data: ["source": "noise", "test_sequences": "200"], hiddenSize: 8,
        training: ["lr": "0.02", "epochs": "80"], seed: seed))
    #expect(result.verdict.cause == .noSignal && result.verdict.kind == .optimal)
    #expect(result.limits.contains { $0.hasPrefix("That no probe found anything bounds") })
  }

  @Test func aSineThatAlwaysBeginsAlikeMakesAClock() async throws {
    let result = try await diagnosed(
      experiment(
        data: ["source": "sine", "sequences": "50", "test_sequences": "100"], hiddenSize: 16,
        training: ["lr": "0.02", "epochs": "150"]))
    #expect(result.verdict.cause == .clockOnly)
    #expect(result.trials.map(\.name) == ["blind_inputs"])
  }

  @Test func theMeanPenaltyIsSaidToSpareTheMean() async throws {
    var penalised = signal { $0.training.epochs = 20 }
    #expect(
      try await diagnosed(penalised).findings.allSatisfy { $0.rule != "penalty_of_the_mean" })
    penalised.training.loss =
      experiment(
        data: ["source": "signal"], hiddenSize: 4, training: ["loss": "mse_mean_penalty"]
      ).training.loss
    let result = try await diagnosed(penalised)
    #expect(
      result.findings.contains {
        $0.rule == "penalty_of_the_mean" && $0.statement.contains("does not discourage the mean")
      })
  }

  @Test func tooFewUpdatesAreUndertrained() async throws {
    let result = try await diagnosed(signal { $0.training.epochs = 10 })
    #expect(result.verdict.cause == .undertrained)
    let cure = try #require(result.trials.first { $0.name == "more_steps" })
    #expect(cure.pairs.count == 3 && result.evidence.isCure(cure.name))
    // Another seed has other weights on the same data.
    #expect(Set(cure.pairs.map(\.before.mse)).count == 3)
  }

  @Test func aDetachedLayerHasNoGradient() async throws {
    let hard = experiment(
      data: [
        "source": "delay", "lag": "4", "sequences": "128", "length": "16", "noise": "0.05",
        "test_sequences": "128",
      ], hiddenSize: 16, training: ["lr": "0.01", "steps": "600", "batch_size": "64"])
    let accidents = signal(accident: "detached_output").training.accidents
    let result = try await diagnosed(hard.changed { $0.training.accidents = accidents })
    #expect(result.verdict.cause == .noGradient)
    #expect(result.evidence.wiring.withoutGradient?.contains("weight_hh_l0") == true)
  }

  /// An accident no rule knows: whatever is said, no wrong cause may be named.
  @Test(arguments: ["forgotten_zero_grad", "detached_state"])
  func anUnknownAccidentIsNotGivenAnotherName(_ name: String) async throws {
    let accidents = signal(accident: name).training.accidents
    let hard = experiment(
      data: [
        "source": "delay", "lag": "5", "sequences": "64", "length": "14", "noise": "0.05",
        "test_sequences": "64",
      ], hiddenSize: 8, training: ["lr": "0.01", "steps": "150", "batch_size": "64"])
    let result = try await diagnosed(hard.changed { $0.training.accidents = accidents })
    #expect([.unknown, .none].contains(result.verdict.cause), "\(result.verdict.statement)")
  }

  private func signal(accident: String) -> Experiment {
    experiment(
      data: ["source": "signal"], hiddenSize: 4, training: ["accidents": accident])
  }
}
