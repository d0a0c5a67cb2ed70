package import SourceText
import Tensors

/// `torch.optim.SGD`: `v = momentum v + (1 - dampening) g`, then `w -= lr v`, or with Nesterov's
/// look-ahead `w -= lr (g + momentum v)`.
package struct SGD: Optimizer {
  package static let name = "sgd"
  package static let summary = "gradient descent, with momentum if asked"

  let momentum, dampening: Double
  package var weightDecay: Double
  let nesterov: Bool

  enum CodingKeys: String, CodingKey {
    case momentum, dampening, nesterov
    case weightDecay = "weight_decay"
  }

  package init(_ options: inout Options) {
    momentum = options.number("momentum", default: 0, .atLeast(0))
    dampening = options.number("dampening", default: 0, .atLeast(0))
    weightDecay = options.number("weight_decay", default: 0, .atLeast(0))
    nesterov = options.flag("nesterov", default: false)
    if nesterov, momentum == 0 || dampening != 0 {
      options.report(
        Diagnostic(
          "contradiction", "nesterov needs a momentum above 0 and no dampening",
          at: options.range(of: "nesterov")))
    }
  }

  package func makeState(count: Int, cyclesMomentum: Bool) -> any OptimizerState {
    State(self, count, hasVelocity: cyclesMomentum || momentum != 0)
  }

  final class State: OptimizerState {
    let options: SGD
    let velocity: FloatBuffer
    var started = false
    var momentum: Double

    init(_ options: SGD, _ count: Int, hasVelocity: Bool) {
      self.options = options
      momentum = options.momentum
      velocity = FloatBuffer(hasVelocity ? count : 0)
    }

    func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double) {
      let rate = Float(lr)
      let momentum = Float(momentum)
      let fresh = Float(1 - options.dampening)
      let decay = Float(options.weightDecay)
      for index in 0..<weights.count {
        var gradient = gradients.pointer[index] + decay * weights.pointer[index]
        if velocity.count > 0 {
          let before = velocity.pointer[index]
          // The first step takes the gradient whole, whatever the dampening.
          let after = started ? momentum * before + fresh * gradient : gradient
          velocity.pointer[index] = after
          gradient = options.nesterov ? gradient + momentum * after : after
        }
        weights.pointer[index] -= rate * gradient
      }
      started = true
    }
  }
}
