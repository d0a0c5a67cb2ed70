import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A parameter's start, drawn from U(-bound, bound).
package struct StartDraw: Sendable {
  let name: String
  let bound: Double
  /// Whether the program keeps what it draws. `nn.MultiheadAttention` draws a bias and sets it to 0.
  let isKept: Bool

  init(_ name: String, bound: Double, isKept: Bool = true) {
    self.name = name
    self.bound = bound
    self.isKept = isKept
  }
  /// As `nn.Linear` starts weights and biases of a layer that reads `inputs` numbers.
  init(_ name: String, linear inputs: Int, isKept: Bool = true) {
    self.init(name, bound: 1 / Double(inputs).squareRoot(), isKept: isKept)
  }
}

extension ParameterLayout {
  /// PyTorch's initial weights, drawn in the order of its program: recurrent layers, U(-1/√H, 1/√H);
  /// attention; the head, U(-1/√W, 1/√W) where it reads W numbers. After them come the draws of
  /// `chrono`, so that its absence changes nothing.
  func initialWeights(_ network: Network, _ draws: Draws) -> [Float] {
    let stream = draws.stream(.weights, .torch)
    var weights = [Float](repeating: 0, count: count)
    for draw in network.startDraws {
      guard let entry = self[draw.name] else { continue }
      let bound = Float(draw.bound)
      for index in entry.offset..<entry.offset + entry.count {
        let weight = stream.torchUniform(-bound, bound)
        if draw.isKept { weights[index] = weight }
      }
    }
    if network.chrono > 2 { startChrono(network, &weights, stream) }
    if network.forgetBias != 0 { addForgetBias(network, &weights) }
    if network.zeroHead {
      for index in offset("fc.weight")..<count { weights[index] = 0 }
    }
    // Drawn all the same, so that the streams stand where they would.
    network.weights?.copy(to: &weights, self)
    return weights
  }

  /// Forget gates that open for times between 1 and T - 1: `b_f = log(1 + U(0, T - 2))` and
  /// `b_i = -b_f` (Tallec and Ollivier 2018). One draw per unit, layer by layer, forward before
  /// reverse. The value goes to `bias_ih`, and 0 to `bias_hh`, since the gate sees their sum.
  private func startChrono(_ network: Network, _ weights: inout [Float], _ stream: RandomStream) {
    guard let gates = type(of: network.layer).memoryGates, network.bias else { return }
    let size = network.hiddenSize
    for (suffix, _) in network.suffixes {
      let (input, hidden) = (offset("bias_ih\(suffix)"), offset("bias_hh\(suffix)"))
      for unit in 0..<size {
        let start = Float(log(1 + Double(stream.torchUniform(0, Float(network.chrono - 2)))))
        weights[input + gates.forget * size + unit] = start
        weights[input + gates.input * size + unit] = -start
        weights[hidden + gates.forget * size + unit] = 0
        weights[hidden + gates.input * size + unit] = 0
      }
    }
  }

  /// To `bias_ih` alone: the gate sees the sum of both biases.
  private func addForgetBias(_ network: Network, _ weights: inout [Float]) {
    guard let gates = type(of: network.layer).memoryGates, network.bias else { return }
    let size = network.hiddenSize
    for (suffix, _) in network.suffixes {
      let start = offset("bias_ih\(suffix)") + gates.forget * size
      for index in start..<start + size { weights[index] += Float(network.forgetBias) }
    }
  }
}

extension Network {
  /// Recurrent layers, attention, head: the order in which the program makes them.
  var startDraws: [StartDraw] {
    let attention = type(of: attention)
    let head = attention.headWidth(width)
    let recurrent = recurrentParameters(inputs: 1).map {
      StartDraw($0.name, linear: hiddenSize)
    }
    return recurrent + attention.draws(width)
      + [StartDraw("fc.weight", linear: head), StartDraw("fc.bias", linear: head)]
  }
}
