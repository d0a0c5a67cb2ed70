import Tensors

/// Weights and what moves them: the batch that gives their gradient, and the optimizer's state.
final class Learner {
  let weights: NetworkWeights
  let state: any OptimizerState
  private let batch: TrainingBatch
  private let lr: Double

  /// - Parameters:
  ///   - initial: the weights to start from, as one run in the layout's order.
  ///   - dropout: what a network that drops draws from.
  init(
    _ experiment: Experiment, _ data: Dataset, _ scaling: Scaling, from initial: [Float],
    team: Team, dropout: RandomStream? = nil
  ) {
    weights = NetworkWeights(experiment.model, inputs: data.features, outputs: data.outputs)
    precondition(
      initial.count == weights.layout.count,
      "\(initial.count) weights for a network of \(weights.layout.count)")
    weights.values.copy(initial)
    weights.pack()
    batch = TrainingBatch(experiment, data, scaling, weights, team, dropout: dropout)
    state = experiment.training.optimizer.makeState(count: weights.layout.count)
    lr = experiment.training.lr
  }

  /// One update.
  ///
  /// - Returns: the loss before it; where that is not a finite number, nothing was updated.
  func update(_ coins: NetworkPass.Coins?) -> Float {
    let loss = Float(batch.gradient(coins))
    guard loss.isFinite else { return loss }
    state.step(weights.values, batch.gradients, lr: lr)
    weights.pack()
    return loss
  }
}
