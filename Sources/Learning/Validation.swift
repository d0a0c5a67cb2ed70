import Tensors

extension Split {
  /// The training sequences without those kept for validation, and those: the last ones. Nil where
  /// nothing is to be kept, or nothing would be left.
  ///
  /// Where held-out sequences are windows scored at their last step alone, so are these: each value
  /// is forecast once, and every one of them is later than all that the remaining windows see. The
  /// scaling stays that of all training sequences. Altered copies are trained on with the sequences
  /// they were made of, or not at all.
  package func validationPart(share: Double) -> (training: Dataset, validation: Dataset)? {
    let windows = train.scored != test.scored && test.steps == train.steps
    // Windows with targets of several steps ahead would reach into the first validation targets.
    let gap = windows ? train.outputs - 1 : 0
    let originals = train.sequences / (1 + copies)
    let count = Int((Double(originals) * share).rounded())
    let rest = originals - count - gap
    guard count > 0, rest > 0 else { return nil }
    var validation = train.part(originals - count..<originals)
    if windows { validation.scored = test.scored }
    var training = train.part(0..<rest)
    for copy in 0..<copies {
      let start = (copy + 1) * originals
      training = training.joined(with: train.part(start..<start + rest))
    }
    return (training, validation)
  }
}

/// Follows the validation loss and says when it no longer falls.
final class Validator {
  private let forecaster: Forecaster
  private let weights: NetworkWeights
  private let options: EarlyStopping?
  private(set) var losses: [Float] = []
  private var best = (loss: Double.infinity, epoch: 0)
  /// The weights of the best epoch, where they may be wanted again.
  private let kept: FloatBuffer?

  init(
    _ experiment: Experiment, _ data: Dataset, _ scaling: Scaling, _ weights: NetworkWeights,
    _ team: Team
  ) {
    self.weights = weights
    options = experiment.training.earlyStopping
    kept = options?.restoreBest == true ? FloatBuffer(weights.values.count) : nil
    forecaster = Forecaster(
      weights, data, scaling, loss: experiment.training.loss,
      steps: data.steps(for: experiment.model), team: team)
    losses.reserveCapacity(experiment.training.epochs)
  }

  /// Measures the loss after an epoch.
  func measure(epoch: Int) -> Double {
    let loss = forecaster.trainingLoss()
    losses.append(Float(loss))
    if loss < best.loss - (options?.minDelta ?? 0) {
      best = (loss, epoch)
      kept?.pointer.update(from: weights.values.pointer, count: weights.values.count)
    }
    return loss
  }

  /// Whether the loss has not fallen for too long.
  func isOver(at epoch: Int) -> Bool { options.map { epoch - best.epoch >= $0.patience } ?? false }

  /// Puts the weights of the best epoch back where that was asked for.
  func restore() -> EarlyStop? {
    guard options != nil else { return nil }
    let isRestored = kept != nil && best.epoch > 0 && best.epoch < losses.count
    if isRestored, let kept {
      weights.values.pointer.update(from: kept.pointer, count: kept.count)
      weights.pack()
    }
    return EarlyStop(epoch: losses.count, best: best.epoch, isRestored: isRestored)
  }
}
