package import Learning

/// Linear regression on the inputs of the last steps, with an intercept. How many steps and which
/// penalty is decided on the last quarter of the training sequences.
package struct RidgeOnLags: Baseline {
  package static let name = "ridge_on_lags"
  package static let title = "Ridge on lags"
  package static let isReference = false

  private let regression: LagRegression

  package init?(fittedOn split: Split, _ draws: Draws) {
    let constant = ConstantMean(fittedOn: split, draws).means
    let centre = (0..<split.train.steps).flatMap { _ in constant }
    guard let regression = LagRegression(split.train, centre: centre, tanh: nil) else { return nil }
    self.regression = regression
  }

  package func predict(_ data: Dataset) -> [Float] { regression.predict(data) }
}
