package import SourceText

/// `nn.LSTM(..., batch_first=True)` and `nn.Linear` at every step.
package struct Network: Sendable, Encodable {
  package enum Layer: String, CaseIterable, Codable, Sendable { case lstm }

  package var layer = Layer.lstm
  /// `H`.
  package var hiddenSize: Int
  /// Stacked layers, `L`.
  package var layers: Int
  package var bidirectional: Bool
  package var bias: Bool
  /// The network sees zeros in place of its inputs, in training and after it: what remains is what
  /// it knows without them.
  package var blind = false

  enum CodingKeys: String, CodingKey {
    case layer, bidirectional, bias, blind
    case hiddenSize = "hidden_size"
    case layers = "num_layers"
  }

  package init(hiddenSize: Int, layers: Int = 1, bidirectional: Bool = false, bias: Bool = true) {
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.bidirectional = bidirectional
    self.bias = bias
  }

  package init(_ options: inout Options) {
    layer = options.word("layer", default: .lstm)
    hiddenSize = options.integer("hidden_size", default: 32, .between(1, 4096))
    layers = options.integer("num_layers", default: 1, .between(1, 16))
    bidirectional = options.flag("bidirectional", default: false)
    bias = options.flag("bias", default: true)
    blind = options.flag("blind", default: false)
  }

  var directions: Int { bidirectional ? 2 : 1 }
  /// `H`, or `2H` for both directions: what the head reads.
  var width: Int { hiddenSize * directions }
}
