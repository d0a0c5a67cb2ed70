package import Learning

/// Nothing after the linear layer.
package struct LinearHead: Counterfactual {
  package static let name = "linear_head"
  package static let title = "Linear head"
  package static let summary =
    "no function after the head: it can reach any target"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard experiment.model.headActivation != .none else { return nil }
    return Change(
      experiment.changed { $0.model.headActivation = .none }, factor: "the head",
      from: experiment.model.headActivation.rawValue, to: "linear")
  }
}
