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
    var training: [OptionNode.Entry] = [
      .init(key: "loss", value: try #require(network.lossOptions, "no loss \(network.loss)")),
      .init(
        key: "optimizer",
        value: try #require(optimizer.options, "no optimizer \(optimizer.name)")),
      .init(key: "lr", value: OptionNode(optimizer.learningRate)),
      .init(key: "feeding", value: isFed ? "scheduled_sampling" : "teacher_forcing"),
    ]
    if let schedule = golden.schedule {
      training.append(.init(key: "schedule", value: try #require(schedule.options)))
    }
    if let bound = golden.clipNorm {
      training.append(.init(key: "clip_norm", value: OptionNode(bound)))
    }
    if let bound = golden.clipValue {
      training.append(.init(key: "clip_value", value: OptionNode(bound)))
    }
    var experiment = experiment(["training": OptionNode(.mapping(training))])
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

  /// Runs all updates; `afterEach` sees the learner when one is done, with how many are.
  ///
  /// - Returns: the loss before each.
  func run(afterEach: (_ updates: Int) throws -> Void = { _ in }) throws -> [Float] {
    var losses: [Float] = []
    for coins in coins {
      losses.append(learner.update(coins))
      try afterEach(losses.count)
      learner.endEpoch(metric: Double(losses[losses.count - 1]))
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
  var options: OptionNode? {
    let decay = OptionNode(weightDecay ?? 0)
    switch name {
    case "AdamW": return ["name": "adamw", "weight_decay": OptionNode(weightDecay ?? 0.01)]
    case "RMSprop": return ["name": "rmsprop", "weight_decay": decay]
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

extension GoldenSchedule {
  /// The engine's words for the schedule; nil where it has none.
  var options: OptionNode? {
    var entries: [OptionNode.Entry] = []
    func add(_ key: String, _ value: OptionNode?) {
      if let value { entries.append(.init(key: key, value: value)) }
    }
    let names = [
      "StepLR": "step", "MultiStepLR": "multi_step", "ExponentialLR": "exponential",
      "CosineAnnealingLR": "cosine", "OneCycleLR": "one_cycle",
      "ReduceLROnPlateau": "reduce_on_plateau",
    ]
    guard let name = names[scheduler] else { return nil }
    add("name", OptionNode(stringLiteral: name))
    add("step_size", stepSize.map { OptionNode($0) })
    add("gamma", gamma.map { OptionNode($0) })
    add("milestones", milestones.map { OptionNode(.list($0.map { OptionNode($0) })) })
    add("t_max", tMax.map { OptionNode($0) })
    add("eta_min", etaMin.map { OptionNode($0) })
    add("max_lr", maxLr.map { OptionNode($0) })
    add("total_steps", totalSteps.map { OptionNode($0) })
    add("pct_start", pctStart.map { OptionNode($0) })
    add("anneal_strategy", annealStrategy.map { OptionNode(stringLiteral: $0) })
    add("div_factor", divFactor.map { OptionNode($0) })
    add("final_div_factor", finalDivFactor.map { OptionNode($0) })
    add("cycle_momentum", cycleMomentum.map { OptionNode(booleanLiteral: $0) })
    add("base_momentum", baseMomentum.map { OptionNode($0) })
    add("max_momentum", maxMomentum.map { OptionNode($0) })
    add("factor", factor.map { OptionNode($0) })
    add("patience", patience.map { OptionNode($0) })
    add("threshold", threshold.map { OptionNode($0) })
    add("threshold_mode", thresholdMode.map { OptionNode(stringLiteral: $0) })
    add("cooldown", cooldown.map { OptionNode($0) })
    add("min_lr", minLr.map { OptionNode($0) })
    return OptionNode(.mapping(entries))
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
