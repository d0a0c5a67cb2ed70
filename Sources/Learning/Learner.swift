import Tensors

/// Weights and what moves them: the batches that give their gradient, the optimizer's state and the
/// schedule's.
final class Learner {
  let weights: NetworkWeights
  let state: any OptimizerState
  let schedule: any ScheduleState
  private let clipping: Clipping
  /// The whole training set, or a batch of the size asked for; and the last, smaller one.
  private let batch: TrainingBatch
  private let rest: TrainingBatch?
  private let batchSize: Int
  private var latest: TrainingBatch
  private var normBeforeClipping: Double?
  /// The sum of all gradients so far, where an accident keeps it.
  private let kept: FloatBuffer?

  /// - Parameters:
  ///   - initial: the weights to start from, as one run in the layout's order.
  ///   - dropout: what a network that drops draws from.
  init(
    _ experiment: Experiment, _ data: Dataset, _ scaling: Scaling, from initial: [Float],
    team: Team, dropout: RandomStream? = nil
  ) {
    let training = experiment.training
    let weights = NetworkWeights(
      experiment.model, inputs: data.features, outputs: training.loss.headOutputs(for: data.outputs)
    )
    self.weights = weights
    precondition(
      initial.count == weights.layout.count,
      "\(initial.count) weights for a network of \(weights.layout.count)")
    weights.values.copy(initial)
    weights.pack()
    func batch(_ sequences: Int?) -> TrainingBatch {
      TrainingBatch(
        experiment, data, scaling, weights, team, sequences: sequences, dropout: dropout)
    }
    let size = training.batchSize.map { min($0, data.sequences) }
    batchSize = size ?? data.sequences
    self.batch = batch(size)
    let left = data.sequences % batchSize
    rest = left == 0 ? nil : batch(left)
    latest = self.batch
    clipping = training.clipping
    kept = training.keepsGradients ? FloatBuffer(weights.layout.count) : nil
    state = training.optimizer.makeState(
      count: weights.layout.count, cyclesMomentum: training.schedule.cyclesMomentum)
    schedule = training.schedule.makeState(
      ScheduleStart(
        lr: training.lr, epochs: training.epochs,
        updatesPerEpoch: training.countsUpdates
          ? 1 : (data.sequences + batchSize - 1) / batchSize))
  }

  /// One update.
  ///
  /// - Parameter order: the sequences of the batch; nil where there is one batch, of them all.
  /// - Returns: the loss before it; where that is not a finite number, nothing was updated.
  func update(_ coins: NetworkPass.Coins?, order: ArraySlice<Int>? = nil) -> Float {
    if let order {
      latest = order.count == batchSize ? batch : rest ?? batch
      latest.load(order)
    }
    let loss = Float(latest.gradient(coins))
    if let kept { keep(kept) }
    guard loss.isFinite else { return loss }
    normBeforeClipping = clipping.isActive ? Clipping.norm(of: latest.gradients) : nil
    clipping.apply(to: latest.gradients)
    if let momentum = schedule.momentum { state.momentum = momentum }
    state.step(weights.values, latest.gradients, lr: schedule.lr)
    weights.pack()
    schedule.endUpdate()
    return loss
  }

  /// Adds the gradients of all updates so far, which a program without `zero_grad` never clears.
  private func keep(_ kept: FloatBuffer) {
    for index in 0..<kept.count {
      kept.pointer[index] += latest.gradients.pointer[index]
      latest.gradients.pointer[index] = kept.pointer[index]
    }
  }

  /// - Parameter metric: what `reduce_on_plateau` judges by.
  func endEpoch(metric: Double) { schedule.endEpoch(metric: metric) }

  /// Of the last update, before it was clipped: its Euclidean length.
  var gradientNorm: Double { normBeforeClipping ?? Clipping.norm(of: latest.gradients) }
}
