import SourceText
import Tensors

/// Trains experiments. The record depends on the experiment alone; threads only change the wait.
package struct Trainer {
  /// Called after every epoch with its number, from 1, and its loss; returns whether to go on.
  package typealias Progress = (_ epoch: Int, _ loss: Double) -> Bool

  package struct Cancelled: Error {
    package init() {}
  }

  let threads: Int
  let progress: Progress
  /// Asked after every update, of which an epoch may have many.
  package var isCancelled: () -> Bool = { false }

  package init(threads: Int = 1, progress: @escaping Progress = { _, _ in true }) {
    self.threads = threads
    self.progress = progress
  }

  /// Throws `Cancelled`, or a diagnostic where the data do not suit the loss.
  package func train(_ experiment: Experiment) throws -> RunRecord {
    let team = Team(size: threads)
    defer { team.close() }
    let split = try experiment.split()
    try experiment.training.loss.check(split)
    let draws = experiment.drawsAfterData()
    let training = experiment.training
    let layout = ParameterLayout(
      experiment.model, inputs: split.train.features,
      outputs: training.loss.headOutputs(for: split.train.outputs))
    let part = split.validationPart(share: training.validationShare)
    let data = part?.training ?? split.train
    let learner = Learner(
      experiment, data, split.scaling, from: layout.initialWeights(experiment.model, draws),
      team: team, dropout: draws.stream(.dropout, .torch))
    let validator = part.map {
      Validator(experiment, $0.validation, split.scaling, learner.weights, team)
    }
    let coins = CoinTosser(
      training.feeding, draws, steps: data.scored.upperBound, epochs: training.epochs)
    let run = TrainingRun(
      experiment, data, learner, coins, draws, isCancelled: isCancelled)
    let recorder = Recorder(experiment, split, learner.weights, team)
    func reach() -> Floats { Reach.measured(experiment, split, learner.weights) }
    let start = reach()
    recorder.record(epoch: 0, gradientNorm: nil)
    var losses: [Float] = []
    losses.reserveCapacity(training.epochs)
    var outcome = Outcome.finished

    for epoch in 1...training.epochs {
      // Float32, as it is recorded: a loss too large for it has diverged as well.
      let loss = try run.epoch(epoch)
      losses.append(loss)
      guard loss.isFinite else {
        outcome = .diverged(epoch: epoch)
        break
      }
      let metric = validator?.measure(epoch: epoch) ?? Double(loss)
      learner.endEpoch(metric: metric)
      let isOver = validator?.isOver(at: epoch) ?? false
      if recorder.keeps(epoch) || isOver {
        recorder.record(epoch: epoch, gradientNorm: learner.gradientNorm)
      }
      if !progress(epoch, Double(loss)) { throw Cancelled() }
      if isOver { break }
    }
    let stop = validator?.restore()
    let forecasts = Forecasts(
      experiment, split, learner.weights, team,
      coins: { coins.toss(sequences: $0, epoch: losses.count) })
    return RunRecord(
      kernel: KernelLevel.provenance, outcome: outcome, losses: Floats(losses),
      validation: validator.map { Floats($0.losses) }, stop: stop, kept: recorder.kept,
      keptSequences: recorder.sequences, filmSequences: recorder.film,
      reach: experiment.model.blind ? nil : Reach(start: start, end: reach()),
      weights: Floats(learner.weights.values.array), train: forecasts.train, test: forecasts.test,
      free: forecasts.free)
  }
}

/// What a trained network says of all sequences, those kept for validation among the training's.
private struct Forecasts {
  let train, test: Forecast
  let free: Forecast?

  init(
    _ experiment: Experiment, _ split: Split, _ weights: NetworkWeights, _ team: Team,
    coins: (_ sequences: Int) -> NetworkPass.Coins?
  ) {
    let isFed = experiment.training.feeding.truthShare != nil && !experiment.model.blind
    // A program that is given its inputs predicts at the last step too, although nothing trained it.
    let trainSteps = isFed ? split.train.scored.upperBound : split.train.steps
    let testSteps = split.test.steps(for: experiment.model)
    let tossed = isFed ? coins(split.train.sequences) : nil
    func forecast(_ data: Dataset, _ steps: Int, _ mode: Forecaster.Mode) -> Floats {
      Floats(
        Forecaster.forecast(
          weights, data, split.scaling, loss: experiment.training.loss, steps: steps, team: team,
          mode))
    }
    train = Forecast(
      steps: trainSteps,
      values: forecast(split.train, trainSteps, tossed.map { .fed($0) } ?? .given),
      truthFed: tossed.flatMap { $0.perSequence ? nil : $0.isTruth })
    test = Forecast(steps: testSteps, values: forecast(split.test, testSteps, .given))
    free =
      isFed
      ? Forecast(
        steps: testSteps,
        values: forecast(split.test, testSteps, .fed(.all(false, steps: testSteps)))) : nil
  }
}

extension Loss {
  /// Throws where a target is none that this loss can be computed of.
  fileprivate func check(_ split: Split) throws(Diagnostic) {
    for data in [split.train, split.test] {
      for n in 0..<data.sequences {
        for t in data.scored {
          for o in 0..<data.outputs {
            guard let demand = demand(on: data.target(n, t, o)) else { continue }
            throw Diagnostic(
              "bad-target",
              "\(Self.name) needs \(demand), and sequence \(n + 1) has \(data.target(n, t, o)) at step \(t + 1)"
            )
          }
        }
      }
    }
  }
}
