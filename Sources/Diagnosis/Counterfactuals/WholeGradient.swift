package import Learning

/// No detached tensor between loss and layers.
package struct WholeGradient: Counterfactual {
  package static let name = "attach"
  package static let title = "The gradient’s way restored"
  package static let summary =
    "nothing detached: gradients reach every layer"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let training = experiment.training.withWholeGradient else { return nil }
    return Change(
      experiment.changed { $0.training = training }, factor: "the gradient’s way", from: "cut",
      to: "whole")
  }
}
