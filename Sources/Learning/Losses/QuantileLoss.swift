package import SourceText

/// The pinball loss (Koenker and Bassett 1978): the mean of `q (y - p)` where the prediction is too
/// low, and of `(1 - q) (p - y)` where it is too high. The forecast is the quantile.
package struct QuantileLoss: Loss {
  package static let name = "quantile"
  package static let summary = "pinball loss; its optimum is the conditional quantile q"

  let q: Double

  package init(_ options: inout Options) {
    q = options.number("q", default: 0.5, .from(0.001, below: 1))
  }

  package func evaluate(_ shard: LossShard) -> Double {
    let q = q
    return shard.mean { d in
      // At a residual of exactly 0 no direction is preferred.
      if d == 0 { return (0, 0) }
      return d < 0 ? (-q * d, -q) : ((1 - q) * d, 1 - q)
    }
  }
}
