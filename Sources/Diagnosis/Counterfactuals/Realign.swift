package import Learning

/// Inputs moved to where a probe finds the signal, or training pairs as they were drawn.
package struct Realign: Counterfactual {
  package static let name = "realign"
  package static let title = "Inputs and targets aligned"
  package static let summary =
    "inputs moved by the steps that the search over moves found, or pairs restored"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    if evidence.pairsAreShuffled {
      guard let preparation = experiment.data.preparation.paired else { return nil }
      return Change(
        experiment.changed { $0.data.preparation = preparation }, factor: "the training pairs",
        from: "as given", to: "as drawn")
    }
    guard let move = evidence.alignment else { return nil }
    return Change(
      experiment.changed {
        $0.data.preparation = $0.data.preparation.advanced(by: move.steps)
      },
      factor: "the place of the inputs", from: "as given", to: "\(move.steps) steps earlier")
  }
}
