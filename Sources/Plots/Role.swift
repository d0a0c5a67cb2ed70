/// What a mark stands for. The page's CSS gives each role one colour and one line pattern, the same
/// in every plot, so that no plot has to explain them again.
package enum Role: String, CaseIterable, Sendable {
  case network, heldOut, mean, floor, data, baseline, alternative

  /// The class an SVG element of this role carries.
  var cssClass: String {
    switch self {
    case .network: "net"
    case .heldOut: "held"
    case .mean: "mean"
    case .floor: "floor"
    case .data: "data"
    case .baseline: "base"
    case .alternative: "alt"
    }
  }
}
