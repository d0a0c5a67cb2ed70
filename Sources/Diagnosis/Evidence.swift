package import Learning

/// All that a verdict and its findings may look at: numbers measured on held-out data and the way
/// the training ended. Not the data's source, not its floor.
package struct Evidence: Sendable {
  package var scoreboard: Scoreboard
  /// Of the model; nil where its predictions are not finite.
  package var measures: Measures?
  /// Nil where there are too few sequences to pair anew.
  package var repairing: RepairingTest?
  package var outcome: Outcome
  package var epochs: Int
  /// Whether the model itself was given zeros for inputs.
  package var isBlind: Bool
  package var counterfactual: CounterfactualScore?

  package init(
    scoreboard: Scoreboard, measures: Measures?, repairing: RepairingTest?,
    outcome: Outcome = .finished, epochs: Int, isBlind: Bool = false,
    counterfactual: CounterfactualScore? = nil
  ) {
    self.scoreboard = scoreboard
    self.measures = measures
    self.repairing = repairing
    self.outcome = outcome
    self.epochs = epochs
    self.isBlind = isBlind
    self.counterfactual = counterfactual
  }

  /// Before any counterfactual.
  package init(_ subject: Subject) {
    self.init(
      scoreboard: Scoreboard(subject),
      measures: Measures(Prediction(subject.record.test), on: subject.split.test),
      repairing: RepairingTest(subject.split, subject.probeDraws),
      outcome: subject.record.outcome, epochs: subject.experiment.training.epochs,
      isBlind: subject.experiment.model.blind)
  }

  /// With a counterfactual's run, which joins the scoreboard.
  func adding(_ kind: any Counterfactual.Type, _ record: RunRecord, of subject: Subject) -> Evidence
  {
    var evidence = self
    evidence.scoreboard = Scoreboard(
      subject, others: [(kind.name, kind.title, Prediction(record.test))])
    let meanMSE = scoreboard.mean.mse
    evidence.counterfactual = CounterfactualScore(
      name: kind.name, title: kind.title,
      before: Score(mse: scoreboard.model.mse, meanMSE: meanMSE),
      after: Score(mse: evidence.scoreboard[kind.name]?.mse ?? .nan, meanMSE: meanMSE),
      epochs: record.losses.values.count)
    return evidence
  }
}
