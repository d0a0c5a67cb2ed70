/// `h' = max(0, W_ih x + b_ih + W_hh h + b_hh)` (Le, Jaitly and Hinton 2015, there with an identity
/// for the start; here with PyTorch's uniform one).
package struct ReluRNN: RecurrentLayer {
  package static let name = "rnn_relu"
  package static let summary = "nn.RNN with nonlinearity='relu': no gates, no upper bound"
  package init() {}

  package static let gates = 1
  package static let blocks = [GateBlock(gate: 0)]

  package func forward(_ step: ForwardStep) { step.activate(.relu) }
  package func backward(_ step: BackwardStep) { step.activateBackward(.relu) }
}
