package import Learning

/// Zeros in place of the inputs, in training and after it. What scores the same needs no input.
package struct BlindInputs: Counterfactual {
  package static let name = "blind_inputs"
  package static let title = "Zeros in place of inputs"
  package static let summary =
    "the same experiment on zeros: what scores the same does not need its inputs"

  package static func applied(to experiment: Experiment) -> Experiment {
    experiment.changed { $0.model.blind = true }
  }

  package static func isCalled(for verdict: Verdict, _ evidence: Evidence) -> Bool {
    !evidence.isBlind
  }
}
