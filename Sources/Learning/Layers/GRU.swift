import Tensors

/// `n' = tanh(W_in x + b_in + σ(r) (W_hn h + b_hn))`, `h' = (1 - σ(z)) n' + σ(z) h` (Cho et al. 2014,
/// in the form of PyTorch and cuDNN, where r acts after the product).
package struct GRU: RecurrentLayer {
  package static let name = "gru"
  package static let summary = "nn.GRU: gates that mix the old state with a new one"
  package init() {}

  /// r, z, n.
  package static let gates = 3
  /// The two parts of n are blocks of their own, since r comes between them. Half of each block's
  /// weights are zeros: a quarter of the product, for one call in place of two.
  package static let blocks = [
    GateBlock(gate: 0), GateBlock(gate: 1), GateBlock(gate: 2, readsHidden: false),
    GateBlock(gate: 2, readsInputs: false),
  ]
  package static let openings = [0, 1]

  package func forward(_ step: ForwardStep) {
    Kernels.current.gruForward(
      step.gates, step.before, step.hidden, step.stride, step.rows, step.size)
  }

  package func backward(_ step: BackwardStep) {
    Kernels.current.gruBackward(
      step.gates, step.before, step.stride, step.fromAbove, step.aboveStride, step.fromNext,
      step.stride, step.carried, step.rows, step.size)
  }
}
