import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

extension GoldenNetwork {
  /// The engine's network of the same shape.
  var network: Network {
    let attention: OptionNode =
      switch self.attention {
      case nil: "none"
      case "mha_residual": "mha"
      case let name?: OptionNode(stringLiteral: name)
      }
    let node: OptionNode = [
      "layer": OptionNode(stringLiteral: nonlinearity.map { "\(cell)_\($0)" } ?? cell),
      "hidden_size": OptionNode(hiddenSize), "num_layers": OptionNode(layerCount),
      "bidirectional": OptionNode(booleanLiteral: bidirectional),
      "bias": OptionNode(booleanLiteral: bias), "attention": attention,
      "attention_residual": OptionNode(booleanLiteral: self.attention == "mha_residual"),
    ]
    return model(node)
  }

  /// The engine's word for the loss, with its options; nil where it has none.
  var lossOptions: OptionNode? {
    switch loss {
    case "mse", "mse_masked": ["name": "mse"]
    case "mse_sum": ["name": "mse", "reduction": "sum"]
    case "mse_mean_penalty": ["name": "mse_mean_penalty", "weight": 0.1]
    case "l1", "smooth_l1", "gaussian_nll": ["name": OptionNode(stringLiteral: loss)]
    case "huber_delta0.5": ["name": "huber", "delta": 0.5]
    default: nil
    }
  }
}

extension GoldenVectors {
  /// The stored weights as one run in the layout's order.
  func weights(_ layout: ParameterLayout) throws -> [Float] {
    try layout.entries.flatMap { try floats($0.name) }
  }
}

/// The part of a flat run of numbers that belongs to one parameter.
func part(_ entry: ParameterLayout.Entry, of values: FloatBuffer) -> [Float] {
  Array(UnsafeBufferPointer(start: values.pointer + entry.offset, count: entry.count))
}

/// `(A, B, W)` to `(B, A, W)`: the engine has time first, the golden vectors the batch.
func swapped<Value>(_ values: [Value], _ a: Int, _ b: Int) -> [Value] {
  let width = values.count / (a * b)
  var result: [Value] = []
  for j in 0..<b {
    for i in 0..<a {
      let start = (i * b + j) * width
      result += values[start..<start + width]
    }
  }
  return result
}

/// A network pass loaded with a golden case's weights, inputs and targets.
struct GoldenPass {
  let vectors: GoldenVectors
  let network: GoldenNetwork
  let pass: NetworkPass
  private let loss: any Loss

  init(_ golden: GoldenCase) throws {
    vectors = try GoldenVectors(golden)
    network = try #require(golden.network)
    let experiment = experiment([
      "training": ["loss": try #require(network.lossOptions, "no loss \(network.loss)")]
    ])
    loss = experiment.training.loss
    let weights = NetworkWeights(
      network.network, inputs: network.inputSize,
      outputs: loss.headOutputs(for: network.outputSize))
    weights.values.copy(try vectors.weights(weights.layout))
    weights.pack()
    pass = NetworkPass(
      weights, sequences: network.batchSize, steps: network.length, inputs: network.inputSize,
      outputs: loss.headOutputs(for: network.outputSize), needsInputGradient: true,
      hasInitialState: network.initialState, lengths: network.lengths,
      targets: network.outputSize, readout: loss.readout)
    pass.target.copy(swapped(try vectors.floats("y"), network.batchSize, network.length))
    try loadInputs()
    if network.initialState { try loadState() }
  }

  private func loadInputs() throws {
    let x = try vectors.floats("x")
    let width = network.inputSize
    for layerPass in pass.passes.prefix(network.bidirectional ? 2 : 1) {
      for step in 0..<network.length {
        let to = layerPass.inputs(ofStep: step)
        for b in 0..<network.batchSize {
          for d in 0..<width {
            to[b * layerPass.rowStride + d] = x[(b * network.length + step) * width + d]
          }
        }
      }
    }
  }

  private func loadState() throws {
    let size = network.batchSize * network.hiddenSize
    let hidden = try vectors.floats("h0")
    // A GRU and a plain layer have no memory.
    let memory = vectors.contains("c0") ? try vectors.floats("c0") : hidden
    for (index, layerPass) in pass.passes.enumerated() {
      let range = index * size..<(index + 1) * size
      layerPass.setInitialState(hidden: Array(hidden[range]), memory: Array(memory[range]))
    }
  }

  /// The loss of the pass's predictions; writes its gradient by them.
  func evaluate() -> Double {
    pass.predictionGradient.zero()
    let real = network.lengths ?? [Int](repeating: network.length, count: network.batchSize)
    return loss.evaluate(
      LossShard(
        prediction: pass.prediction.pointer, target: pass.target.pointer,
        gradient: pass.predictionGradient.pointer, sequences: network.batchSize,
        outputs: network.outputSize, scored: 0..<network.length, lengths: network.lengths,
        scoredCount: real.reduce(0, +) * network.outputSize, batch: network.batchSize))
  }

  /// What the last layer gave at every step, `(B, T, width)`.
  var outputs: [Float] {
    let width = network.network.width
    let byStep = (0..<network.length).flatMap { step in
      let (from, stride) = pass.outputs(ofLayer: network.layerCount - 1, step: step)
      return (0..<network.batchSize).flatMap { b in (0..<width).map { from[b * stride + $0] } }
    }
    return swapped(byStep, network.length, network.batchSize)
  }

  /// `(B, T, O)`.
  var prediction: [Float] { swapped(pass.prediction.array, network.length, network.batchSize) }
  /// `(B, T, I)`.
  var inputGradient: [Float] { swapped(pass.inputGradient(), network.length, network.batchSize) }

  /// Expects the gradients by all weights to be PyTorch's.
  func expectWeightGradients() throws {
    for entry in pass.weights.layout.entries {
      expectClose(
        part(entry, of: pass.gradients), to: try vectors.reference("grad.\(entry.name)"))
    }
  }
}
