package import Tensors

/// A whole network at work on the sequences of one shard: the recurrent layers, attention, then the
/// linear head at every step. All buffers are `(T, B, …)` and allocated once.
package final class NetworkPass {
  let weights: NetworkWeights
  /// `B` and `T`.
  package let sequences, steps: Int
  let inputs, outputs: Int
  /// `O` of the data, where a readout makes it differ from what the head gives.
  let targets: Int
  let readout: (any Readout)?
  /// What a recurrent layer gives at a step, and what the head reads.
  let width, headWidth: Int
  let passes: [RecurrentPass]
  private let directions: Int
  let lengths: [Int]?

  /// Where no gradient passes: nowhere, but for an accident.
  var cut = GradientCut.nowhere {
    didSet { for pass in passes { pass.cutsSteps = cut == .betweenSteps } }
  }
  /// What training drops; nil outside it.
  package var masks: DropoutMasks.Part?
  let attention: (any AttentionPass)?

  /// `(T, B, width)`: what a layer gives, where no pass holds it in one piece.
  private let gathered: FloatBuffer?
  /// `(T, B, headWidth)`: what the head reads, where that is not what the last layer gives.
  let headInput: FloatBuffer?
  /// `(T, B, O)`.
  package let prediction: FloatBuffer
  /// `(T, B, targets)`: the forecast, which is the prediction itself where nothing reads it out.
  package let point: FloatBuffer
  package let target: FloatBuffer
  package let predictionGradient: FloatBuffer
  // What only training needs is made by the first backward pass: forecasts never make it.
  /// `(T, B, width)`: the gradient by what a layer gives.
  private(set) lazy var outputGradient = FloatBuffer(steps * sequences * width)
  /// `(T, B, headWidth)`: the gradient by what the head reads.
  private(set) lazy var headGradient =
    attention == nil ? outputGradient : FloatBuffer(steps * sequences * headWidth)
  /// Under the names of the layout.
  package private(set) lazy var gradients = FloatBuffer(weights.layout.count)

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
    headWidth = network.headWidth
    directions = network.directions
    let directions = directions
    passes = weights.recurrent.enumerated().map { index, packed in
      RecurrentPass(
        packed, sequences: network.batchFirst ? sequences : steps,
        steps: network.batchFirst ? steps : sequences, reversed: index % directions == 1,
        needsInputGradient: index >= directions || needsInputGradient,
        hasInitialState: hasInitialState, lengths: lengths)
    }
    gathered =
      directions > 1 || lengths != nil || !network.batchFirst
      ? FloatBuffer(steps * sequences * width) : nil
    prediction = FloatBuffer(steps * sequences * outputs)
    target = FloatBuffer(steps * sequences * (targets ?? outputs))
    point = readout == nil ? prediction : FloatBuffer(target.count)
    predictionGradient = FloatBuffer(steps * sequences * outputs)
    attention = type(of: network.attention).makePass(
      AttentionSite(
        sequences: sequences, steps: steps, width: network.width,
        residual: network.attentionResidual, weights: weights.values.pointer,
        layout: weights.layout))
    headInput =
      attention != nil || network.headDropout > 0
      ? FloatBuffer(steps * sequences * headWidth) : nil
  }

  // MARK: Forward

  /// Inputs given whole.
  package func forward() {
    for layer in 0..<weights.network.layers {
      if layer > 0 { connect(layer) }
      for direction in 0..<directions {
        let pass = passes[layer * directions + direction]
        for position in 0..<pass.steps { pass.forward(position) }
      }
    }
    gather(weights.network.layers - 1)
    attend()
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
      let (from, stride) = outputs(ofLayer: layer - 1, step: step)
      for b in 0..<sequences {
        inputRow(of: pass, step, b).update(from: from + b * stride, count: width)
      }
      masks?.drop(
        below: layer, step, inputRow(of: pass, step, 0), stride: pass.rowStride, count: sequences)
    }
  }

  /// Where a recurrent pass reads a sequence's input at a step. Without `batch_first` the pass takes the
  /// batch for time and time for the batch.
  func inputRow(of pass: RecurrentPass, _ step: Int, _ b: Int) -> UnsafeMutablePointer<Float> {
    weights.network.batchFirst
      ? pass.inputs(ofStep: step) + b * pass.rowStride
      : pass.inputs(ofStep: b) + step * pass.rowStride
  }

  private func outputRow(of pass: RecurrentPass, _ step: Int, _ b: Int)
    -> UnsafeMutablePointer<Float>
  {
    weights.network.batchFirst
      ? pass.outputs(ofStep: step) + b * pass.rowStride
      : pass.outputs(ofStep: b) + step * pass.rowStride
  }

  /// Both directions side by side, and zeros past a sequence's last real step.
  private func gather(_ layer: Int) {
    guard let gathered else { return }
    let size = weights.network.hiddenSize
    for direction in 0..<directions {
      let pass = passes[layer * directions + direction]
      for step in 0..<steps {
        for b in 0..<sequences {
          let to = gathered.pointer + (step * sequences + b) * width + direction * size
          if let lengths, step >= lengths[b] {
            to.update(repeating: 0, count: size)
          } else {
            to.update(from: outputRow(of: pass, step, b), count: size)
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

  // MARK: Backward

  /// From `predictionGradient` to `gradients`, inputs having been given whole.
  package func backward() {
    headBackward(0..<steps)
    headWeights()
    attendBackward()
    if cut == .belowHead { return }
    if let lengths { clearPadding(lengths) }
    for layer in (0..<weights.network.layers).reversed() {
      for direction in 0..<directions {
        let pass = passes[layer * directions + direction]
        pass.beginBackward()
        // Without `batch_first` a position is a sequence, and its rows are the steps.
        let (between, within) =
          weights.network.batchFirst ? (sequences * width, width) : (width, sequences * width)
        for position in (0..<pass.steps).reversed() {
          pass.backward(
            position,
            fromAbove: outputGradient.pointer + pass.step(at: position) * between
              + direction * weights.network.hiddenSize, aboveStride: within)
        }
        pass.finishBackward(gradients: gradients.pointer)
      }
      if layer > 0 { collectInputGradients(ofLayer: layer) }
    }
  }

  private func clearPadding(_ lengths: [Int]) {
    for b in 0..<sequences {
      for step in lengths[b]..<steps {
        (outputGradient.pointer + (step * sequences + b) * width)
          .update(repeating: 0, count: width)
      }
    }
  }

  /// What the layer below receives: the sum over the directions that read it.
  private func collectInputGradients(ofLayer layer: Int) {
    outputGradient.zero()
    for direction in 0..<directions {
      addInputGradient(ofPass: layer * directions + direction)
    }
    drop(below: layer, 0..<steps)
    if let lengths { clearPadding(lengths) }
  }

  private func addInputGradient(ofPass index: Int) {
    guard let from = passes[index].inputGradient?.pointer else { return }
    add(from, width, to: outputGradient.pointer)
  }

  /// Adds a pass's gradient by its inputs, `count` numbers to a row, to `(T, B, count)`.
  private func add(
    _ from: UnsafePointer<Float>, _ count: Int, to: UnsafeMutablePointer<Float>
  ) {
    if weights.network.batchFirst {
      for element in 0..<steps * sequences * count { to[element] += from[element] }
      return
    }
    for step in 0..<steps {
      for b in 0..<sequences {
        let (here, there) = ((step * sequences + b) * count, (b * steps + step) * count)
        for j in 0..<count { to[here + j] += from[there + j] }
      }
    }
  }

  /// From the gradient by what a layer read to that by what the layer below it gave.
  private func drop(below layer: Int, _ range: Range<Int>) {
    guard let masks else { return }
    for step in range {
      masks.drop(
        below: layer, step, outputGradient.pointer + step * sequences * width, stride: width,
        count: sequences)
    }
  }

  /// One position of all layers, from the top; for networks that are fed their own outputs.
  func backwardStep(_ step: Int) {
    for layer in (0..<weights.network.layers).reversed() {
      let above = outputGradient.pointer + step * sequences * width
      passes[layer].backward(step, fromAbove: above, aboveStride: width)
      if layer > 0, let from = passes[layer].inputGradient {
        above.update(from: from.pointer + step * sequences * width, count: sequences * width)
        drop(below: layer, step..<step + 1)
      }
    }
  }

  /// The gradient by the network's inputs, `(T, B, D)`; both directions summed.
  package func inputGradient() -> [Float] {
    var sum = [Float](repeating: 0, count: steps * sequences * inputs)
    for pass in passes.prefix(directions) {
      guard let part = pass.inputGradient else { continue }
      sum.withUnsafeMutableBufferPointer {
        if let to = $0.baseAddress { add(part.pointer, inputs, to: to) }
      }
    }
    return sum
  }
}
