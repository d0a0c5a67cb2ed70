package import Learning

/// Neither weight decay nor dropout.
package struct NoRegularisation: Counterfactual {
  package static let name = "no_reg"
  package static let title = "No regularisation"
  package static let summary =
    "no weight decay and no dropout: what improves had been held back"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let setup = evidence.setup, setup.weightDecay > 0 || setup.dropout > 0 else { return nil }
    return Change(
      experiment.changed {
        $0.training.optimizer.weightDecay = 0
        $0.model.dropout = 0
        $0.model.headDropout = 0
      },
      factor: setup.dropout > 0 ? "dropout" : "weight decay",
      from: written(setup.dropout > 0 ? setup.dropout : setup.weightDecay), to: "none")
  }
}
