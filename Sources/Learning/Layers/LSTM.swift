import Tensors

/// `c' = σ(f) c + σ(i) tanh(g)`, `h' = σ(o) tanh(c')` (Hochreiter and Schmidhuber 1997; forget gate
/// of Gers, Schmidhuber and Cummins 2000).
package struct LSTM: RecurrentLayer {
  package static let name = "lstm"
  package static let summary = "nn.LSTM: a memory behind gates"
  package init() {}

  /// i, f, g, o.
  package static let gates = 4
  package static let blocks = (0..<4).map { GateBlock(gate: $0) }
  package static let hasMemory = true
  package static let openings = [0, 1, 3]
  package static var memoryGates: (forget: Int, input: Int)? { (forget: 1, input: 0) }

  package func forward(_ step: ForwardStep) {
    Kernels.current.lstmForward(
      step.gates, step.memoryBefore, step.memory, step.squashed, step.hidden, step.stride,
      step.rows, step.size)
  }

  package func backward(_ step: BackwardStep) {
    Kernels.current.lstmBackward(
      step.gates, step.memoryBefore, step.squashed, step.fromAbove, step.aboveStride,
      step.fromNext, step.stride, step.carried, step.rows, step.size)
  }
}
