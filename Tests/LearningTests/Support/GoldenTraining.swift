import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

/// The engine's learner on a golden case's weights and data.
struct GoldenTraining {
  let vectors: GoldenVectors
  let learner: Learner
  /// The coins of each update; nil where inputs are given.
  private let coins: [NetworkPass.Coins?]

  init(_ golden: GoldenCase, team: Team) throws {
    vectors = try GoldenVectors(golden)
    let network = try #require(golden.network)
    let optimizer = try #require(golden.optimizer)
    let isFed = vectors.contains("coin")
    var experiment = experiment([
      "training": [
        "loss": try #require(network.lossOptions, "no loss \(network.loss)"),
        "optimizer": try #require(optimizer.options, "no optimizer \(optimizer.name)"),
        "lr": OptionNode(optimizer.learningRate),
        "feeding": isFed ? "scheduled_sampling" : "teacher_forcing",
      ]
    ])
    experiment.model = network.network
    let layout = ParameterLayout(
      experiment.model, inputs: network.inputSize, outputs: network.outputSize)
    learner = Learner(
      experiment, try Dataset(vectors, network), Scaling(), from: try vectors.weights(layout),
      team: team)
    let rows =
      isFed
      ? try vectors.integers("coin").map { $0 == 1 } : []
    let width = isFed ? try vectors.shape("coin")[1] : 0
    coins = (0..<golden.trainingSteps).map { step in
      isFed
        ? NetworkPass.Coins(
          isTruth: Array(rows[step * width..<(step + 1) * width]), perSequence: false)
        : nil
    }
  }

  /// Runs all updates; `afterFirst` sees the learner when one is done.
  ///
  /// - Returns: the loss before each.
  func run(afterFirst: () throws -> Void = {}) throws -> [Float] {
    var losses: [Float] = []
    for coins in coins {
      losses.append(learner.update(coins))
      if losses.count == 1 { try afterFirst() }
    }
    return losses
  }

  /// Expects numbers under the layout's names to be PyTorch's under the same names after a prefix.
  func expectClose(_ values: FloatBuffer, to prefix: String) throws {
    for entry in learner.weights.layout.entries {
      TestSupport.expectClose(
        part(entry, of: values), to: try vectors.reference("\(prefix).\(entry.name)", .training))
    }
  }

  /// Expects each loss to be PyTorch's to a ten-thousandth of itself.
  func expectLosses(_ losses: [Float]) throws {
    let expected = try vectors.doubles("f64.losses")
    TestSupport.expectClose(
      zip(losses, expected).map { Double($0) / $1 },
      to: [Double](repeating: 1, count: expected.count), bound: 1e-4,
      "\(vectors.golden.name) losses, as shares of PyTorch's")
  }
}

extension GoldenOptimizer {
  /// The engine's words for the optimizer; nil where it has none.
  fileprivate var options: OptionNode? {
    let decay = OptionNode(weightDecay ?? 0)
    switch name {
    case "Adam": return ["name": "adam", "weight_decay": decay]
    case "SGD":
      return [
        "name": "sgd", "momentum": OptionNode(momentum), "dampening": OptionNode(dampening),
        "nesterov": OptionNode(booleanLiteral: nesterov), "weight_decay": decay,
      ]
    default: return nil
    }
  }
}

extension Dataset {
  /// The article's second and third examples have a target less than inputs: the last step, which
  /// has no next value, is not scored.
  fileprivate init(_ vectors: GoldenVectors, _ network: GoldenNetwork) throws {
    let scored = try vectors.shape("y")[1]
    let y = try vectors.floats("y")
    let width = network.outputSize
    var targets: [Float] = []
    for n in 0..<network.batchSize {
      targets += y[n * scored * width..<(n + 1) * scored * width]
      targets += [Float](repeating: 0, count: (network.length - scored) * width)
    }
    self.init(
      sequences: network.batchSize, steps: network.length, features: network.inputSize,
      outputs: width, inputs: try vectors.floats("x"), targets: targets, scored: 0..<scored)
  }
}
