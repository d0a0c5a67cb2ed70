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
  /// Those of the update under way.
  private var coins: NetworkPass.Coins?
  private var wholeMoments: BatchMoments?
  private var order: ArraySlice<Int> = []
  // Made once, so that an epoch allocates nothing.
  private lazy var loads: (Int) -> Void = { [unowned self] index in
    shards[index].load(data, scaling, order: order)
  }
  private lazy var forwards: (Int) -> Void = { [unowned self] index in
    forward(shards[index])
    moments[index] = shards[index].part(of: batchSequences, data).ownMoments
  }
  private lazy var backwards: (Int) -> Void = { [unowned self] index in
    parts[index] = backward(shards[index], wholeMoments)
  }
  private lazy var bothWays: (Int) -> Void = { [unowned self] index in
    forward(shards[index])
    parts[index] = backward(shards[index], nil)
  }

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
    self.order = order
    team.run(parts: shards.count, loads)
    // Kept by nobody, it can be shuffled in place.
    self.order = []
  }

  /// The loss at the weights as they are packed, and its gradient.
  package func gradient(_ coins: NetworkPass.Coins?) -> Double {
    masks?.draw()
    self.coins = isFed ? coins : nil
    // Each part writes its own element.
    if loss.needsMoments {
      team.run(parts: shards.count, forwards)
      // In the order of the shards, like the gradients.
      wholeMoments = moments.reduce(BatchMoments()) { $0.joined($1) }
      team.run(parts: shards.count, backwards)
    } else {
      team.run(parts: shards.count, bothWays)
    }
    self.coins = nil
    sumGradients()
    return parts.reduce(0, +)
  }

  private func forward(_ shard: Shard) {
    if let coins = coins?.of(shard.range, batch: batchSequences) {
      shard.pass.forward(fed: coins)
    } else {
      shard.pass.forward()
    }
  }

  /// - Returns: the shard's part of the loss.
  private func backward(_ shard: Shard, _ moments: BatchMoments?) -> Double {
    shard.pass.predictionGradient.zero()
    let part = loss.evaluate(shard.part(of: batchSequences, data, moments: moments))
    if let coins = coins?.of(shard.range, batch: batchSequences) {
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
