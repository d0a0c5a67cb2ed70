import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The moments of `Adam` and `AdamW`.
final class AdamState: OptimizerState {
  private let options: Adam
  private let isDecoupled: Bool
  let first, second: FloatBuffer
  /// The largest second moment so far, for `amsgrad`.
  private let largest: FloatBuffer?
  private var steps = 0
  /// Beta 1.
  var momentum: Double

  init(_ options: Adam, isDecoupled: Bool, _ count: Int) {
    self.options = options
    self.isDecoupled = isDecoupled
    momentum = options.betas[0]
    first = FloatBuffer(count)
    second = FloatBuffer(count)
    largest = options.amsgrad ? FloatBuffer(count) : nil
  }

  func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double) {
    steps += 1
    let stepSize = Float(lr / (1 - pow(momentum, Double(steps))))
    let rootCorrection = Float((1 - pow(options.betas[1], Double(steps))).squareRoot())
    if isDecoupled, options.weightDecay != 0 {
      let kept = Float(1 - lr * options.weightDecay)
      for index in 0..<weights.count { weights.pointer[index] *= kept }
    }
    let decay = isDecoupled ? 0 : Float(options.weightDecay)
    if let largest {
      update(weights, gradients, largest, stepSize, rootCorrection, decay)
    } else {
      Kernels.current.adamUpdate(
        weights.pointer, gradients.pointer, first.pointer, second.pointer, weights.count,
        Float(momentum), Float(options.betas[1]), stepSize, rootCorrection, Float(options.eps),
        decay)
    }
  }

  /// As the kernel does it, but divided by the largest second moment.
  private func update(
    _ weights: FloatBuffer, _ gradients: FloatBuffer, _ largest: FloatBuffer,
    _ stepSize: Float, _ rootCorrection: Float, _ decay: Float
  ) {
    let (beta1, beta2, eps) = (Float(momentum), Float(options.betas[1]), Float(options.eps))
    for index in 0..<weights.count {
      let gradient = gradients.pointer[index] + decay * weights.pointer[index]
      let m = first.pointer[index] + (1 - beta1) * (gradient - first.pointer[index])
      let v = beta2 * second.pointer[index] + (1 - beta2) * gradient * gradient
      let top = max(largest.pointer[index], v)
      first.pointer[index] = m
      second.pointer[index] = v
      largest.pointer[index] = top
      weights.pointer[index] -= stepSize * (m / (top.squareRoot() / rootCorrection + eps))
    }
  }
}
