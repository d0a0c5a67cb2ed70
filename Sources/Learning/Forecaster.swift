import Tensors

/// A network's predictions on a dataset, in blocks small enough for the cache. Made once and used
/// after any number of updates.
final class Forecaster {
  /// How the inputs after the first come about.
  enum Mode {
    case given
    case fed(NetworkPass.Coins)
    /// Given for so many steps, then each the forecast of the step before it.
    case fedAfter(Int)

    func of(_ range: Range<Int>, batch: Int) -> Mode {
      if case .fed(let coins) = self { return .fed(coins.of(range, batch: batch)) }
      return self
    }
  }

  private let data: Dataset
  private let scaling: Scaling
  private let loss: any Loss
  private let order: [Int]
  let shards: [Shard]
  private let team: Team
  let steps: Int

  /// - Parameters:
  ///   - loss: what the head's outputs mean.
  ///   - steps: the steps to predict; those past the last scored one are extra.
  ///   - order: the sequences to predict; all of them where it is nil.
  ///   - block: sequences at a time.
  init(
    _ weights: NetworkWeights, _ data: Dataset, _ scaling: Scaling, loss: any Loss, steps: Int,
    team: Team, order: [Int]? = nil, block: Int = 100
  ) {
    self.data = data
    self.scaling = scaling
    self.loss = loss
    self.steps = steps
    self.team = team
    let order = order ?? Array(0..<data.sequences)
    self.order = order
    let block = weights.network.batchFirst ? block : max(1, order.count)
    shards = stride(from: 0, to: order.count, by: block).map { start in
      Shard(start..<min(start + block, order.count), weights, data, steps: steps, loss: loss)
    }
    for shard in shards { shard.load(data, scaling, order: order[...]) }
  }

  /// Predictions `(N, T, O)` of all sequences in data units, with room for a block per thread at a
  /// time: what a forecast is made with is thirty times as large as the forecast.
  static func forecast(
    _ weights: NetworkWeights, _ data: Dataset, _ scaling: Scaling, loss: any Loss, steps: Int,
    team: Team, _ mode: Mode
  ) -> [Float] {
    let block = 100
    let count = weights.network.batchFirst ? block * team.size : max(1, data.sequences)
    return stride(from: 0, to: data.sequences, by: count).flatMap { start in
      let range = start..<min(start + count, data.sequences)
      let forecaster = Forecaster(
        weights, data, scaling, loss: loss, steps: steps, team: team, order: Array(range),
        block: block)
      return forecaster.forecast(mode.of(range, batch: data.sequences))
    }
  }

  /// Predictions `(N, T, O)` in data units.
  func forecast(_ mode: Mode) -> [Float] {
    run(mode)
    var values = [Float](repeating: 0, count: order.count * steps * data.outputs)
    for shard in shards { shard.read(into: &values, data, scaling) }
    return values
  }

  /// Mean squared error over the scored steps, in the units the network works in.
  func squaredError() -> Double {
    run(.given)
    return squaredErrorOfLastRun()
  }

  func squaredErrorOfLastRun() -> Double {
    var sum = 0.0
    for shard in shards {
      let width = shard.range.count * data.outputs
      for index in data.scored.lowerBound * width..<data.scored.upperBound * width {
        let residual =
          Double(shard.pass.point.pointer[index])
          - Double(shard.pass.target.pointer[index])
        sum += residual * residual
      }
    }
    return sum / Double(order.count * data.scored.count * data.outputs)
  }

  /// The training's loss, every input given.
  func trainingLoss() -> Double {
    run(.given)
    var moments: BatchMoments?
    if loss.needsMoments {
      moments = shards.reduce(BatchMoments()) {
        $0.joined($1.part(of: order.count, data).ownMoments)
      }
    }
    return shards.reduce(0) { sum, shard in
      shard.pass.predictionGradient.zero()
      return sum + loss.evaluate(shard.part(of: order.count, data, moments: moments))
    }
  }

  func run(_ mode: Mode) {
    team.run(parts: shards.count) { [self] index in
      switch mode {
      case .given:
        shards[index].pass.forward()
      case .fedAfter(let context):
        shards[index].load(data, scaling, order: order[...])
        shards[index].pass.forward(context: context)
      case .fed(let coins):
        // The inputs a run fed itself stay in the rows: give the first one anew.
        shards[index].load(data, scaling, order: order[...])
        shards[index].pass.forward(fed: coins.of(shards[index].range, batch: order.count))
      }
    }
  }
}
