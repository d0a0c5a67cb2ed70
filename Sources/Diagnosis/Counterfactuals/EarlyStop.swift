package import Learning

/// A fifth of the training sequences kept for validation, and the weights of their best epoch.
package struct EarlyStop: Counterfactual {
  package static let name = "early_stop"
  package static let title = "Stopped early"
  package static let summary =
    "training ended where the error on a fifth of its sequences was least"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard experiment.training.earlyStopping == nil else { return nil }
    return Change(
      experiment.changed {
        $0.training.validationShare = 0.2
        $0.training.earlyStopping = EarlyStopping(patience: max(10, $0.training.epochs / 5))
      },
      factor: "the end of the training", from: "after all epochs",
      to: "at the least validation loss")
  }
}
