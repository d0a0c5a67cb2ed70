import SourceText
import Testing

@testable import Learning

/// Training counted in updates, data seeded apart from weights, and free runs after a context.
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

  @Test func aContinuationLeavesTheGivenForecastsAfterItsContext() throws {
    let record = try Trainer().train(
      Self.experiment(["evaluation": ["context": 4], "training": ["steps": 20]]))
    let free = try #require(record.continuation)
    #expect(free.context == 4)
    for n in 0..<5 {
      let (run, given) = (
        free.values.values[n * 9..<n * 9 + 9], record.test.values.values[n * 9..<n * 9 + 9]
      )
      #expect(run.prefix(4).elementsEqual(given.prefix(4)))
      #expect(!run.dropFirst(4).elementsEqual(given.dropFirst(4)))
    }
  }

  @Test func aSeriesUnderItsOwnTargetsCanBeFedToo() throws {
    let leaked = Self.experiment(["data": ["leak": true]])
    #expect(try leaked.split().isSeries)
    let pairs: OptionNode = ["source": "signal", "sequences": 4, "test_sequences": 4]
    let apart = LearningTests.experiment([
      "data": pairs, "evaluation": ["context": 4], "training": ["steps": 1],
    ])
    #expect(try !apart.split().isSeries)
    #expect(try Trainer().train(apart).continuation == nil)
  }
}
