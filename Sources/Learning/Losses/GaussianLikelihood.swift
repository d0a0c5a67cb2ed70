package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `nn.GaussianNLLLoss` (Nix and Weigend 1994): the mean of `(ln v + (y - μ)² / v) / 2`.
///
/// The head gives `O` means, then `O` raw variances, `v = softplus(raw) + 0.001`. The forecast is
/// the mean.
package struct GaussianLikelihood: Loss, Readout {
  package static let name = "gaussian_nll"
  package static let summary =
    "negative log-likelihood of a normal distribution, whose mean and variance the network gives"

  /// Whether the constant `ln(2π) / 2` is added.
  let full: Bool

  package init(_ options: inout Options) { full = options.flag("full", default: false) }

  package func headOutputs(for outputs: Int) -> Int { 2 * outputs }
  package var readout: (any Readout)? { self }

  package func evaluate(_ shard: LossShard) -> Double {
    let divisor = Double(shard.scoredCount)
    let outputs = shard.outputs
    let constant = full ? log(2 * Double.pi) / 2 : 0
    var sum = 0.0
    shard.forEachRow { row in
      let head = shard.prediction + row * 2 * outputs
      let gradient = shard.gradient + row * 2 * outputs
      for output in 0..<outputs {
        let raw = Double(head[outputs + output])
        let variance = softplus(raw) + 0.001
        let d = Double(head[output]) - Double(shard.target[row * outputs + output])
        sum += (log(variance) + d * d / variance) / 2 + constant
        gradient[output] = Float(d / variance / divisor)
        let slope = (1 - d * d / variance) / (2 * variance)
        gradient[outputs + output] = Float(slope * logistic(raw) / divisor)
      }
    }
    return sum / divisor
  }

  package func point(
    _ head: UnsafePointer<Float>, _ point: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    point.update(from: head, count: outputs)
  }

  package func backward(
    _ head: UnsafePointer<Float>, _ pointGradient: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    for output in 0..<outputs { gradient[output] += pointGradient[output] }
  }
}
