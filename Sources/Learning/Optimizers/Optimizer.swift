package import SourceText
package import Tensors

/// How weights follow their gradients.
package protocol Optimizer: Choosable {
  /// The state for `count` weights, as it is before the first step.
  ///
  /// - Parameter cyclesMomentum: whether a schedule will set the momentum.
  func makeState(count: Int, cyclesMomentum: Bool) -> any OptimizerState
  /// How strongly weights are drawn to zero: L2 added to the gradient, or in AdamW beside it.
  var weightDecay: Double { get set }
}

package protocol OptimizerState: AnyObject {
  /// One update of the weights, in place.
  func step(_ weights: FloatBuffer, _ gradients: FloatBuffer, lr: Double)
  /// Adam's first beta, or the momentum: what `one_cycle` cycles.
  var momentum: Double { get set }
}

extension Optimizer {
  package func makeState(count: Int) -> any OptimizerState {
    makeState(count: count, cyclesMomentum: false)
  }
}

/// Optimizers an author may name under `training.optimizer`.
package let optimizers: [any Optimizer.Type] = [
  Adam.self,
  SGD.self,
  AdamW.self,
  RMSprop.self,
]
