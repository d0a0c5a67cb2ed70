import SourceText
import Testing

@testable import Learning

@Suite struct SeriesSourceTests {
  /// Values 0, 1, 2, …: each number says its own place.
  private func counting(_ count: Int, _ options: OptionNode) -> SeriesSource {
    var source = choice(SeriesSource.self, OptionNode.laid(options)(over: ["path": "counting.csv"]))
    let text = "day,value\n" + (0..<count).map { "d\($0),\($0)\n" }.joined()
    let messages = source.load([file(text)]).map(\.message)
    #expect(messages.isEmpty)
    return source
  }

  @Test func windowsStartAtEveryValueAndTargetsAreTheNext() throws {
    let source = counting(40, ["window": 5, "test_share": 0.25])
    let train = try source.split(Draws(order: .named, seed: 0)).train
    #expect(train.sequences == 25)
    #expect(train.steps == 5)
    #expect(train.scored == 0..<5)
    for n in 0..<25 {
      for t in 0..<5 {
        #expect(train.input(n, t) == Float(n + t))
        #expect(train.target(n, t) == Float(n + t + 1))
      }
    }
  }

  @Test(arguments: [0.05, 0.1, 0.25, 0.5, 0.85], [100, 101, 237])
  func noTrainingTargetIsHeldOut(_ share: Double, _ count: Int) throws {
    let source = counting(count, ["window": 2, "test_share": OptionNode(share)])
    let split = try source.split(Draws(order: .named, seed: 0))
    let boundary = Int((Double(count) * (1 - share)).rounded(.down))
    #expect(split.train.targets.max() == Float(boundary - 1))
    #expect(split.train.inputs.max() == Float(boundary - 2))
    // Each held-out value is forecast once, from a full window.
    #expect(split.test.scored == 1..<2)
    let forecast = (0..<split.test.sequences).map { split.test.target($0, 1) }
    #expect(forecast == (boundary..<count).map(Float.init))
  }

  @Test func scalingKnowsTheTrainingPartAlone() throws {
    let source = counting(40, ["window": 5])
    let split = try source.split(Draws(order: .named, seed: 0))
    #expect(split.scaling.targets == Scaling(standardising: split.train).targets)
    #expect(split.scaling.targetLocation == 15)
    // A prediction that is fed back arrives in the units of the input it stands for.
    #expect(split.scaling.inputs == split.scaling.targets)
    let plain = counting(40, ["window": 5, "standardise": false])
    let unscaled = try plain.split(Draws(order: .named, seed: 0)).scaling
    #expect(unscaled == Scaling())
  }

  @Test func theSplitDrawsNothing() throws {
    let draws = Draws(order: .pytorch, seed: 4)
    _ = try counting(40, ["window": 5]).split(draws)
    let untouched = Draws(order: .pytorch, seed: 4)
    for library in [Draws.Library.torch, .numpy] {
      #expect(
        draws.stream(.weights, library).bits() == untouched.stream(.weights, library).bits())
    }
  }

  @Test func tooFewValuesAreReportedWithAWayOut() throws {
    var source = choice(SeriesSource.self, ["path": "short.csv", "window": 24])
    let text = "value\n" + (0..<20).map { "\($0)\n" }.joined()
    let found = source.load([file(text)])
    #expect(found.map(\.id) == ["too-few-values"])
    #expect(found.first?.message.contains("20 values") == true)
    #expect(found.first?.help.isEmpty == false)
  }

  @Test func aSeriesTrainsAndForecastsInItsOwnUnits() throws {
    var experiment = experiment([
      "data": ["source": "series", "path": "p.csv", "window": 6],
      "model": ["hidden_size": 4], "training": ["epochs": 5],
    ])
    experiment.data = counting(60, ["window": 6])
    let record = try Trainer().train(experiment)
    #expect(record.outcome == .finished)
    #expect(record.test.values.values.count == 15 * 6)
    let mean = record.train.values.values.reduce(0, +) / Float(record.train.values.values.count)
    // Five updates from small weights: still about the training mean of 22 and a half.
    #expect(abs(mean - 22.5) < 10)
  }
}
