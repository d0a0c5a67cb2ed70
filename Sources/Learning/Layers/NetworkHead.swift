import Tensors

/// What follows the recurrent layers: attention over whole sequences, then step by step dropout, the
/// linear layer, and its activation.
extension NetworkPass {
  private var outputRows: StepRows {
    let (pointer, stride) = outputs(ofLayer: weights.network.layers - 1, step: 0)
    return StepRows(pointer: pointer, stride: stride)
  }

  /// What the head reads: its own copy where attention or dropout made one.
  private var headRows: StepRows {
    guard let headInput, attention != nil || masks?.dropsHead == true else { return outputRows }
    return StepRows(pointer: headInput.pointer, stride: headWidth)
  }

  // MARK: Forward

  /// All steps at once: attention needs the whole sequence behind it.
  func attend() {
    guard let attention, let headInput else { return }
    attention.forward(outputRows, into: headInput.pointer)
  }

  /// `y = f(x W^T + b)` at the given steps.
  func head(_ range: Range<Int>) {
    dropHead(range)
    let rows = headRows
    let width = headWidth
    let weight = weights.values.pointer + weights.layout.offset("fc.weight")
    let bias = weights.values.pointer + weights.layout.offset("fc.bias")
    let to = prediction.pointer + range.lowerBound * sequences * outputs
    let count = range.count * sequences
    for row in 0..<count {
      (to + row * outputs).update(from: bias, count: outputs)
    }
    BLAS.multiply(
      rows.pointer + range.lowerBound * sequences * rows.stride, stride: rows.stride, weight,
      .transposed, stride: width, into: to, stride: outputs, m: count, n: outputs, k: width,
      beta: 1)
    weights.network.headActivation.activate(to, count: count * outputs)
    readPoints(range)
  }

  /// Copies what the head would read, unless attention wrote it, and drops a part of it.
  private func dropHead(_ range: Range<Int>) {
    guard let masks, masks.dropsHead, let headInput else { return }
    let width = headWidth
    let from = outputRows
    for step in range {
      let to = headInput.pointer + step * sequences * width
      if attention == nil {
        for b in 0..<sequences {
          (to + b * width).update(
            from: from.pointer + (step * sequences + b) * from.stride, count: width)
        }
      }
      masks.dropHead(step, to, stride: width, count: sequences)
    }
  }

  // MARK: Backward

  /// `dx = (dy f') W` at the given steps. Turns the gradient by the predictions into that by what
  /// was activated.
  func headBackward(_ range: Range<Int>) {
    let width = headWidth
    let weight = weights.values.pointer + weights.layout.offset("fc.weight")
    let first = range.lowerBound * sequences
    let count = range.count * sequences
    let gradient = predictionGradient.pointer + first * outputs
    weights.network.headActivation.activateBackward(
      gradient, outputs: prediction.pointer + first * outputs, count: count * outputs)
    let to = headGradient.pointer + first * width
    BLAS.multiply(
      gradient, stride: outputs, weight, stride: width, into: to, stride: width, m: count,
      n: width, k: outputs)
    guard let masks else { return }
    for step in range {
      masks.dropHead(
        step, headGradient.pointer + step * sequences * width, stride: width, count: sequences)
    }
  }

  /// `dW = (dy f')^T x` and `db = sum dy f'`, over all steps, after `headBackward`.
  func headWeights() {
    let from = headRows
    let width = headWidth
    let rows = steps * sequences
    BLAS.multiply(
      predictionGradient.pointer, .transposed, stride: outputs, from.pointer, stride: from.stride,
      into: gradients.pointer + weights.layout.offset("fc.weight"), stride: width, m: outputs,
      n: width, k: rows)
    let bias = gradients.pointer + weights.layout.offset("fc.bias")
    for output in 0..<outputs {
      var sum: Float = 0
      for row in 0..<rows { sum += predictionGradient.pointer[row * outputs + output] }
      bias[output] = sum
    }
  }

  func attendBackward() {
    attention?.backward(
      outputRows, gradient: headGradient.pointer, into: outputGradient.pointer,
      parameters: gradients.pointer)
  }
}
