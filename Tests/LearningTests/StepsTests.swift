import SourceText
import Testing

@testable import Learning

/// Training counted in updates, data seeded apart from weights, and free runs after some given inputs.
@Suite struct StepsTests {
  private static func experiment(_ changes: OptionNode) -> Experiment {
    let base: OptionNode = [
      "data": ["source": "oscillator", "sequences": 24, "length": 9, "test_sequences": 5],
      "model": ["hidden_size": 5], "training": ["lr": 0.01, "batch_size": 8],
    ]
    return LearningTests.experiment(changes.laid(over: base))
  }

  @Test func stepsCountUpdatesAndContinueThePermutation() throws {
    let epochs = try Trainer().train(Self.experiment(["training": ["epochs": 2]]))
    let steps = try Trainer().train(Self.experiment(["training": ["steps": 6]]))
    #expect(steps.losses.values.count == 6)
    #expect(steps.test.values == epochs.test.values)
    for epoch in 0..<2 {
      let mean = steps.losses.values[3 * epoch..<3 * epoch + 3].reduce(0, +) / 3
      #expect(abs(mean - epochs.losses.values[epoch]) < 1e-6)
    }
  }

  @Test func stepsMayEndWithinAPermutation() throws {
    let four = try Trainer().train(Self.experiment(["training": ["steps": 4]]))
    let five = try Trainer().train(Self.experiment(["training": ["steps": 5]]))
    #expect(five.losses.values.dropLast().elementsEqual(four.losses.values))
    #expect(five.test.values != four.test.values)
  }

  @Test func stepsAndEpochsContradictEachOther() {
    var options = Options(["training": ["steps": 4, "epochs": 2]])
    _ = Experiment(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }

  @Test func dataSeedKeepsTheDataUnderOtherWeights() throws {
    let first = Self.experiment(["seed": 1, "data_seed": 7, "training": ["steps": 3]])
    let second = Self.experiment(["seed": 2, "data_seed": 7, "training": ["steps": 3]])
    #expect(try first.split().train.inputs == second.split().train.inputs)
    #expect(try Trainer().train(first).test.values != Trainer().train(second).test.values)
    let alone = Self.experiment(["seed": 7])
    #expect(try first.split().test.inputs == alone.split().test.inputs)
  }

  @Test func aFreeRunLeavesTheGivenForecastsAfterItsContext() throws {
    let experiment = Self.experiment(["training": ["steps": 20]])
    let (record, split) = (try Trainer().train(experiment), try experiment.split())
    let network = try #require(
      TrainedNetwork(experiment, split, weights: record.weights?.values ?? []))
    let free = try #require(network.freeRun(split.test, context: 4))
    for n in 0..<5 {
      let (run, given) = (free[n * 9..<n * 9 + 9], record.test.values.values[n * 9..<n * 9 + 9])
      #expect(run.prefix(4).elementsEqual(given.prefix(4)))
      #expect(!run.dropFirst(4).elementsEqual(given.dropFirst(4)))
    }
  }

  /// The inputs that are given are those the network was given, not the next targets.
  @Test func aFreeRunThatIsGivenEveryInputIsTheOneStepForecast() throws {
    let experiment = Self.experiment(["data": ["leak": true], "training": ["steps": 20]])
    let (record, split) = (try Trainer().train(experiment), try experiment.split())
    let network = try #require(
      TrainedNetwork(experiment, split, weights: record.weights?.values ?? []))
    #expect(network.freeRun(split.test, context: 9) == record.test.values.values)
  }

  @Test func aSeriesIsToldFromItsNumbers() throws {
    #expect(try Self.experiment([:]).split().isSeries)
    #expect(try Self.experiment(["data": ["leak": true]]).split().isSeries)
    #expect(try !Self.experiment(["data": ["shift": 2]]).split().isSeries)
    #expect(try !Self.experiment(["data": ["source": "signal"]]).split().isSeries)
  }
}
