import Tensors

/// `nn.Linear` over all steps of attention's sequences at once: `y = x W^T + b`.
struct Linear {
  /// `T · B`, numbers in, numbers out.
  private let rows, inputs, outputs: Int
  private let weights: UnsafePointer<Float>
  private let weight: Int
  private let bias: Int?

  /// - Parameters:
  ///   - outputs: how many numbers a row has after it; before it, the site's width.
  ///   - weight: where the parameter begins; `bias` as well.
  init(_ site: AttentionSite, _ outputs: Int, weight: Int, bias: Int?) {
    rows = site.steps * site.sequences
    inputs = site.width
    self.outputs = outputs
    weights = site.weights
    self.weight = weight
    self.bias = bias
  }

  /// - Parameter to: `(rows, outputs)`.
  func forward(_ from: StepRows, into to: UnsafeMutablePointer<Float>) {
    if let bias {
      for row in 0..<rows {
        (to + row * outputs).update(from: weights + bias, count: outputs)
      }
    }
    BLAS.multiply(
      from.pointer, stride: from.stride, weights + weight, .transposed, stride: inputs, into: to,
      stride: outputs, m: rows, n: outputs, k: inputs, beta: bias == nil ? 0 : 1)
  }

  /// - Parameters:
  ///   - gradient: `(rows, outputs)`, by what `forward` gave.
  ///   - to: `(rows, inputs)`, by what it was given; written with `beta` 0, added to with 1.
  ///   - parameters: the gradients by all parameters; those by this layer's are written.
  func backward(
    _ from: StepRows, gradient: UnsafePointer<Float>, into to: UnsafeMutablePointer<Float>,
    beta: Float, parameters: UnsafeMutablePointer<Float>
  ) {
    BLAS.multiply(
      gradient, stride: outputs, weights + weight, stride: inputs, into: to, stride: inputs,
      m: rows, n: inputs, k: outputs, beta: beta)
    BLAS.multiply(
      gradient, .transposed, stride: outputs, from.pointer, stride: from.stride,
      into: parameters + weight, stride: inputs, m: outputs, n: inputs, k: rows)
    guard let bias else { return }
    let sum = parameters + bias
    sum.update(repeating: 0, count: outputs)
    for row in 0..<rows {
      for output in 0..<outputs { sum[output] += gradient[row * outputs + output] }
    }
  }
}
