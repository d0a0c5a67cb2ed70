import Foundation
import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

/// What no golden case covers, against PyTorch's formulas in float64, a number at a time.
@Suite struct OptimizerTests {
  /// Gradients that shrink, so that the largest second moment is not the latest.
  private static let gradients: [Double] = [1, -0.8, 0.5, 0.3, -0.05, 0.02, 0.01, 0.6]

  /// `exp_avg.lerp_(g, 1 - b1)`, `exp_avg_sq`, `max_exp_avg_sqs = maximum(…)`, then
  /// `p -= lr / (1 - b1^t) · m / (sqrt(vmax) / sqrt(1 - b2^t) + eps)`.
  @Test(arguments: ["adam", "adamw"])
  func amsgradDividesByTheLargestMoment(_ name: String) {
    var (p, m, v, top) = (0.7, 0.0, 0.0, 0.0)
    var expected: [Double] = []
    for (index, raw) in Self.gradients.enumerated() {
      let t = Double(index + 1)
      if name == "adamw" { p *= 1 - 0.01 * 0.1 }
      let g = name == "adam" ? raw + 0.1 * p : raw
      m += 0.1 * (g - m)
      v = 0.9 * v + 0.1 * g * g
      top = max(top, v)
      p -=
        0.01 / (1 - pow(0.9, t)) * m / (top.squareRoot() / (1 - pow(0.9, t)).squareRoot() + 1e-8)
      expected.append(p)
    }
    let node: OptionNode = [
      "name": OptionNode(stringLiteral: name), "amsgrad": true, "betas": [0.9, 0.9],
      "weight_decay": 0.1,
    ]
    expectClose(run(node, from: 0.7), to: expected, bound: 1e-6, name)
  }

  /// `grad_avg.lerp_(g, 1 - alpha)`, `avg = sqrt(square_avg - grad_avg²) + eps`,
  /// `buf = momentum · buf + g / avg`, `p -= lr · buf`.
  @Test(arguments: [false, true], [0, 0.9])
  func aCentredRMSpropDividesByTheDeviation(_ centered: Bool, _ momentum: Double) {
    var (p, square, average, buffer) = (0.7, 0.0, 0.0, 0.0)
    var expected: [Double] = []
    for raw in Self.gradients {
      let g = raw + 0.1 * p
      square = 0.9 * square + 0.1 * g * g
      average += 0.1 * (g - average)
      let spread = centered ? square - average * average : square
      buffer = momentum * buffer + g / (spread.squareRoot() + 1e-8)
      p -= 0.01 * buffer
      expected.append(p)
    }
    let node: OptionNode = [
      "name": "rmsprop", "alpha": 0.9, "centered": OptionNode(booleanLiteral: centered),
      "momentum": OptionNode(momentum), "weight_decay": 0.1,
    ]
    expectClose(run(node, from: 0.7), to: expected, bound: 2e-6, "rmsprop")
  }

  /// What a cycle sets is used from the next step on, in every optimizer.
  @Test(arguments: optimizers.map { $0.name })
  func aMomentumThatIsSetIsTheOneThatIsUsed(_ name: String) {
    let node = OptionNode(stringLiteral: name)
    let optimizer = experiment(["training": ["optimizer": node]]).training.optimizer
    let key = name.hasPrefix("adam") ? "betas" : "momentum"
    let value: OptionNode = name.hasPrefix("adam") ? [0.5, 0.999] : 0.5
    let asked: OptionNode = ["name": node, "\(key)": value]
    let set = optimizer.makeState(count: 1, cyclesMomentum: true)
    set.momentum = 0.5
    #expect(run(set, from: 0.7) == run(asked, from: 0.7))
    #expect(run(set, from: 0.7) != run(node, from: 0.7))
  }

  /// The weight after each step.
  private func run(_ node: OptionNode, from start: Float) -> [Float] {
    let optimizer = experiment(["training": ["optimizer": node]]).training.optimizer
    return run(optimizer.makeState(count: 1), from: start)
  }

  private func run(_ state: any OptimizerState, from start: Float) -> [Float] {
    let weights = FloatBuffer([start])
    return Self.gradients.map { gradient in
      state.step(weights, FloatBuffer([Float(gradient)]), lr: 0.01)
      return weights.pointer[0]
    }
  }
}
