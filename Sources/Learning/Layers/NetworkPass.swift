package import Tensors

/// The packed weights of a whole network, shared by the shards that read them.
package final class NetworkWeights {
  package let network: Network
  package let layout: ParameterLayout
  /// Under the names of `layout`.
  package let values: FloatBuffer
  /// Layer by layer, forward before reverse.
  let recurrent: [LSTMWeights]

  package init(_ network: Network, inputs: Int, outputs: Int) {
    self.network = network
    layout = ParameterLayout(network, inputs: inputs, outputs: outputs)
    values = FloatBuffer(layout.count)
    var recurrent: [LSTMWeights] = []
    for layer in 0..<network.layers {
      for suffix in network.bidirectional ? ["", "_reverse"] : [""] {
        recurrent.append(
          LSTMWeights(
            layout, suffix: "_l\(layer)\(suffix)", size: network.hiddenSize,
            inputs: layer == 0 ? inputs : network.width, hasBias: network.bias))
      }
    }
    self.recurrent = recurrent
  }

  /// To be called after every change of `values`.
  package func pack() {
    for weights in recurrent { weights.pack(values.pointer) }
  }
}

/// A whole network at work on the sequences of one shard: the recurrent layers, then the linear head
/// at every step. All buffers are `(T, B, …)` and allocated once.
package final class NetworkPass {
  let weights: NetworkWeights
  /// `B` and `T`.
  package let sequences, steps: Int
  let inputs, outputs: Int
  /// `O` of the data, where a readout makes it differ from what the head gives.
  let targets: Int
  let readout: (any Readout)?
  let width: Int
  let passes: [LSTMPass]
  private let directions: Int
  let lengths: [Int]?

  /// `(T, B, width)`: what the head reads, where no pass holds it in one piece.
  private let gathered: FloatBuffer?
  /// `(T, B, O)`.
  package let prediction: FloatBuffer
  /// `(T, B, targets)`: the forecast, which is the prediction itself where nothing reads it out.
  package let point: FloatBuffer
  package let target: FloatBuffer
  package let predictionGradient: FloatBuffer
  /// `(T, B, width)`: the gradient by what a layer gives.
  private let outputGradient: FloatBuffer
  /// Under the names of the layout.
  package let gradients: FloatBuffer

  package init(
    _ weights: NetworkWeights, sequences: Int, steps: Int, inputs: Int, outputs: Int,
    needsInputGradient: Bool = false, hasInitialState: Bool = false, lengths: [Int]? = nil,
    targets: Int? = nil, readout: (any Readout)? = nil
  ) {
    self.targets = targets ?? outputs
    self.readout = readout
    self.weights = weights
    self.sequences = sequences
    self.steps = steps
    self.inputs = inputs
    self.outputs = outputs
    self.lengths = lengths
    let network = weights.network
    width = network.width
    directions = network.directions
    let directions = directions
    passes = weights.recurrent.enumerated().map { index, packed in
      LSTMPass(
        packed, sequences: sequences, steps: steps, reversed: index % directions == 1,
        needsInputGradient: index >= directions || needsInputGradient,
        hasInitialState: hasInitialState, lengths: lengths)
    }
    gathered = directions > 1 || lengths != nil ? FloatBuffer(steps * sequences * width) : nil
    prediction = FloatBuffer(steps * sequences * outputs)
    target = FloatBuffer(steps * sequences * (targets ?? outputs))
    point = readout == nil ? prediction : FloatBuffer(target.count)
    predictionGradient = FloatBuffer(steps * sequences * outputs)
    outputGradient = FloatBuffer(steps * sequences * width)
    gradients = FloatBuffer(weights.layout.count)
  }

  // MARK: Forward

  /// Inputs given whole.
  package func forward() {
    for layer in 0..<weights.network.layers {
      if layer > 0 { connect(layer) }
      for direction in 0..<directions {
        let pass = passes[layer * directions + direction]
        for position in 0..<steps { pass.forward(position) }
      }
    }
    gather(weights.network.layers - 1)
    head(0..<steps)
  }

  /// Hands a layer's outputs to the next as inputs.
  private func connect(_ layer: Int) {
    gather(layer - 1)
    for step in 0..<steps { connect(layer, step) }
  }

  func connect(_ layer: Int, _ step: Int) {
    for direction in 0..<directions {
      let pass = passes[layer * directions + direction]
      let to = pass.inputs(ofStep: step)
      let (from, stride) = outputs(ofLayer: layer - 1, step: step)
      for b in 0..<sequences {
        (to + b * pass.rowStride).update(from: from + b * stride, count: width)
      }
    }
  }

  /// Both directions side by side, and zeros past a sequence's last real step.
  private func gather(_ layer: Int) {
    guard let gathered else { return }
    let size = weights.network.hiddenSize
    for direction in 0..<directions {
      let pass = passes[layer * directions + direction]
      for step in 0..<steps {
        let from = pass.outputs(ofStep: step)
        for b in 0..<sequences {
          let to = gathered.pointer + (step * sequences + b) * width + direction * size
          if let lengths, step >= lengths[b] {
            to.update(repeating: 0, count: size)
          } else {
            to.update(from: from + b * pass.rowStride, count: size)
          }
        }
      }
    }
  }

  /// `(B, width)` with a stride: what a layer gave at a step.
  func outputs(ofLayer layer: Int, step: Int) -> (UnsafeMutablePointer<Float>, Int) {
    if let gathered { return (gathered.pointer + step * sequences * width, width) }
    let pass = passes[layer * directions]
    return (pass.outputs(ofStep: step), pass.rowStride)
  }

  /// `y = h W^T + b` at the given steps.
  func head(_ range: Range<Int>) {
    let (from, stride) = outputs(ofLayer: weights.network.layers - 1, step: range.lowerBound)
    let weight = weights.values.pointer + weights.layout.offset("fc.weight")
    let bias = weights.values.pointer + weights.layout.offset("fc.bias")
    let to = prediction.pointer + range.lowerBound * sequences * outputs
    let rows = range.count * sequences
    for row in 0..<rows {
      (to + row * outputs).update(from: bias, count: outputs)
    }
    BLAS.multiply(
      from, stride: stride, weight, .transposed, stride: width, into: to, stride: outputs,
      m: rows, n: outputs, k: width, beta: 1)
    readPoints(range)
  }

  // MARK: Backward

  /// From `predictionGradient` to `gradients`, inputs having been given whole.
  package func backward() {
    headBackward(0..<steps)
    headWeights()
    for layer in (0..<weights.network.layers).reversed() {
      for direction in 0..<directions {
        let pass = passes[layer * directions + direction]
        pass.beginBackward()
        for position in (0..<steps).reversed() {
          let step = pass.step(at: position)
          pass.backward(
            position,
            fromAbove: outputGradient.pointer + step * sequences * width
              + direction * weights.network.hiddenSize, aboveStride: width)
        }
        pass.finishBackward(gradients: gradients.pointer)
      }
      if layer > 0 { collectInputGradients(ofLayer: layer) }
    }
  }

  /// `dh = dy W` at the given steps; nothing where a sequence is padded.
  func headBackward(_ range: Range<Int>) {
    let weight = weights.values.pointer + weights.layout.offset("fc.weight")
    let first = range.lowerBound * sequences
    BLAS.multiply(
      predictionGradient.pointer + first * outputs, stride: outputs, weight, stride: width,
      into: outputGradient.pointer + first * width, stride: width, m: range.count * sequences,
      n: width, k: outputs)
    if let lengths { clearPadding(lengths) }
  }

  private func clearPadding(_ lengths: [Int]) {
    for b in 0..<sequences {
      for step in lengths[b]..<steps {
        (outputGradient.pointer + (step * sequences + b) * width)
          .update(repeating: 0, count: width)
      }
    }
  }

  /// `dW = dy^T h` and `db = sum dy`, over all steps.
  func headWeights() {
    let (from, stride) = outputs(ofLayer: weights.network.layers - 1, step: 0)
    let rows = steps * sequences
    BLAS.multiply(
      predictionGradient.pointer, .transposed, stride: outputs, from, stride: stride,
      into: gradients.pointer + weights.layout.offset("fc.weight"), stride: width, m: outputs,
      n: width, k: rows)
    let bias = gradients.pointer + weights.layout.offset("fc.bias")
    for output in 0..<outputs {
      var sum: Float = 0
      for row in 0..<rows { sum += predictionGradient.pointer[row * outputs + output] }
      bias[output] = sum
    }
  }

  /// What the layer below receives: the sum over the directions that read it.
  private func collectInputGradients(ofLayer layer: Int) {
    outputGradient.zero()
    for direction in 0..<directions {
      addInputGradient(ofPass: layer * directions + direction, steps: 0..<steps)
    }
    if let lengths { clearPadding(lengths) }
  }

  private func addInputGradient(ofPass index: Int, steps range: Range<Int>) {
    guard let from = passes[index].inputGradient else { return }
    for element in range.lowerBound * sequences * width..<range.upperBound * sequences * width {
      outputGradient.pointer[element] += from.pointer[element]
    }
  }

  /// One position of all layers, from the top; for networks that are fed their own outputs.
  func backwardStep(_ step: Int) {
    for layer in (0..<weights.network.layers).reversed() {
      let above = outputGradient.pointer + step * sequences * width
      passes[layer].backward(step, fromAbove: above, aboveStride: width)
      if layer > 0, let from = passes[layer].inputGradient {
        above.update(from: from.pointer + step * sequences * width, count: sequences * width)
      }
    }
  }

  /// The gradient by the network's inputs, `(T, B, D)`; both directions summed.
  package func inputGradient() -> [Float] {
    var sum = [Float](repeating: 0, count: steps * sequences * inputs)
    for pass in passes.prefix(directions) {
      guard let part = pass.inputGradient else { continue }
      for index in sum.indices { sum[index] += part.pointer[index] }
    }
    return sum
  }
}
