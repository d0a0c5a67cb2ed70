package import Learning

/// How a network is set up and trained, as far as its options say.
package struct Setup: Sendable, Equatable {
  /// Updates of the whole training, and epochs.
  package var steps, epochs: Int
  /// Training sequences, and of them in a batch.
  package var sequences, batch: Int
  package var lr: Double
  package var hiddenSize: Int
  /// L2 inside the optimizer, and shares dropped.
  package var weightDecay, dropout: Double
  /// What follows the head.
  package var headActivation: Activation
  package var loss: String
  package var isScaled: Bool
  package var isBlind: Bool

  package init(
    steps: Int, epochs: Int, sequences: Int = 256, batch: Int, lr: Double, hiddenSize: Int,
    weightDecay: Double = 0,
    dropout: Double = 0, headActivation: Activation = .none, loss: String = "mse",
    isScaled: Bool = false, isBlind: Bool = false
  ) {
    self.steps = steps
    self.epochs = epochs
    self.sequences = sequences
    self.batch = batch
    self.lr = lr
    self.hiddenSize = hiddenSize
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.headActivation = headActivation
    self.loss = loss
    self.isScaled = isScaled
    self.isBlind = isBlind
  }
}
