package import SourceText

/// `mean (p - y)²` over all scored numbers, or their sum.
package struct MeanSquaredError: Loss {
  package static let name = "mse"
  package static let summary = "squared error; its optimum is the conditional mean"

  enum Reduction: String, CaseIterable, Encodable { case mean, sum }
  let reduction: Reduction

  package init(_ options: inout Options) {
    reduction = options.word("reduction", default: .mean)
  }

  init() { reduction = .mean }

  package func evaluate(_ shard: LossShard) -> Double {
    let divisor = reduction == .mean ? Double(shard.scoredCount) : 1
    let slope = Float(2 / divisor)
    var sum = 0.0
    for step in shard.scored {
      let row = step * shard.sequences * shard.outputs
      for sequence in 0..<shard.sequences where shard.isScored(step, sequence) {
        for index in row + sequence * shard.outputs..<row + (sequence + 1) * shard.outputs {
          let residual = shard.prediction[index] - shard.target[index]
          sum += Double(residual) * Double(residual)
          shard.gradient[index] = slope * residual
        }
      }
    }
    return sum / divisor
  }
}
