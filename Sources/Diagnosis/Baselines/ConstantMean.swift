package import Learning

/// The mean of the training targets, always: what a model that learned nothing but its bias says.
package struct ConstantMean: Baseline {
  package static let name = "constant_mean"
  package static let title = "Constant mean"
  package static let isReference = true

  /// One per output.
  let means: [Double]

  package init(fittedOn split: Split, _ draws: Draws) { means = split.train.targetMeans }

  package func predict(_ data: Dataset) -> [Float] {
    let row = means.map { Float($0) }
    return (0..<data.sequences * data.steps).flatMap { _ in row }
  }
}
