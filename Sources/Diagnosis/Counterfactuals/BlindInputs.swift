package import Learning

/// Zeros in place of the inputs, in training and after it. What scores the same needs no input.
package struct BlindInputs: Counterfactual {
  package static let name = "blind_inputs"
  package static let title = "Zeros in place of inputs"
  package static let summary = "trained on zeros: what scores the same does not need its inputs"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    experiment.model.blind
      ? nil
      : Change(
        experiment.changed { $0.model.blind = true }, factor: "the inputs", from: "as given",
        to: "zeros")
  }
}
