package import Tensors

/// The whole training set at work: its shards, and the sum of their gradients.
package final class TrainingBatch {
  private let training: Training
  private let data: Dataset
  private let shards: [Shard]
  private let team: Team
  /// One per shard, summed in their order.
  private var parts: [Double]
  /// Under the names of the layout, after `gradient`.
  package let gradients: FloatBuffer
  private let isFed: Bool
  private let batchSequences: Int
  private let masks: DropoutMasks?

  package init(
    _ experiment: Experiment, _ data: Dataset, _ scaling: Scaling, _ weights: NetworkWeights,
    _ team: Team, dropout: RandomStream? = nil
  ) {
    training = experiment.training
    self.data = data
    self.team = team
    batchSequences = data.sequences
    // A blind network has nothing to be fed.
    isFed = experiment.training.feeding.truthShare != nil && !experiment.model.blind
    let isFed = isFed
    let steps = data.steps(for: experiment.model)
    shards = Shard.ranges(of: data.sequences).map { range in
      Shard(
        range: range,
        pass: NetworkPass(
          weights, sequences: range.count, steps: steps, inputs: data.features,
          outputs: data.outputs, needsInputGradient: isFed))
    }
    for shard in shards { shard.load(data, scaling) }
    masks = DropoutMasks(experiment.model, sequences: data.sequences, steps: steps, dropout)
    for shard in shards { shard.pass.masks = masks?.part(from: shard.range.lowerBound) }
    parts = [Double](repeating: 0, count: shards.count)
    gradients = FloatBuffer(weights.layout.count)
  }

  /// The loss at the weights as they are packed, and its gradient.
  package func gradient(_ coins: NetworkPass.Coins?) -> Double {
    masks?.draw()
    var results = parts
    results.withUnsafeMutableBufferPointer { results in
      // Each part writes its own element.
      nonisolated(unsafe) let results = results
      team.run(parts: shards.count) { results[$0] = work(shards[$0], coins) }
    }
    parts = results
    sumGradients()
    return parts.reduce(0, +)
  }

  private func work(_ shard: Shard, _ coins: NetworkPass.Coins?) -> Double {
    let pass = shard.pass
    let coins = isFed ? coins?.of(shard.range, batch: batchSequences) : nil
    if let coins { pass.forward(fed: coins) } else { pass.forward() }
    pass.predictionGradient.zero()
    let loss = training.loss.evaluate(
      LossShard(
        prediction: pass.prediction.pointer, target: pass.target.pointer,
        gradient: pass.predictionGradient.pointer, sequences: shard.range.count,
        outputs: data.outputs, scored: data.scored, lengths: nil,
        scoredCount: data.scoredCount, batch: data.sequences))
    if let coins {
      pass.backward(fed: coins, detached: training.feeding.detached)
    } else {
      pass.backward()
    }
    return loss
  }

  /// In the order of the shards, so that the sum rounds the same way on any number of threads.
  private func sumGradients() {
    gradients.pointer.update(from: shards[0].pass.gradients.pointer, count: gradients.count)
    for shard in shards.dropFirst() {
      let from = shard.pass.gradients.pointer
      for index in 0..<gradients.count { gradients.pointer[index] += from[index] }
    }
  }
}

extension NetworkPass.Coins {
  /// The coins of some of the batch's sequences.
  func of(_ range: Range<Int>, batch: Int) -> NetworkPass.Coins {
    guard perSequence else { return self }
    let steps = isTruth.count / batch
    return NetworkPass.Coins(
      isTruth: (0..<steps).flatMap { step in range.map { isTruth[step * batch + $0] } },
      perSequence: true)
  }
}
