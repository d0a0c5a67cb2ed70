package import SourceText

/// Stacked recurrent layers (`nn.LSTM(..., batch_first=True)` and its kin), attention if asked for,
/// and `nn.Linear` at every step.
package struct Network: Sendable, Encodable {
  package var layer: any RecurrentLayer = LSTM()
  /// `H`.
  package var hiddenSize: Int
  /// Stacked layers, `L`.
  package var layers: Int
  package var bidirectional: Bool
  package var bias: Bool
  /// False for an accident that PyTorch lets happen: batch-first data in a network that takes its first
  /// axis for time. The recurrence then runs over the batch.
  package var batchFirst = true
  /// The network sees zeros in place of its inputs, in training and after it: what remains is what
  /// it knows without them.
  package var blind = false
  /// The share of numbers dropped between stacked layers while training.
  package var dropout = 0.0
  package var attention: any Attention = NoAttention()
  /// With `mha`: the head reads the sum of outputs and attention.
  package var attentionResidual = false
  /// The share of numbers dropped before the head while training.
  package var headDropout = 0.0
  /// What follows the head.
  package var headActivation = Activation.none
  /// Added to the forget gate's start.
  package var forgetBias = 0.0
  /// `T`, the longest time the forget gates start with; 0 for PyTorch's start.
  package var chrono = 0
  /// The head starts with zeros: on standardised targets, with the constant mean as its forecast.
  package var zeroHead = false
  /// Weights to start from in place of drawn ones.
  package var weights: StartWeights?

  package init(hiddenSize: Int, layers: Int = 1, bidirectional: Bool = false, bias: Bool = true) {
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.bidirectional = bidirectional
    self.bias = bias
  }

  package init(_ options: inout Options) {
    layer = options.choice("layer", among: recurrentLayers) as! any RecurrentLayer
    // Large enough that what a size costs is said in bytes, and small enough to count them.
    hiddenSize = options.integer("hidden_size", default: 32, .between(1, 1e9))
    layers = options.integer("num_layers", default: 1, .between(1, 16))
    bidirectional = options.flag("bidirectional", default: false)
    bias = options.flag("bias", default: true)
    batchFirst = options.flag("batch_first", default: true)
    dropout = options.number("dropout", default: 0, .from(0, below: 1))
    attention = options.choice("attention", among: attentions) as! any Attention
    attentionResidual = options.flag("attention_residual", default: false)
    headDropout = options.number("head_dropout", default: 0, .from(0, below: 1))
    headActivation = options.word("head_activation", default: .none)
    forgetBias = options.number("forget_bias", default: 0, .any)
    chrono = options.integer("chrono", default: 0, .between(0, 1e9))
    blind = options.flag("blind", default: false)
    zeroHead = options.flag("zero_head", default: false)
    let path = options.text("weights", allowed: "the path of a safetensors file")
    weights = path.map { StartWeights(DataFile(path: $0, range: options.range(of: "weights"))) }
    for diagnostic in contradictions(options) { options.report(diagnostic) }
  }

  enum CodingKeys: String, CodingKey {
    case layer, bidirectional, bias, blind, dropout, attention, chrono, weights
    case hiddenSize = "hidden_size"
    case batchFirst = "batch_first"
    case layers = "num_layers"
    case attentionResidual = "attention_residual"
    case headDropout = "head_dropout"
    case headActivation = "head_activation"
    case forgetBias = "forget_bias"
    case zeroHead = "zero_head"
  }

  /// What came after the first records is written only where it differs from its default, so that
  /// they keep their fingerprints.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type(of: layer).name, forKey: .layer)
    try container.encode(hiddenSize, forKey: .hiddenSize)
    try container.encode(layers, forKey: .layers)
    try container.encode(bidirectional, forKey: .bidirectional)
    try container.encode(bias, forKey: .bias)
    try container.encode(blind, forKey: .blind)
    if !batchFirst { try container.encode(batchFirst, forKey: .batchFirst) }
    if dropout != 0 { try container.encode(dropout, forKey: .dropout) }
    if !(attention is NoAttention) {
      try container.encode(type(of: attention).name, forKey: .attention)
    }
    if attentionResidual { try container.encode(attentionResidual, forKey: .attentionResidual) }
    if headDropout != 0 { try container.encode(headDropout, forKey: .headDropout) }
    if headActivation != .none { try container.encode(headActivation, forKey: .headActivation) }
    if forgetBias != 0 { try container.encode(forgetBias, forKey: .forgetBias) }
    if chrono != 0 { try container.encode(chrono, forKey: .chrono) }
    if zeroHead { try container.encode(zeroHead, forKey: .zeroHead) }
    if let weights { try container.encode(weights, forKey: .weights) }
  }

  /// A parameter's name in the state dict of a module that holds its recurrent layers as `lstm`, `gru` or
  /// `rnn`.
  package func stateDictName(of parameter: String) -> String {
    if parameter.hasPrefix("fc.") || parameter.hasPrefix("attn.") { return parameter }
    return "\(type(of: layer).name.prefix { $0 != "_" }).\(parameter)"
  }

  var directions: Int { bidirectional ? 2 : 1 }
  /// `H`, or `2H` for both directions: what the recurrent layers give at a step.
  var width: Int { hiddenSize * directions }
  /// What the head reads at a step.
  var headWidth: Int { type(of: attention).headWidth(width) }
  var hasAttention: Bool { !(attention is NoAttention) }
}
