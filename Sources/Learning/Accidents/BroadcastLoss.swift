package import SourceText

/// `MSELoss` on shapes `(N, 1)` and `(N)`: every prediction is compared with every target of the
/// batch. Its optimum is the mean of all targets for every input, and its least value their variance:
/// `mean_ij (p_i - y_j)² = mean_i (p_i - mean y)² + var y`.
package struct BroadcastLoss: Accident {
  package static let name = "broadcast_loss"
  package static let summary =
    "the squared error compares every prediction with every target of the batch"
  package init(_ options: inout Options) {}

  package func spoil(_ loss: any Loss) -> (any Loss)? {
    loss is MeanSquaredError ? AllPairs() : nil
  }

  /// The loss that such a program computes. No author names it.
  struct AllPairs: Loss {
    static let name = "mse_all_pairs"
    static let summary = "the mean squared difference of all pairs of prediction and target"
    init(_ options: inout Options) {}
    init() {}

    var needsMoments: Bool { true }

    func evaluate(_ shard: LossShard) -> Double {
      guard let moments = shard.moments, moments.count > 0 else {
        preconditionFailure("the pairs are the whole batch's, and no shard knows them")
      }
      let count = Double(moments.count)
      let mean = moments.target.sum / count
      let variance = moments.target.squares / count
      var sum = 0.0
      shard.forEachRow { row in
        for index in row * shard.outputs..<(row + 1) * shard.outputs {
          let distance = Double(shard.prediction[index]) - mean
          sum += distance * distance + variance
          shard.gradient[index] = Float(2 * distance / count)
        }
      }
      return sum / count
    }
  }
}
