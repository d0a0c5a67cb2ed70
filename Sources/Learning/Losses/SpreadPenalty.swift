package import SourceText

/// Squared error plus `weight · (std(p) - std(y))²`, both over all scored numbers of the batch, as
/// `torch.std` counts them.
///
/// Unlike a penalty on the mean it does have a price for a constant: the variance that the
/// predictions lack.
package struct SpreadPenalty: Loss {
  package static let name = "spread_penalty"
  package static let summary =
    "squared error, plus the squared distance between the spreads of prediction and target"

  let weight: Double

  package init(_ options: inout Options) {
    weight = options.number("weight", default: 1, .atLeast(0))
  }

  package var needsMoments: Bool { true }

  package func evaluate(_ shard: LossShard) -> Double {
    let squared = MeanSquaredError().evaluate(shard)
    guard let moments = shard.moments else {
      preconditionFailure("the spread is the whole batch's, and no shard knows it")
    }
    let spread = moments.deviation(moments.prediction)
    let distance = spread - moments.deviation(moments.target)
    let mean = moments.prediction.sum / Double(max(1, moments.count))
    // At a constant prediction the slope has no direction.
    let slope =
      spread == 0 ? 0 : 2 * weight * distance / (spread * Double(max(1, moments.count - 1)))
    var count = 0
    shard.forEachRow { row in
      for index in row * shard.outputs..<(row + 1) * shard.outputs {
        shard.gradient[index] += Float(slope * (Double(shard.prediction[index]) - mean))
        count += 1
      }
    }
    // Every shard carries its share, so that the parts sum to the loss of the batch.
    return squared + weight * distance * distance * Double(count) / Double(moments.count)
  }
}
