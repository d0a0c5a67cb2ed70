package import Learning

/// What a diagnosis is made of: data, a model's predictions, and as much of the model as is known.
///
/// There are three ways in. Arrays alone: `model` is `.unknown`, and `ours` may be an experiment of
/// our own on the same data. Weights: `.imported`. A trained cell: `.trained`. A rule whose evidence
/// is missing says nothing.
package struct Subject: Sendable {
  package enum Model: Sendable {
    /// Nothing but its predictions.
    case unknown
    /// The network and its weights, which `Network.weights` names; how it was trained is unknown.
    case imported(Experiment)
    case trained(Experiment, RunRecord)
  }
  /// Runs experiments, or finds what they gave before; a batch at a time, so that all cores work.
  package typealias Rerun = @Sendable ([Experiment]) async throws -> [RunRecord]
  /// Told which question is being answered: "Is there anything to learn?"
  package typealias Progress = @Sendable (_ question: String) -> Void

  /// Training and held-out data as the model sees them. Data of no features have no known inputs.
  package var split: Split
  /// On the held-out sequences.
  package var test: Prediction
  /// On the training sequences.
  package var train: Prediction?
  /// On the held-out sequences, fed with its own outputs.
  package var free: Prediction?
  package var model: Model
  /// An experiment of ours on the same data, where the model's own is unknown.
  package var ours: Experiment?
  /// What that gave on the held-out sequences.
  package var oursTest: Prediction?
  /// The training loss as a program logged it, in the order of time and in the units of the data.
  package var loggedLoss: [Double]
  /// That loss beside what all rows handed over give, where they are more than the held-out ones.
  package var lossCheck: LossCheck?
  package var seed: UInt32
  package var rerun: Rerun?
  package var progress: Progress

  /// Any model on any data.
  package init(
    split: Split, test: Prediction, train: Prediction? = nil, model: Model = .unknown,
    ours: Experiment? = nil, loggedLoss: [Double] = [], seed: UInt32 = 0, rerun: Rerun? = nil,
    progress: @escaping Progress = { _ in }
  ) {
    self.split = split
    self.test = test
    self.train = train
    self.model = model
    self.ours = ours
    self.loggedLoss = loggedLoss
    self.seed = seed
    self.rerun = rerun
    self.progress = progress
  }

  /// A run of our own.
  package init(
    experiment: Experiment, split: Split, record: RunRecord, rerun: Rerun?,
    progress: @escaping Progress = { _ in }
  ) {
    self.init(
      split: split, test: Prediction(record.test), train: Prediction(record.train),
      model: .trained(experiment, record), seed: experiment.seed, rerun: rerun, progress: progress)
    free = record.free.map(Prediction.init)
  }

  /// The model's own experiment.
  package var experiment: Experiment? {
    switch model {
    case .unknown: nil
    case .imported(let experiment), .trained(let experiment, _): experiment
    }
  }
  /// How its training went.
  package var record: RunRecord? {
    if case .trained(_, let record) = model { record } else { nil }
  }
  package var hasInputs: Bool { split.train.features > 0 }

  /// The experiment's streams from their beginning; probes have one of their own.
  var probeDraws: Draws { Draws(order: experiment?.random ?? .named, seed: seed) }
}
