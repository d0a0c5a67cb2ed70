import Tensors

/// Trains experiments. The record depends on the experiment alone; threads only change the wait.
package struct Trainer {
  /// Called after every epoch with its number, from 1, and its loss; returns whether to go on.
  package typealias Progress = (_ epoch: Int, _ loss: Double) -> Bool

  package struct Cancelled: Error {}

  let threads: Int
  let progress: Progress

  package init(threads: Int = 1, progress: @escaping Progress = { _, _ in true }) {
    self.threads = threads
    self.progress = progress
  }

  package func train(_ experiment: Experiment) throws -> RunRecord {
    let team = Team(size: threads)
    defer { team.close() }
    let split = try experiment.split()
    let draws = experiment.drawsAfterData()
    let layout = ParameterLayout(
      experiment.model, inputs: split.train.features, outputs: split.train.outputs)
    let learner = Learner(
      experiment, split.train, split.scaling,
      from: layout.initialWeights(experiment.model, draws), team: team,
      dropout: draws.stream(.dropout, .torch))
    let coins = CoinTosser(experiment.training.feeding, draws, steps: split.train.scored.upperBound)

    let scorer = Forecaster(
      learner.weights, split.test, split.scaling, steps: split.test.steps(for: experiment.model),
      team: team)
    let kept = keptUpdates(upTo: experiment.training.epochs)
    var losses: [Float] = []
    losses.reserveCapacity(experiment.training.epochs)
    var heldOut = [KeptScore(updates: 0, mse: scorer.squaredError())]
    var outcome = Outcome.finished

    for epoch in 1...experiment.training.epochs {
      // Float32, as it is recorded: a loss too large for it has diverged as well.
      let loss = learner.update(coins.toss(sequences: split.train.sequences))
      losses.append(loss)
      guard loss.isFinite else {
        outcome = .diverged(epoch: epoch)
        break
      }
      if kept.contains(epoch) {
        heldOut.append(KeptScore(updates: epoch, mse: scorer.squaredError()))
      }
      if !progress(epoch, Double(loss)) { throw Cancelled() }
    }
    return record(
      experiment, split, learner.weights, team, coins, losses: losses, heldOut: heldOut,
      outcome: outcome)
  }

  private func record(
    _ experiment: Experiment, _ split: Split, _ weights: NetworkWeights, _ team: Team,
    _ coins: CoinTosser, losses: [Float], heldOut: [KeptScore], outcome: Outcome
  ) -> RunRecord {
    let isFed = experiment.training.feeding.truthShare != nil && !experiment.model.blind
    // A program that is given its inputs predicts at the last step too, although nothing trained it.
    let trainSteps = isFed ? split.train.scored.upperBound : split.train.steps
    let trainer = Forecaster(weights, split.train, split.scaling, steps: trainSteps, team: team)
    let tester = Forecaster(
      weights, split.test, split.scaling, steps: split.test.steps(for: experiment.model), team: team
    )
    let tossed = isFed ? coins.toss(sequences: split.train.sequences) : nil
    let test = tester.forecast(.given)
    return RunRecord(
      kernel: KernelLevel.provenance, outcome: outcome, losses: Floats(losses),
      heldOut: heldOut.filter { $0.mse.isFinite },
      train: Forecast(
        steps: trainSteps, values: Floats(trainer.forecast(tossed.map { .fed($0) } ?? .given)),
        truthFed: tossed.flatMap { $0.perSequence ? nil : $0.isTruth }),
      test: Forecast(steps: tester.steps, values: Floats(test)),
      free: isFed
        ? Forecast(
          steps: tester.steps,
          values: Floats(tester.forecast(.fed(.all(false, steps: tester.steps))))) : nil)
  }
}

/// About forty counts of updates up to the last, evenly spaced by logarithm.
func keptUpdates(upTo last: Int) -> Set<Int> {
  var kept: Set<Int> = [last]
  var next = 1.0
  while Int(next) < last {
    kept.insert(Int(next))
    next = max(next + 1, next * 1.19)
  }
  return kept
}

/// The coins of scheduled sampling, one row of them per epoch.
final class CoinTosser {
  private let feeding: any Feeding
  private let stream: RandomStream
  private let steps: Int

  init(_ feeding: any Feeding, _ draws: Draws, steps: Int) {
    self.feeding = feeding
    stream = draws.stream(.sampling, .numpy)
    self.steps = steps
  }

  /// `numpy.random.random() < ratio`, step by step; nil where inputs are given.
  func toss(sequences: Int) -> NetworkPass.Coins? {
    guard let share = feeding.truthShare else { return nil }
    let count = feeding.coinPerSequence ? steps * sequences : steps
    return NetworkPass.Coins(
      isTruth: (0..<count).map { _ in stream.numpyUniform() < share },
      perSequence: feeding.coinPerSequence)
  }
}
