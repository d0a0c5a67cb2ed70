import Learning

extension Evidence {
  /// Everything that is measured before any changed run.
  package init(_ subject: Subject) {
    subject.progress("How good is it?")
    let network = subject.network
    self.init(
      scoreboard: Scoreboard(subject), measures: Measures(subject.test, on: subject.split.test),
      repairing: nil, setup: Setup(subject), outcome: subject.record?.outcome ?? .finished)
    wasStopped =
      subject.record.map { $0.losses.values.count < subject.experiment?.training.epochs ?? 0 }
      ?? false
    subject.progress("Is it wired as meant?")
    wiring = Wiring(subject, network)
    course = Course(subject, network)
    subject.progress("Is there anything to learn?")
    if subject.hasInputs { repairing = RepairingTest(subject.split, subject.probeDraws) }
    elsewhere = Elsewhere(subject, isSeries: wiring.targetIsNextInput)
    horizon = Horizon(subject, network, isSeries: wiring.targetIsNextInput)
    residuals = ResidualShape(bestForecast(subject), on: subject.split.test)
  }

  /// The held-out forecast with the least error: the model's or the constant mean's.
  private func bestForecast(_ subject: Subject) -> Prediction {
    if scoreboard.model.mse < scoreboard.mean.mse { return subject.test }
    let constant = ConstantMean(fittedOn: subject.split, subject.probeDraws)
    return Prediction(
      values: constant.predict(subject.split.test), steps: subject.split.test.steps)
  }
}

extension Subject {
  /// The model with its weights, where they are known.
  var network: TrainedNetwork? {
    switch model {
    case .unknown: nil
    case .imported(let experiment):
      TrainedNetwork(
        experiment, split, weights: TrainedNetwork.startWeights(experiment, split))
    case .trained(let experiment, let record):
      record.weights.flatMap { weights in
        weights.values.allSatisfy(\.isFinite)
          ? TrainedNetwork(experiment, split, weights: weights.values) : nil
      }
    }
  }
}

extension Setup {
  init?(_ subject: Subject) {
    // Of imported weights nothing is known of how they came about.
    guard let experiment = subject.experiment, subject.record != nil else { return nil }
    self.init(experiment, sequences: subject.split.train.sequences)
  }

  init(_ experiment: Experiment, sequences: Int) {
    let training = experiment.training
    self.init(
      steps: training.epochs * training.updatesPerEpoch(sequences: sequences),
      epochs: training.epochs, sequences: sequences,
      batch: min(training.batchSize ?? sequences, sequences),
      lr: training.lr, hiddenSize: experiment.model.hiddenSize,
      weightDecay: training.optimizer.weightDecay,
      dropout: max(experiment.model.headDropout, experiment.model.dropout),
      headActivation: experiment.model.headActivation, loss: type(of: training.loss).name,
      isScaled: experiment.data.preparation.isScaled, isBlind: experiment.model.blind)
  }
}
