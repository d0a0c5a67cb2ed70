import Glibc
import SourceText
import TestSupport
import Testing

@testable import Learning

/// What is measured inside a trained network.
struct InnerMapTests {
  private func trained(_ model: OptionNode) throws -> (TrainedNetwork, Split, RunRecord) {
    var options = Options(
      [
        "data": [
          "source": "sine", "sequences": 8, "length": 6, "noise": 0.1, "test_sequences": 8,
        ], "model": model, "training": ["epochs": 3],
      ])
    let experiment = Experiment(&options)
    let (record, split) = (try Trainer().train(experiment), try experiment.split())
    let network = try #require(
      TrainedNetwork(experiment, split, weights: record.weights?.values ?? []))
    return (network, split, record)
  }

  @Test func theLastStepsReachIsTheRecords() throws {
    let (network, split, record) = try trained(["hidden_size": 3])
    let steps = Array(split.test.scored)
    let map = network.reach(of: steps)
    #expect(map.columns == steps.count && map.rows == split.test.scored.upperBound)
    let last = (0..<map.rows).map { map.values[$0 * map.columns + map.columns - 1] }
    let recorded = try #require(record.reach?.end.values)
    expectClose(last, to: recorded.map(Double.init), bound: 1e-6, "the last step's reach")
    // The first step has no earlier input.
    #expect((1..<map.rows).allSatisfy { map.values[$0 * map.columns].isNaN })
  }

  @Test func aForgetGateWithoutWeightsStandsWhereItsBiasSays() throws {
    let (network, split, _) = try trained(["hidden_size": 2])
    // weight_ih (8, 1), weight_hh (8, 2), bias_ih (8), bias_hh (8), head (1, 2) and (1); i, f, g, o.
    var weights = [Float](repeating: 0, count: 8 + 16 + 8 + 8 + 2 + 1)
    weights[8 + 16 + 2] = 1
    weights[8 + 16 + 3] = -2
    let set = try #require(TrainedNetwork(network.experiment, split, weights: weights))
    let map = try #require(set.forgetGates())
    let expected = [1 / (1 + exp(-1.0)), 1 / (1 + exp(2.0))]
    for unit in 0..<2 {
      let row = map.values[unit * map.columns..<(unit + 1) * map.columns]
      expectClose(
        Array(row), to: Array(repeating: expected[unit], count: map.columns), bound: 1e-5,
        "unit \(unit)")
    }
  }

  @Test func aLayerWithoutAForgetGateHasNone() throws {
    let (network, _, _) = try trained(["hidden_size": 2, "layer": "rnn_tanh"])
    #expect(network.forgetGates() == nil)
  }
}
