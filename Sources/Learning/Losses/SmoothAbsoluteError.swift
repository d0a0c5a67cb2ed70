package import SourceText

/// `nn.SmoothL1Loss`: with `d = p - y` the mean of `d² / (2 beta)` where `|d| < beta`, else of
/// `|d| - beta / 2`. A beta of 0 is `l1`.
package struct SmoothAbsoluteError: Loss {
  package static let name = "smooth_l1"
  package static let summary = "squared error near zero, absolute error from beta on"

  let beta: Double

  package init(_ options: inout Options) {
    beta = options.number("beta", default: 1, .atLeast(0))
  }

  package func evaluate(_ shard: LossShard) -> Double {
    let beta = beta
    return shard.mean { d in
      if abs(d) < beta { return (d * d / (2 * beta), d / beta) }
      return (abs(d) - beta / 2, d == 0 ? 0 : d < 0 ? -1 : 1)
    }
  }
}
