/// `h' = tanh(W_ih x + b_ih + W_hh h + b_hh)` (Elman 1990).
package struct TanhRNN: RecurrentLayer {
  package static let name = "rnn_tanh"
  package static let summary = "nn.RNN with nonlinearity='tanh': no gates"
  package init() {}

  package static let gates = 1
  package static let blocks = [GateBlock(gate: 0)]

  package func forward(_ step: ForwardStep) { step.activate(.tanh) }
  package func backward(_ step: BackwardStep) { step.activateBackward(.tanh) }
}
