import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

/// What a run keeps of its training.
@Suite struct RecordTests {
  private static let sine = experiment([
    "data": ["source": "sine", "sequences": 40, "length": 9, "test_sequences": 70],
    "model": ["hidden_size": 6], "training": ["epochs": 25, "lr": 0.01],
  ])

  @Test func epochsAreKeptFromTheStartToTheEnd() throws {
    let record = try Trainer().train(Self.sine)
    let epochs = record.kept.map(\.epoch)
    #expect(epochs.first == 0 && epochs.last == 25)
    #expect(epochs == Set(epochs).sorted())
    #expect(record.kept.map { $0.gradientNorm == nil } == epochs.map { $0 == 0 })
  }

  @Test(arguments: [1, 2, 40, 300, 500, 1000, 100_000])
  func aboutFortyEpochsAreKept(_ last: Int) {
    let kept = keptEpochs(upTo: last)
    #expect(kept.contains(1) && kept.contains(last))
    #expect(kept.count <= 60)
    #expect(last < 300 || kept.count >= 40)
    #expect(kept.allSatisfy { (1...last).contains($0) })
  }

  @Test func theLastErrorKeptIsThatOfTheForecastOnTheSameSequences() throws {
    let record = try Trainer().train(Self.sine)
    let test = try Self.sine.split().test
    #expect(record.keptSequences.count == 32)
    #expect(Set(record.keptSequences).count == 32)
    #expect(record.keptSequences.allSatisfy { (0..<70).contains($0) })
    var sum = 0.0
    for n in record.keptSequences {
      for t in test.scored {
        let residual = record.test.values.values[n * record.test.steps + t] - test.target(n, t)
        sum += Double(residual * residual)
      }
    }
    expectClose(
      [try #require(record.kept.last).mse], to: [sum / Double(32 * 8)], bound: 1e-6, "error")
  }

  @Test func theFilmEndsWithTheForecast() throws {
    let record = try Trainer().train(Self.sine)
    #expect(record.filmSequences.count == 3)
    let steps = record.test.steps
    let expected = record.filmSequences.flatMap { n in
      record.test.values.values[n * steps..<(n + 1) * steps].map { Double($0) }
    }
    expectClose(
      try #require(record.kept.last).film.values, to: expected, bound: 1e-6, "last picture")
  }

  /// A blind network gives every sequence the same curve, but a curve.
  @Test func aSpreadTellsSequencesFromSteps() throws {
    let blind = Self.sine.changed {
      $0.model.blind = true
      $0.training.epochs = 400
    }
    let record = try Trainer().train(blind)
    let spread = try #require(record.kept.last).spread
    #expect(try #require(spread.acrossSequences) < 1e-5)
    #expect(try #require(spread.acrossSteps) > 0.5)
    #expect(record.reach == nil)
  }

  @Test func theSpreadOfPredictionsThatAreTheTargetsIsOne() throws {
    // A single sequence does not vary against others.
    let one = Self.sine.changed {
      $0.data = choice(SineSource.self, ["sequences": 4, "length": 9, "test_sequences": 1])
    }
    let spread = try #require(try Trainer().train(one).kept.last).spread
    #expect(spread.acrossSequences == nil)
    #expect(spread.acrossSteps != nil)
  }

  /// A huge rate drives gates to their ends.
  @Test func gatesSaturateWhenWeightsExplode() throws {
    let record = try Trainer().train(
      Self.sine.changed {
        $0.training.lr = 10
        $0.training.epochs = 10
      })
    let shares = record.kept.map { $0.saturation ?? -1 }
    #expect(shares.allSatisfy { (0...1).contains($0) })
    // Initial weights are small: all gates stand near a half.
    #expect(shares[0] == 0)
    #expect((shares.last ?? 0) > 0.5)
  }

  @Test(arguments: recurrentLayers.map { $0.name })
  func onlyLayersWithGatesHaveSaturatedOnes(_ layer: String) throws {
    let record = try Trainer().train(
      experiment([
        "data": ["source": "sine", "sequences": 5, "length": 6, "test_sequences": 9],
        "model": ["layer": OptionNode(stringLiteral: layer), "hidden_size": 4],
        "training": ["epochs": 2],
      ]))
    #expect(record.kept.allSatisfy { ($0.saturation != nil) == ["lstm", "gru"].contains(layer) })
  }

  /// Against differences of forecasts.
  @Test func theReachIsTheSlopeOfTheLastForecast() throws {
    let experiment = Self.sine
    let split = try experiment.split()
    let weights = NetworkWeights(experiment.model, inputs: 1, outputs: 1)
    weights.values.copy(
      ParameterLayout(experiment.model, inputs: 1, outputs: 1).initialWeights(
        experiment.model, experiment.drawsAfterData()))
    weights.pack()
    let team = Team(size: 1)
    let order = (0..<32).map { $0 * 70 / 32 }
    func forecasts(shifted step: Int, by shift: Float) -> [Double] {
      var data = split.test
      for n in 0..<70 { data.inputs[n * 9 + step] += shift }
      let all = Forecaster(
        weights, data, Scaling(), loss: experiment.training.loss, steps: 8, team: team
      ).forecast(.given)
      return order.map { Double(all[$0 * 8 + 7]) }
    }
    let reach = Reach.measured(experiment, split, weights).values
    #expect(reach.count == 8)
    let expected = (0..<8).map { lag in
      let (up, down) = (
        forecasts(shifted: 7 - lag, by: 0.05), forecasts(shifted: 7 - lag, by: -0.05)
      )
      return zip(up, down).reduce(0.0) { $0 + abs($1.0 - $1.1) } / 0.1 / 32
    }
    expectClose(reach, to: expected, bound: 1e-4, "reach")
    #expect(reach[0] > reach[5])
  }

  @Test func longTrainingsMeasureMoreSequencesThanShortOnes() {
    let short = Recorder.affordable(epochs: 300, kept: 40, training: 100, heldOut: 1000)
    let long = Recorder.affordable(epochs: 3000, kept: 45, training: 100, heldOut: 1000)
    #expect(short < long && long < 1000)
    #expect(Recorder.affordable(epochs: 1, kept: 1, training: 1, heldOut: 7) == 7)
    #expect(
      Recorder.affordable(epochs: 1_000_000, kept: 60, training: 1000, heldOut: 1000) == 1000)
  }
}
