import Tensors

/// An elementwise function whose slope can be told from its value.
package enum Activation: String, CaseIterable, Encodable, Sendable {
  case none, relu, sigmoid, tanh

  /// The kernels' number for it; nil where there is nothing to do.
  private var kind: Int? {
    switch self {
    case .none: nil
    case .relu: 0
    case .sigmoid: 1
    case .tanh: 2
    }
  }

  /// `count` numbers, in place.
  func activate(_ values: UnsafeMutablePointer<Float>, count: Int) {
    guard let kind else { return }
    Kernels.current.activate(kind, values, count, values, count, 1, count)
  }

  /// From the gradient by `outputs`, which `activate` gave, to that by what it was given, in place.
  func activateBackward(
    _ gradient: UnsafeMutablePointer<Float>, outputs: UnsafePointer<Float>, count: Int
  ) {
    guard let kind else { return }
    Kernels.current.activateBackward(
      kind, outputs, count, gradient, count, nil, 0, gradient, 1, count)
  }

  fileprivate func forward(_ step: ForwardStep) {
    guard let kind else { return }
    Kernels.current.activate(
      kind, step.gates, step.size, step.hidden, step.stride, step.rows, step.size)
  }

  fileprivate func backward(_ step: BackwardStep) {
    guard let kind else { return }
    Kernels.current.activateBackward(
      kind, step.hidden, step.stride, step.fromAbove, step.aboveStride, step.fromNext, step.stride,
      step.gates, step.rows, step.size)
  }
}

extension ForwardStep {
  /// The step of a layer without gates: its one block, activated, is the new state.
  func activate(_ activation: Activation) { activation.forward(self) }
}

extension BackwardStep {
  func activateBackward(_ activation: Activation) { activation.backward(self) }
}
