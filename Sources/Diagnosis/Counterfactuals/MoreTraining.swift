package import Learning

/// Three times the epochs. What scores better then was stopped too early.
package struct MoreTraining: Counterfactual {
  package static let name = "more_training"
  package static let title = "Three times the epochs"
  package static let summary =
    "the same experiment, trained three times as long: what improves had been stopped too early"

  static let factor = 3

  package static func applied(to experiment: Experiment) -> Experiment {
    experiment.changed { $0.training.epochs *= factor }
  }

  /// A run that diverged would diverge again at the same epoch.
  package static func isCalled(for verdict: Verdict, _ evidence: Evidence) -> Bool {
    if evidence.isBlind { return true }
    return evidence.outcome == .finished && (verdict == .signalMissed || verdict == .undecided)
  }
}
