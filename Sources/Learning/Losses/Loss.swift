package import SourceText

/// What training minimises.
package protocol Loss: Choosable {
  /// `P`: how many numbers the head gives at a step for `O` targets. More where it gives a density.
  func headOutputs(for outputs: Int) -> Int
  /// Whether data go into the network as they are, because targets are numbers of classes.
  var needsRawData: Bool { get }
  /// Nil where the head's outputs are the forecast.
  var readout: (any Readout)? { get }

  /// The batch's moments that `evaluate` has to know, or false where each shard stands alone.
  var needsMoments: Bool { get }
  /// Adds one shard's part of the loss and writes its gradient.
  ///
  /// The parts of all shards sum to the loss of the whole batch, so both are divided by the counts
  /// of the whole batch.
  func evaluate(_ shard: LossShard) -> Double
  /// What is wrong with a target, for a message that begins "cross_entropy needs"; nil where nothing.
  func demand(on target: Float) -> String?
}

/// How the head's outputs at one step become the forecast that is scored, shown and fed back.
package protocol Readout: Sendable {
  /// - Parameters:
  ///   - head: `(P,)`.
  ///   - point: `(O,)`, written.
  func point(
    _ head: UnsafePointer<Float>, _ point: UnsafeMutablePointer<Float>, outputs: Int)
  /// Adds the gradient by the head's outputs that a gradient by the forecast makes.
  ///
  /// - Parameters:
  ///   - head: `(P,)`.
  ///   - pointGradient: `(O,)`.
  ///   - gradient: `(P,)`, added to.
  func backward(
    _ head: UnsafePointer<Float>, _ pointGradient: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, outputs: Int)
}

extension Loss {
  package func headOutputs(for outputs: Int) -> Int { outputs }
  package var needsRawData: Bool { false }
  package var readout: (any Readout)? { nil }
  package var needsMoments: Bool { false }
  package func demand(on target: Float) -> String? { nil }
}

/// Losses an author may name under `training.loss`.
package let losses: [any Loss.Type] = [
  MeanSquaredError.self,
  MeanPenalty.self,
  AbsoluteError.self,
  SmoothAbsoluteError.self,
  HuberLoss.self,
  QuantileLoss.self,
  GaussianLikelihood.self,
  MixtureLikelihood.self,
  CrossEntropy.self,
  SpreadPenalty.self,
]
