package import Tensors

/// A batch of training sequences at work: its shards, and the sum of their gradients.
package final class TrainingBatch {
  private let loss: any Loss
  private let detachesFeedback: Bool
  private let data: Dataset
  private let scaling: Scaling
  private let shards: [Shard]
  private let team: Team
  /// One per shard, summed in their order.
  private let parts: UnsafeMutableBufferPointer<Double>
  private let moments: UnsafeMutableBufferPointer<BatchMoments>
  /// Under the names of the layout, after `gradient`.
  package let gradients: FloatBuffer
  private let isFed: Bool
  private let batchSequences: Int
  private let masks: DropoutMasks?

  /// The whole training set, or with `sequences` a batch of that many, to be loaded before use.
  package init(
    _ experiment: Experiment, _ data: Dataset, _ scaling: Scaling, _ weights: NetworkWeights,
    _ team: Team, sequences: Int? = nil, dropout: RandomStream? = nil
  ) {
    loss = experiment.training.computedLoss
    detachesFeedback = experiment.training.feeding.detached
    self.data = data
    self.scaling = scaling
    self.team = team
    batchSequences = sequences ?? data.sequences
    // A blind network has nothing to be fed.
    isFed = experiment.training.feeding.truthShare != nil && !experiment.model.blind
    let isFed = isFed
    let steps = data.steps(for: experiment.model)
    shards = Shard.ranges(of: batchSequences, experiment.model).map { range in
      Shard(
        range, weights, data, steps: steps, loss: experiment.training.computedLoss,
        needsInputGradient: isFed)
    }
    if sequences == nil {
      for shard in shards { shard.load(data, scaling) }
    }
    masks = DropoutMasks(experiment.model, sequences: batchSequences, steps: steps, dropout)
    for shard in shards { shard.pass.cut = experiment.training.cut }
    for shard in shards { shard.pass.masks = masks?.part(from: shard.range.lowerBound) }
    parts = .allocate(capacity: shards.count)
    parts.initialize(repeating: 0)
    moments = .allocate(capacity: shards.count)
    moments.initialize(repeating: BatchMoments())
    gradients = FloatBuffer(weights.layout.count)
  }

  deinit {
    parts.deallocate()
    moments.deallocate()
  }

  /// Copies the sequences of a batch in.
  func load(_ order: ArraySlice<Int>) {
    precondition(order.count == batchSequences, "\(order.count) sequences for \(batchSequences)")
    team.run(parts: shards.count) { shards[$0].load(data, scaling, order: order) }
  }

  /// The loss at the weights as they are packed, and its gradient.
  package func gradient(_ coins: NetworkPass.Coins?) -> Double {
    masks?.draw()
    // Each part writes its own element.
    nonisolated(unsafe) let (parts, moments) = (parts, moments)
    if loss.needsMoments {
      team.run(parts: shards.count) { index in
        forward(shards[index], coins)
        moments[index] = shards[index].part(of: batchSequences, data).ownMoments
      }
      // In the order of the shards, like the gradients.
      let whole = moments.reduce(BatchMoments()) { $0.joined($1) }
      team.run(parts: shards.count) { parts[$0] = backward(shards[$0], coins, whole) }
    } else {
      team.run(parts: shards.count) { index in
        forward(shards[index], coins)
        parts[index] = backward(shards[index], coins, nil)
      }
    }
    sumGradients()
    return parts.reduce(0, +)
  }

  private func coins(_ coins: NetworkPass.Coins?, of shard: Shard) -> NetworkPass.Coins? {
    isFed ? coins?.of(shard.range, batch: batchSequences) : nil
  }

  private func forward(_ shard: Shard, _ coins: NetworkPass.Coins?) {
    if let coins = self.coins(coins, of: shard) {
      shard.pass.forward(fed: coins)
    } else {
      shard.pass.forward()
    }
  }

  /// - Returns: the shard's part of the loss.
  private func backward(
    _ shard: Shard, _ coins: NetworkPass.Coins?, _ moments: BatchMoments?
  ) -> Double {
    shard.pass.predictionGradient.zero()
    let part = loss.evaluate(shard.part(of: batchSequences, data, moments: moments))
    if let coins = self.coins(coins, of: shard) {
      shard.pass.backward(fed: coins, detached: detachesFeedback)
    } else {
      shard.pass.backward()
    }
    return part
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
