package import Learning

/// The loss that the program names, element by element.
package struct FixShapes: Counterfactual {
  package static let name = "fix_shapes"
  package static let title = "Equal shapes in the loss"
  package static let summary =
    "the loss of each prediction and its own target"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let training = experiment.training.withTheLossNamed else { return nil }
    return Change(
      experiment.changed { $0.training = training }, factor: "the shapes in the loss",
      from: "all pairs", to: "element by element")
  }
}
