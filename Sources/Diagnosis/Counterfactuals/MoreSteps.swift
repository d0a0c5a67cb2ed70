package import Learning

/// Five times the updates, between 600 and 1200 of them, and at least half as many again. What scores
/// better then was stopped too early.
package struct MoreSteps: Counterfactual {
  package static let name = "more_steps"
  package static let title = "More steps"
  package static let summary = "trained longer: what improves had been stopped too early"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let setup = evidence.setup, setup.steps > 0 else { return nil }
    // A training that its patience ended would end there again.
    if let stopping = experiment.training.earlyStopping, evidence.wasStopped {
      let patience = max(5 * stopping.patience, 50)
      return Change(
        experiment.changed { $0.training.earlyStopping?.patience = patience },
        factor: "the patience of early stopping", from: counted(stopping.patience, "epoch"),
        to: counted(patience, "epoch"))
    }
    let wanted = max(min(max(5 * setup.steps, 600), 1200), setup.steps * 3 / 2)
    let perEpoch = max(1, setup.steps / max(1, setup.epochs))
    let epochs = max(setup.epochs + 1, (wanted + perEpoch - 1) / perEpoch)
    return Change(
      experiment.changed { $0.training.epochs = epochs }, factor: "the number of updates",
      from: "\(setup.steps)", to: "\(epochs * perEpoch)")
  }
}
