package import Learning

/// The value before the target in place of the target itself.
package struct Unleak: Counterfactual {
  package static let name = "unleak"
  package static let title = "The value before in place of the target"
  package static let summary =
    "the input one step before, where the input was the target"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    Change(
      experiment.changed { $0.data.preparation = $0.data.preparation.unleaked },
      factor: "the input at a step", from: "the target of that step", to: "the value before it")
  }
}
