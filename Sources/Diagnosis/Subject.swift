package import Learning

/// What a diagnosis is made of: a run, its data, and a way to run changed experiments.
package struct Subject: Sendable {
  package var experiment: Experiment
  package var split: Split
  package var record: RunRecord
  /// Runs experiments, or finds what they gave before.
  package var rerun: @Sendable ([Experiment]) async throws -> [RunRecord]

  package init(
    experiment: Experiment, split: Split, record: RunRecord,
    rerun: @escaping @Sendable ([Experiment]) async throws -> [RunRecord]
  ) {
    self.experiment = experiment
    self.split = split
    self.record = record
    self.rerun = rerun
  }

  /// The experiment's streams from their beginning; probes have one of their own.
  var probeDraws: Draws { Draws(order: experiment.random, seed: experiment.seed) }
}
