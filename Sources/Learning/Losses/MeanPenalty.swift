package import SourceText

/// Squared error plus `weight · mean over sequences of (mean_t p - mean_t y)²`.
///
/// The article adds it to discourage the mean. It does the opposite: a constant at the target's mean
/// has almost no penalty.
package struct MeanPenalty: Loss {
  package static let name = "mse_mean_penalty"
  package static let summary =
    "squared error, plus the squared distance between the means over time of prediction and target"

  let weight: Double

  package init(_ options: inout Options) {
    weight = options.number("weight", default: 0.1, .atLeast(0))
  }

  package func evaluate(_ shard: LossShard) -> Double {
    let squared = MeanSquaredError().evaluate(shard)
    let rows = Double(shard.batch * shard.outputs)
    var penalty = 0.0
    for sequence in 0..<shard.sequences {
      for output in 0..<shard.outputs {
        var sum = 0.0
        var steps = 0
        for step in shard.scored where shard.isScored(step, sequence) {
          let index = (step * shard.sequences + sequence) * shard.outputs + output
          sum += Double(shard.prediction[index]) - Double(shard.target[index])
          steps += 1
        }
        if steps == 0 { continue }
        let distance = sum / Double(steps)
        penalty += distance * distance
        let slope = Float(2 * weight * distance / (rows * Double(steps)))
        for step in shard.scored where shard.isScored(step, sequence) {
          shard.gradient[(step * shard.sequences + sequence) * shard.outputs + output] += slope
        }
      }
    }
    return squared + weight * penalty / rows
  }

  /// What it would add, unweighted, for predictions `(N, steps, O)` of a dataset, both in data units.
  package static func penalty(of values: [Float], steps: Int, on data: Dataset) -> Double {
    var penalty = 0.0
    for n in 0..<data.sequences {
      for o in 0..<data.outputs {
        let sum = data.scored.reduce(0.0) { sum, t in
          sum + Double(values[(n * steps + t) * data.outputs + o]) - Double(data.target(n, t, o))
        }
        let distance = sum / Double(data.scored.count)
        penalty += distance * distance
      }
    }
    return penalty / Double(data.sequences * data.outputs)
  }
}
