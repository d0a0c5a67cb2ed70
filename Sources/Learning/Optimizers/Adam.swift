package import SourceText
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `torch.optim.Adam` (Kingma and Ba 2015): `weight_decay` is L2 added to the gradient.
package struct Adam: Optimizer {
  package static let name = "adam"
  package static let summary = "Adam; weight_decay is L2 added to the gradient"

  let betas: [Double]
  let eps: Double
  let weightDecay: Double

  enum CodingKeys: String, CodingKey {
    case betas, eps
    case weightDecay = "weight_decay"
  }

  package init(_ options: inout Options) {
    betas = options.numbers("betas", default: [0.9, 0.999], count: 2, .from(0, below: 1))
    eps = options.number("eps", default: 1e-8, .atLeast(0))
    weightDecay = options.number("weight_decay", default: 0, .atLeast(0))
  }

  package func makeState(count: Int) -> any OptimizerState { State(self, count) }

  final class State: OptimizerState {
    let options: Adam
    let first, second: FloatBuffer
    var steps = 0

    init(_ options: Adam, _ count: Int) {
      self.options = options
      first = FloatBuffer(count)
      second = FloatBuffer(count)
    }

    func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double) {
      steps += 1
      let correction1 = 1 - pow(options.betas[0], Double(steps))
      let correction2 = 1 - pow(options.betas[1], Double(steps))
      Kernels.current.adamUpdate(
        weights.pointer, gradients.pointer, first.pointer, second.pointer, weights.count,
        Float(options.betas[0]), Float(options.betas[1]), Float(lr / correction1),
        Float(correction2.squareRoot()), Float(options.eps), Float(options.weightDecay))
    }
  }
}
