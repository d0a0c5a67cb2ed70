import SourceText
import Testing

@testable import Learning

/// What is drawn from a network that predicts a density or classes, and what classes score without
/// one.
@Suite struct PredictedDensityTests {
  /// A network whose head ignores its inputs: only the head's biases are not zero.
  private func network(_ node: OptionNode, biases: [Float]) throws -> (TrainedNetwork, Split) {
    var experiment = experiment(node)
    experiment.settle()
    let split = try experiment.split()
    let layout = ParameterLayout(
      experiment.model, inputs: split.train.features,
      outputs: experiment.training.loss.headOutputs(for: split.train.outputs))
    var weights = [Float](repeating: 0, count: layout.count)
    weights.replaceSubrange(layout.count - biases.count..<layout.count, with: biases)
    return (try #require(TrainedNetwork(experiment, split, weights: weights)), split)
  }

  private let noise: OptionNode = ["source": "noise", "length": 5, "test_sequences": 400]

  @Test func aMixturesDrawsLieOnItsBranchesByTheirWeights() throws {
    // Weights e^0 : e^ln 3, means -3 and 3, narrow.
    let (network, split) = try network(
      ["data": noise, "training": ["loss": ["name": "mixture", "components": 2]]],
      biases: [0, 1.0986123, -3, 3, -4, -4])
    let draws = try #require(network.draws(split.test))
    #expect(draws.count == 2000)
    #expect(draws.allSatisfy { abs(abs($0) - 3) < 0.2 })
    let share = Double(draws.count { $0 > 0 }) / 2000
    #expect(abs(share - 0.75) < 0.04)
    #expect(network.draws(split.test) == draws)
  }

  @Test func aBellCurvesDrawsHaveItsMeanAndVariance() throws {
    let (network, split) = try network(
      ["data": noise, "training": ["loss": "gaussian_nll"]], biases: [2, 1.8545])
    let draws = try #require(network.draws(split.test)).map { Double($0) }
    let mean = draws.reduce(0, +) / 2000
    // softplus(1.8545) = 2.
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
    #expect(abs(mean - 2) < 0.15)
    #expect(abs(variance - 2) < 0.25)
  }

  @Test func aNumberAloneHasNothingToDrawFrom() throws {
    let (network, split) = try network(["data": noise], biases: [1])
    #expect(network.draws(split.test) == nil)
    #expect(network.writtenClasses(4) == nil)
  }

  @Test func aNetworkSureOfOneLetterWritesIt() throws {
    let sure: [Float] = [0, 0, 50, 0, 0, 0, 0]
    let (network, _) = try network(
      [
        "data": ["source": "text", "sequences": 3, "length": 4],
        "training": ["loss": "cross_entropy"],
      ], biases: sure)
    #expect(network.writtenClasses(6) == [2, 2, 2, 2, 2, 2])
  }

  @Test func frequenciesScoreWhatTheirCountsSay() throws {
    var source = choice(TextSource.self, ["path": "a.txt", "length": 2, "test_share": 0.4])
    #expect(source.load([file("abababaaaab")]).isEmpty)
    // Trained on ab ab ab, where b, a, b, a, b, a follow; held out are aa aa, then a, a, a, b.
    let split = try source.split(Draws(order: .named, seed: 0))
    #expect(split.train.sequences == 3 && split.test.sequences == 2)
    let scores = ClassScores(split, classes: 2)
    #expect(abs(scores.uniform - 0.693147) < 1e-5)
    #expect(abs(scores.frequencies - 0.693147) < 1e-5)
    // Counts from 1: behind a stand 1 a and 4 b. Three of four letters are a behind a, one is b.
    let expected = (3 * 1.609438 + 0.223144) / 4
    #expect(abs(try #require(scores.pairs) - expected) < 1e-5)
  }

  @Test func skewedTargetsHaveTheirMedianBelowTheirMean() throws {
    let options: OptionNode = [
      "source": "noise", "shape": "exponential", "mean": 1, "std": 1, "sequences": 500,
    ]
    let skewed = try experiment(["data": options]).split().train
    let normal = try experiment(["data": ["source": "noise", "sequences": 500]]).split().train
    let sorted = skewed.targets.sorted()
    #expect(skewed.inputs == normal.inputs)
    #expect(abs(sorted.reduce(0, +) / 5000 - 1) < 0.05)
    #expect(abs(sorted[2500] - 0.6931) < 0.05)
    #expect(sorted[0] >= 0)
  }
}
