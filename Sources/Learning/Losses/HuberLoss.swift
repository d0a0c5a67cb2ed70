package import SourceText

/// `nn.HuberLoss` (Huber 1964): with `d = p - y` the mean of `d² / 2` where `|d| ≤ delta`, else of
/// `delta (|d| - delta / 2)`.
package struct HuberLoss: Loss {
  package static let name = "huber"
  package static let summary = "half the squared error near zero, linear from delta on"

  let delta: Double

  package init(_ options: inout Options) {
    delta = options.number("delta", default: 1, .above(0))
  }

  package func evaluate(_ shard: LossShard) -> Double {
    let delta = delta
    return shard.mean { d in
      if abs(d) <= delta { return (d * d / 2, d) }
      return (delta * (abs(d) - delta / 2), d < 0 ? -delta : delta)
    }
  }
}
