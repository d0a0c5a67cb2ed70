package import SourceText

/// `nn.L1Loss`: the mean of `|p - y|`.
package struct AbsoluteError: Loss {
  package static let name = "l1"
  package static let summary = "absolute error; its optimum is the conditional median"

  package init(_ options: inout Options) {}

  package func evaluate(_ shard: LossShard) -> Double {
    shard.mean { d in (abs(d), d == 0 ? 0 : d < 0 ? -1 : 1) }
  }
}
