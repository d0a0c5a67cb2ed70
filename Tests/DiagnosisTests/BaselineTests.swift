import Diagnosis
import Learning
import Testing

@Suite struct BaselineTests {
  private func draws() -> Draws { Draws(order: .named, seed: 0) }

  private func r2(_ values: [Float], _ data: Dataset) -> Double {
    var (error, square) = (0.0, 0.0)
    for n in 0..<data.sequences {
      for t in data.scored {
        let y = Double(data.target(n, t))
        let residual = y - Double(values[n * data.steps + t])
        error += residual * residual
        square += y * y
      }
    }
    return 1 - error / square
  }

  @Test func ridgeFindsALagOnHeldOutSequences() throws {
    let data = try split(
      train: lagged(60, signal: 0.9, noise: 0.3, seed: 1),
      test: lagged(60, signal: 0.9, noise: 0.3, seed: 2))
    let ridge = try #require(RidgeOnLags(fittedOn: data, draws()))
    #expect(r2(ridge.predict(data.test), data.test) > 0.85)
  }

  @Test func randomFeaturesFindWhatALineCannot() throws {
    func folded(_ seed: UInt32) -> Dataset {
      var data = lagged(100, signal: 0, noise: 0.2, seed: seed)
      for index in data.targets.indices where index % 8 > 0 {
        data.targets[index] += abs(data.inputs[index - 1]) - 0.8
      }
      return data
    }
    let data = try split(train: folded(1), test: folded(2))
    let line = try #require(RidgeOnLags(fittedOn: data, draws()))
    let probe = try #require(RandomFeatures(fittedOn: data, draws()))
    #expect(r2(line.predict(data.test), data.test) < 0.1)
    #expect(r2(probe.predict(data.test), data.test) > 0.3)
  }

  @Test func thePerStepMeanKnowsTheCurveAndNothingElse() throws {
    let data = try split(
      train: lagged(100, signal: 0, noise: 0.1, curve: 2, seed: 1),
      test: lagged(10, signal: 0, noise: 0.1, curve: 2, seed: 2))
    let curve = try #require(PerStepMean(fittedOn: data, draws()))
    let values = curve.predict(data.test)
    #expect(r2(values, data.test) > 0.99)
    #expect(values[0..<8] == values[8..<16])
  }

  @Test func oneScoredStepIsNoCurve() throws {
    var data = try split(
      train: lagged(8, signal: 0, noise: 1, seed: 1), test: lagged(8, signal: 0, noise: 1, seed: 2))
    data.test.scored = 3..<4
    #expect(PerStepMean(fittedOn: data, draws()) == nil)
  }

  @Test func theLastValueIsLeftOutWhereTheTargetIsNotTheNextInput() throws {
    var data = try split(
      train: lagged(8, signal: 0, noise: 1, seed: 1), test: lagged(8, signal: 0, noise: 1, seed: 2))
    #expect(LastValue(fittedOn: data, draws()) == nil)
    data.targetIsNextInput = true
    let last = try #require(LastValue(fittedOn: data, draws()))
    #expect(last.predict(data.test) == data.test.inputs)
  }

  @Test func tooFewSequencesHaveNoRidge() throws {
    let few = lagged(4, signal: 1, noise: 1, seed: 1)
    #expect(RidgeOnLags(fittedOn: try split(train: few, test: few), draws()) == nil)
  }
}
