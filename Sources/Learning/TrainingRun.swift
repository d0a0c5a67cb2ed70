import Tensors

/// A training under way: one epoch after the other.
final class TrainingRun {
  private let data: Dataset
  private let learner: Learner
  private let coins: CoinTosser
  private let order: BatchOrder?
  /// Whether an epoch is one update.
  private let countsUpdates: Bool
  private let isCancelled: () -> Bool

  init(
    _ experiment: Experiment, _ data: Dataset, _ learner: Learner, _ coins: CoinTosser,
    _ draws: Draws, isCancelled: @escaping () -> Bool
  ) {
    self.data = data
    self.learner = learner
    self.coins = coins
    self.isCancelled = isCancelled
    countsUpdates = experiment.training.countsUpdates
    order = experiment.training.batchSize.map {
      BatchOrder(
        sequences: data.sequences, batchSize: $0,
        experiment.training.shuffle ? draws.stream(.shuffle, .torch) : nil)
    }
  }

  /// All updates of one epoch.
  ///
  /// - Returns: the mean of their losses, each weighted by its batch; where one is not a finite
  ///   number, that one, and the epoch ends there.
  func epoch(_ epoch: Int) throws(Trainer.Cancelled) -> Float {
    guard let order else {
      let loss = learner.update(coins.toss(sequences: data.sequences, epoch: epoch))
      if isCancelled() { throw Trainer.Cancelled() }
      return loss
    }
    var sum = 0.0
    var count = 0
    repeat {
      let batch = order.next()
      let loss = learner.update(coins.toss(sequences: batch.count, epoch: epoch), order: batch)
      if isCancelled() { throw Trainer.Cancelled() }
      guard loss.isFinite else { return loss }
      sum += Double(loss) * Double(batch.count)
      count += batch.count
    } while !countsUpdates && !order.isWhole
    return Float(sum / Double(count))
  }
}

/// Which sequences make a batch: those of `for batch in torch.randperm(n).split(size)`, the last one
/// smaller where the size does not divide the set.
///
/// Each epoch takes one permutation from the shuffle stream, which in the program's order is the
/// torch stream that its weights came from. A `DataLoader` permutes differently: at the start of an
/// epoch it draws a seed for its workers, then one for a generator of its own, and permutes with
/// that.
final class BatchOrder {
  private let batchSize: Int
  private var order: [Int]
  /// Where the next batch begins.
  private var start = 0
  private let stream: RandomStream?

  /// - Parameter stream: nil for batches in the order of the data.
  init(sequences: Int, batchSize: Int, _ stream: RandomStream?) {
    self.batchSize = batchSize
    self.stream = stream
    order = Array(0..<sequences)
  }

  /// Whether all batches of the permutation have been handed out; the next one begins another.
  var isWhole: Bool { start == 0 }

  func next() -> ArraySlice<Int> {
    if start == 0 { stream?.torchPermute(&order) }
    let batch = order[start..<min(start + batchSize, order.count)]
    start = batch.endIndex == order.count ? 0 : batch.endIndex
    return batch
  }
}

/// The coins of scheduled sampling, one row of them for each update.
final class CoinTosser {
  private let feeding: any Feeding
  private let stream: RandomStream
  private let steps, epochs: Int
  /// Filled anew for every update.
  private var coins: NetworkPass.Coins

  init(_ feeding: any Feeding, _ draws: Draws, steps: Int, epochs: Int = 1) {
    self.feeding = feeding
    stream = draws.stream(.sampling, .numpy)
    self.steps = steps
    self.epochs = epochs
    coins = NetworkPass.Coins(isTruth: [], perSequence: feeding.coinPerSequence)
  }

  /// `numpy.random.random() < ratio`, step by step; nil where inputs are given.
  func toss(sequences: Int, epoch: Int = 1) -> NetworkPass.Coins? {
    guard let share = feeding.truthShare(inEpoch: epoch, of: epochs) else { return nil }
    let count = feeding.coinPerSequence ? steps * sequences : steps
    coins.isTruth.removeAll(keepingCapacity: true)
    for _ in 0..<count { coins.isTruth.append(stream.numpyUniform() < share) }
    return coins
  }
}
