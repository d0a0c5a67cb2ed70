/// The network and the batch of a golden case.
package struct GoldenNetwork: Decodable, Sendable {
  /// `lstm`, `gru` or `rnn`.
  package let cell: String
  package let loss: String
  /// `B`, sequences in the batch.
  package let batchSize: Int
  /// `T`, steps of each.
  package let length: Int
  /// `I`, features per step.
  package let inputSize: Int
  /// `H`
  package let hiddenSize: Int
  /// `L`
  package let layerCount: Int
  /// `O`, features of a target; a Gaussian output layer has twice as many rows.
  package let outputSize: Int
  package let bidirectional: Bool
  package let bias: Bool
  /// `tanh` or `relu`, for an `rnn`.
  package let nonlinearity: String?
  /// `mha`, `mha_residual`, `dot` or `additive`.
  package let attention: String?
  /// Whether `h0` and `c0` have gradients too.
  package let initialState: Bool
  /// Real steps of each sequence, where they differ.
  package let lengths: [Int]?

  private enum Key: String, CodingKey {
    case cell, loss
    case batchSize = "B"
    case length = "T"
    case inputSize = "I"
    case hiddenSize = "H"
    case layerCount = "L"
    case outputSize = "O"
    case bidirectional, bias, nonlinearity, attention, initialState, lengths
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    cell = try fields.decode(String.self, forKey: .cell)
    loss = try fields.decode(String.self, forKey: .loss)
    batchSize = try fields.decode(Int.self, forKey: .batchSize)
    length = try fields.decode(Int.self, forKey: .length)
    inputSize = try fields.decode(Int.self, forKey: .inputSize)
    hiddenSize = try fields.decode(Int.self, forKey: .hiddenSize)
    layerCount = try fields.decode(Int.self, forKey: .layerCount)
    outputSize = try fields.decode(Int.self, forKey: .outputSize)
    bidirectional = try fields.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false
    bias = try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true
    nonlinearity = try fields.decodeIfPresent(String.self, forKey: .nonlinearity)
    attention = try fields.decodeIfPresent(String.self, forKey: .attention)
    initialState = try fields.decodeIfPresent(Bool.self, forKey: .initialState) ?? false
    lengths = try fields.decodeIfPresent([Int].self, forKey: .lengths)
  }
}

/// PyTorch's optimizer of a golden case. What the case does not set has PyTorch's default.
package struct GoldenOptimizer: Decodable, Sendable {
  /// PyTorch's class: `Adam`, `SGD`. A scheduler's case may add the momentum in brackets.
  package let name: String
  package let learningRate: Double
  package let momentum: Double
  package let dampening: Double
  /// Nil for the class's own default, which is not 0 for `AdamW`.
  package let weightDecay: Double?
  package let nesterov: Bool

  private enum Key: String, CodingKey { case optimizer, optimizerArgs, baseLr }
  private struct Arguments: Decodable {
    var lr, momentum, dampening, weightDecay: Double?
    var nesterov: Bool?
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    name = try fields.decode(String.self, forKey: .optimizer)
    let arguments = try fields.decodeIfPresent(Arguments.self, forKey: .optimizerArgs)
    learningRate = try arguments?.lr ?? fields.decode(Double.self, forKey: .baseLr)
    momentum = arguments?.momentum ?? 0
    dampening = arguments?.dampening ?? 0
    weightDecay = arguments?.weightDecay
    nesterov = arguments?.nesterov ?? false
  }
}

/// PyTorch's learning-rate scheduler; the fields are the arguments of its constructor.
package struct GoldenSchedule: Decodable, Sendable {
  /// PyTorch's class: `StepLR`, `OneCycleLR`.
  package let scheduler: String
  // StepLR, ExponentialLR, MultiStepLR
  package let stepSize: Int?
  package let gamma: Double?
  package let milestones: [Int]?
  // CosineAnnealingLR
  package let tMax: Int?
  package let etaMin: Double?
  // OneCycleLR
  package let maxLr: Double?
  package let totalSteps: Int?
  package let pctStart: Double?
  package let annealStrategy: String?
  package let divFactor, finalDivFactor: Double?
  package let cycleMomentum: Bool?
  package let baseMomentum, maxMomentum: Double?
  // ReduceLROnPlateau
  package let factor: Double?
  package let patience: Int?
  package let threshold: Double?
  package let thresholdMode: String?
  package let cooldown: Int?
  package let minLr: Double?
}

/// How a golden case mixes targets and own predictions.
package struct GoldenSampling: Decodable, Sendable {
  /// Whether each sequence has its own coin at each step, or the batch shares one.
  package let perSampleCoin: Bool
  /// Whether a prediction that is fed back carries no gradient.
  package let detachFeedback: Bool
}
