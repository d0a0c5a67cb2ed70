package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A mixture density network (Bishop 1994): the mean negative log-likelihood of a mixture of `K`
/// normal distributions.
///
/// For each target the head gives `K` logits of the weights, `K` means, then `K` raw spreads,
/// `σ = softplus(raw) + 0.001`. The forecast is the mean of the mixture.
package struct MixtureLikelihood: Loss, Readout {
  package static let name = "mixture"
  package static let summary =
    "negative log-likelihood of a mixture of normal distributions, which the network gives"

  let components: Int

  package init(components: Int) { self.components = components }

  package init(_ options: inout Options) {
    components = options.integer("components", default: 3, .between(1, 64))
  }

  package func headOutputs(for outputs: Int) -> Int { 3 * components * outputs }
  package var readout: (any Readout)? { self }

  package func evaluate(_ shard: LossShard) -> Double {
    let count = components
    let width = 3 * count
    let divisor = Double(shard.scoredCount)
    var sum = 0.0
    shard.forEachRow { row in
      for output in 0..<shard.outputs {
        let target = row * shard.outputs + output
        sum += term(
          shard.prediction + target * width, Double(shard.target[target]),
          shard.gradient + target * width, divisor)
      }
    }
    return sum / divisor
  }

  /// One target's `-ln p(y)`; writes its gradient.
  private func term(
    _ head: UnsafePointer<Float>, _ target: Double, _ gradient: UnsafeMutablePointer<Float>,
    _ divisor: Double
  ) -> Double {
    let count = components
    let weights = logSumExp(count) { Double(head[$0]) }
    func spread(_ k: Int) -> Double { softplus(Double(head[2 * count + k])) + 0.001 }
    /// `ln (w σ⁻¹ e^{-z²/2})`.
    func part(_ k: Int) -> Double {
      let z = (target - Double(head[count + k])) / spread(k)
      return Double(head[k]) - weights - log(spread(k)) - z * z / 2
    }
    let total = logSumExp(count, part)
    for k in 0..<count {
      let responsibility = exp(part(k) - total)
      let sigma = spread(k)
      let z = (target - Double(head[count + k])) / sigma
      gradient[k] = Float((exp(Double(head[k]) - weights) - responsibility) / divisor)
      gradient[count + k] = Float(-responsibility * z / sigma / divisor)
      let slope = responsibility * (1 - z * z) / sigma
      gradient[2 * count + k] = Float(slope * logistic(Double(head[2 * count + k])) / divisor)
    }
    return log(2 * Double.pi) / 2 - total
  }

  package func point(
    _ head: UnsafePointer<Float>, _ point: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    for output in 0..<outputs { point[output] = Float(mean(head + output * 3 * components)) }
  }

  private func mean(_ head: UnsafePointer<Float>) -> Double {
    let weights = logSumExp(components) { Double(head[$0]) }
    var mean = 0.0
    for k in 0..<components {
      mean += exp(Double(head[k]) - weights) * Double(head[components + k])
    }
    return mean
  }

  package func backward(
    _ head: UnsafePointer<Float>, _ pointGradient: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    for output in 0..<outputs {
      let head = head + output * 3 * components
      let gradient = gradient + output * 3 * components
      let mean = mean(head)
      let weights = logSumExp(components) { Double(head[$0]) }
      let arriving = Double(pointGradient[output])
      for k in 0..<components {
        let weight = exp(Double(head[k]) - weights)
        gradient[k] += Float(arriving * weight * (Double(head[components + k]) - mean))
        gradient[components + k] += Float(arriving * weight)
      }
    }
  }
}
