package import SourceText
package import Tensors

/// How weights follow their gradients.
package protocol Optimizer: Choosable {
  /// The state for `count` weights, as it is before the first step.
  func makeState(count: Int) -> any OptimizerState
}

package protocol OptimizerState: AnyObject {
  /// One update of the weights, in place.
  func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double)
}

/// Optimizers an author may name under `training.optimizer`.
package let optimizers: [any Optimizer.Type] = [
  Adam.self,
  SGD.self,
]
