package import SourceText
import Tensors

/// `torch.optim.RMSprop` (Tieleman and Hinton 2012): gradients divided by the root of the mean of
/// their squares, or with `centered` by their standard deviation (Graves 2013).
package struct RMSprop: Optimizer {
  package static let name = "rmsprop"
  package static let summary = "gradients divided by the root of their mean square"

  let alpha, eps, momentum: Double
  package var weightDecay: Double
  let centered: Bool

  enum CodingKeys: String, CodingKey {
    case alpha, eps, momentum, centered
    case weightDecay = "weight_decay"
  }

  package init(_ options: inout Options) {
    alpha = options.number("alpha", default: 0.99, .from(0, below: 1))
    eps = options.number("eps", default: 1e-8, .atLeast(0))
    momentum = options.number("momentum", default: 0, .atLeast(0))
    centered = options.flag("centered", default: false)
    weightDecay = options.number("weight_decay", default: 0, .atLeast(0))
  }

  package func makeState(count: Int, cyclesMomentum: Bool) -> any OptimizerState {
    State(self, count, hasVelocity: cyclesMomentum || momentum != 0)
  }

  final class State: OptimizerState {
    private let options: RMSprop
    let square: FloatBuffer
    private let average, velocity: FloatBuffer?
    var momentum: Double

    init(_ options: RMSprop, _ count: Int, hasVelocity: Bool) {
      self.options = options
      momentum = options.momentum
      square = FloatBuffer(count)
      average = options.centered ? FloatBuffer(count) : nil
      velocity = hasVelocity ? FloatBuffer(count) : nil
    }

    func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double) {
      let (alpha, eps) = (Float(options.alpha), Float(options.eps))
      let (rate, momentum) = (Float(lr), Float(momentum))
      let decay = Float(options.weightDecay)
      for index in 0..<weights.count {
        let gradient = gradients.pointer[index] + decay * weights.pointer[index]
        let mean = alpha * square.pointer[index] + (1 - alpha) * gradient * gradient
        square.pointer[index] = mean
        var spread = mean
        if let average {
          let centre =
            average.pointer[index] + (1 - alpha) * (gradient - average.pointer[index])
          average.pointer[index] = centre
          spread -= centre * centre
        }
        var move = gradient / (spread.squareRoot() + eps)
        if let velocity {
          move += momentum * velocity.pointer[index]
          velocity.pointer[index] = move
        }
        weights.pointer[index] -= rate * move
      }
    }
  }
}
