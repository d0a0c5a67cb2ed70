package import Learning

/// Inputs and targets with the training part's mean taken away and its spread divided out; predictions
/// are mapped back.
package struct Standardise: Counterfactual {
  package static let name = "standardise"
  package static let title = "Standardised data"
  package static let summary =
    "inputs and targets with mean 0 and deviation 1; predictions are mapped back"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard experiment.data.preparation.scaling != .standardise else { return nil }
    return Change(
      experiment.changed { $0.data.preparation = $0.data.preparation.standardised },
      factor: "the scale of inputs and targets", from: "as given", to: "mean 0, deviation 1")
  }
}
