package import Learning

/// The probe: ridge regression on lags and 60 random tanh features of them, fitted to what the
/// per-step mean leaves. It needs no gradient descent, so it finds what a badly trained network
/// misses; what it misses itself may still be there.
package struct RandomFeatures: Baseline {
  package static let name = "random_features"
  package static let title = "Random-feature probe"
  package static let isReference = false

  static let count = 60
  private let regression: LagRegression

  package init?(fittedOn split: Split, _ draws: Draws) {
    let curve = PerStepMean(of: split.train)
    let regression = LagRegression(
      split.train, centre: curve.means,
      tanh: TanhFeatures.Request(count: RandomFeatures.count, stream: draws.stream(.probe, .torch)))
    guard let regression else { return nil }
    self.regression = regression
  }

  package func predict(_ data: Dataset) -> [Float] { regression.predict(data) }
}
