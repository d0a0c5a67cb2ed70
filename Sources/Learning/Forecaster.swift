import Tensors

/// A network's predictions on a dataset, in blocks small enough for the cache. Made once and used
/// after any number of updates.
final class Forecaster {
  /// How the inputs after the first come about.
  enum Mode {
    case given
    case fed(NetworkPass.Coins)
  }

  private let data: Dataset
  private let scaling: Scaling
  private let shards: [Shard]
  private let team: Team
  let steps: Int

  /// - Parameter steps: the steps to predict; those past the last scored one are extra.
  init(_ weights: NetworkWeights, _ data: Dataset, _ scaling: Scaling, steps: Int, team: Team) {
    self.data = data
    self.scaling = scaling
    self.steps = steps
    self.team = team
    let block = 100
    shards = stride(from: 0, to: data.sequences, by: block).map { start in
      let range = start..<min(start + block, data.sequences)
      return Shard(
        range: range,
        pass: NetworkPass(
          weights, sequences: range.count, steps: steps, inputs: data.features,
          outputs: data.outputs))
    }
    for shard in shards { shard.load(data, scaling) }
  }

  func forecast(_ mode: Mode) -> [Float] {
    run(mode)
    var values = [Float](repeating: 0, count: data.sequences * steps * data.outputs)
    for shard in shards { shard.read(into: &values, data, scaling) }
    return values
  }

  /// Mean squared error over the scored steps, in the units the network works in.
  func squaredError() -> Double {
    run(.given)
    var sum = 0.0
    for shard in shards {
      let width = shard.range.count * data.outputs
      for index in data.scored.lowerBound * width..<data.scored.upperBound * width {
        let residual =
          Double(shard.pass.prediction.pointer[index])
          - Double(shard.pass.target.pointer[index])
        sum += residual * residual
      }
    }
    return sum / Double(data.scoredCount)
  }

  private func run(_ mode: Mode) {
    team.run(parts: shards.count) { index in
      switch mode {
      case .given:
        shards[index].pass.forward()
      case .fed(let coins):
        // The inputs a run fed itself stay in the rows: give the first one anew.
        shards[index].load(data, scaling)
        shards[index].pass.forward(fed: coins)
      }
    }
  }
}
