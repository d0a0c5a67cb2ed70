/// How one direction of a panel is measured and called.
package struct Axis: Sendable {
  package enum ScaleKind: Sendable {
    case linear
    case log
    /// Logarithmic where no value is negative and the largest is more than 50 times the smallest
    /// positive one, as in most losses; linear elsewhere.
    case automatic
  }

  /// The quantity with its unit. A logarithmic axis adds that it is one.
  package var label: String
  package var scale: ScaleKind
  /// The range drawn, or nil to take it from the marks. What lies outside is counted in
  /// `Figure.droppedNote`.
  package var domain: ClosedRange<Double>?
  /// For epochs and steps: no tick between two whole numbers.
  package var integersOnly: Bool
  package var includesZero: Bool

  package init(
    _ label: String = "", scale: ScaleKind = .linear, domain: ClosedRange<Double>? = nil,
    integersOnly: Bool = false, includesZero: Bool = false
  ) {
    self.label = label
    self.scale = scale
    self.domain = domain
    self.integersOnly = integersOnly
    self.includesZero = includesZero
  }
}
