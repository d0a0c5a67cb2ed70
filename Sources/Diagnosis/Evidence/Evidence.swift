package import Learning

/// All that a verdict and its findings may look at: what was measured of tensors, losses and runs. Not
/// the data's source, not its floor, not an accident's name.
package struct Evidence: Sendable {
  package var scoreboard: Scoreboard
  /// Of the model; nil where its predictions are not finite.
  package var measures: Measures?
  /// Nil where inputs are unknown or there are too few sequences to pair anew.
  package var repairing: RepairingTest?
  package var wiring = Wiring()
  package var elsewhere = Elsewhere()
  package var course = Course()
  package var horizon: Horizon?
  package var residuals: ResidualShape?
  /// Nil where nothing but predictions is known.
  package var setup: Setup?
  package var outcome: Outcome
  /// Whether a validation loss ended the training before its last epoch.
  package var wasStopped = false
  /// What was tried, in that order.
  package var trials: [Trial] = []
  /// The names of the changes asked for, whatever came of them.
  package var tried: Set<String> = []

  package init(
    scoreboard: Scoreboard, measures: Measures?, repairing: RepairingTest?, setup: Setup? = nil,
    outcome: Outcome = .finished, trials: [Trial] = []
  ) {
    self.scoreboard = scoreboard
    self.measures = measures
    self.repairing = repairing
    self.setup = setup
    self.outcome = outcome
    self.trials = trials
    tried = Set(trials.map(\.name))
  }

  package subscript(trial: String) -> Trial? { trials.first { $0.name == trial } }
}
