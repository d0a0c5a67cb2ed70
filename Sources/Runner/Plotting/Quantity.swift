import Diagnosis
import Learning

/// Something of a run that a plot can show, under the name an author gives it.
struct Quantity: Sendable {
  /// What a quantity has one value for.
  enum Domain: String, Sendable {
    case epoch, step, lag, pair, run
    /// One for each step and each of some sequences, units or lags.
    case map = "cell of a map"
  }
  /// Values in order; `x` is the epoch, step or lag of each, and empty for pairs.
  struct Series: Sendable {
    var x: [Double] = []
    var y: [Double]
    /// Values in a row of a map.
    var columns = 0
    /// What a row of a map is, and the number of the first.
    var row = (name: "sequence", first: 1.0)
  }

  let name: String
  /// Inside a sentence.
  let label: String
  /// With its unit; several quantities may share one.
  let axis: String
  let domain: Domain
  /// Nil where the run has none.
  let series: @Sendable (Run) -> Series?

  init(
    _ name: String, _ label: String, axis: String? = nil, _ domain: Domain,
    _ series: @escaping @Sendable (Run) -> Series?
  ) {
    self.name = name
    self.label = label
    self.axis = axis ?? label
    self.domain = domain
    self.series = series
  }

  /// One number of a run.
  init(
    _ name: String, _ label: String, axis: String? = nil,
    _ value: @escaping @Sendable (Run) -> Double?
  ) {
    self.init(name, label, axis: axis, .run) { run in value(run).map { Series(y: [$0]) } }
  }

  /// Something kept of some forty epochs.
  init(
    kept name: String, _ label: String, axis: String? = nil,
    _ value: @escaping @Sendable (KeptEpoch, Run) -> Double?
  ) {
    self.init(name, label, axis: axis, .epoch) { run in
      let kept = run.record.kept.filter { $0.epoch > 0 && value($0, run) != nil }
      return kept.isEmpty
        ? nil
        : Series(x: kept.map { Double($0.epoch) }, y: kept.compactMap { value($0, run) })
    }
  }
}

/// Quantities in the order of the manual.
let quantities: [Quantity] = [
  Quantity("loss", "training loss", axis: "error, in the network’s units", .epoch) { run in
    let losses = run.record.losses.values.map { Double($0) }
    return Quantity.Series(x: losses.indices.map { Double($0 + 1) }, y: losses)
  },
  Quantity(kept: "held_out_error", "held-out squared error", axis: "error, in the network’s units")
  { kept, _ in
    kept.mse
  },
  Quantity(kept: "spread", "spread of predictions over targets’") { kept, _ in
    max(kept.spread.acrossSequences ?? 0, kept.spread.acrossSteps ?? 0)
  },
  Quantity(kept: "gradient_norm", "norm of the gradient") { kept, _ in kept.gradientNorm },
  Quantity(kept: "saturated_gates", "share of gates at an end of their range") { kept, _ in
    kept.saturation
  },
  Quantity("target_spread", "spread of targets", axis: "standard deviation across sequences", .step)
  { run in
    Quantity.Series(x: run.scoredSteps, y: run.heldOutPairs.spreadOfTargets)
  },
  Quantity(
    "prediction_spread", "spread of predictions", axis: "standard deviation across sequences", .step
  ) {
    run in Quantity.Series(x: run.scoredSteps, y: run.heldOutPairs.spreadOfPredictions)
  },
  Quantity("example_target", "target of the first held-out sequence", axis: "value", .step) {
    $0.example($0.heldOutPairs.target)
  },
  Quantity("example_prediction", "prediction of the first held-out sequence", axis: "value", .step)
  {
    $0.example($0.heldOutPairs.prediction)
  },
  Quantity("reach", "gradient after training", axis: "gradient of the forecast by an input", .lag) {
    run in
    run.record.reach.map { .byLag($0.end) }
  },
  Quantity(
    "reach_before", "gradient before training", axis: "gradient of the forecast by an input", .lag
  ) { run in
    run.record.reach.map { .byLag($0.start) }
  },
  Quantity("target", "held-out target", .pair) { .init(y: $0.heldOutPairs.targets) },
  Quantity("prediction", "prediction", .pair) { .init(y: $0.heldOutPairs.predictions) },
  Quantity("residual", "target less prediction", .pair) { run in
    .init(y: zip(run.heldOutPairs.targets, run.heldOutPairs.predictions).map { $0 - $1 })
  },
  Quantity("draw", "draw from the predicted density", axis: "value", .pair) { run in
    guard let draws = run.network?.draws(run.split.test) else { return nil }
    let forecast = Prediction(values: draws, steps: run.split.test.steps)
    return .init(y: HeldOut(data: run.split.test, forecast: forecast).predictions)
  },
  Quantity("target_map", "target", .map) { .map($0.heldOutPairs, $0.heldOutPairs.target) },
  Quantity("prediction_map", "prediction", .map) {
    .map($0.heldOutPairs, $0.heldOutPairs.prediction)
  },
  Quantity(
    "forget_gate_map", "mean opening of the forget gate", axis: "forget gate, 0 shut to 1 open",
    .map
  ) { $0.innerMap(row: ("unit", 1)) { network, _ in network.forgetGates() } },
  Quantity(
    "reach_map", "gradient after training", axis: "gradient of the forecast by an input", .map
  ) { run in
    run.record.reach == nil
      ? nil : run.innerMap(row: ("lag", 0)) { network, steps in network.reach(of: steps) }
  },
  Quantity("error", "held-out squared error") { $0.testMSE },
  Quantity(
    "error_ratio", "held-out error over the constant mean’s",
    axis: "error ÷ error of the constant mean"
  ) { run in
    run.meanMSE > 0 ? run.testMSE / run.meanMSE : nil
  },
  Quantity(
    "skill", "held-out skill", axis: "held-out skill: 1 − error ÷ error of the constant mean"
  ) { run in
    run.meanMSE > 0 ? 1 - run.testMSE / run.meanMSE : nil
  },
  Quantity("mean_error", "held-out squared error of the constant mean") { $0.meanMSE },
  Quantity("mean_loss", "error of the constant mean, in the network’s units") {
    $0.meanMSE / $0.lossUnit
  },
  Quantity("floor_loss", "least expected error, in the network’s units") { run in
    run.split.floor.map { $0 / run.lossUnit }
  },
  Quantity("mean", "mean of the training targets") { $0.mean },
]

extension Quantity.Series {
  fileprivate static func byLag(_ values: Floats) -> Quantity.Series {
    let y = values.values.map { Double($0) }
    return Quantity.Series(x: y.indices.map { Double($0) }, y: y)
  }

  /// Up to forty held-out sequences as rows, up to sixty steps as columns.
  fileprivate static func map(
    _ held: HeldOut, _ value: (Int, Int, Int) -> Double
  ) -> Quantity.Series? {
    let steps = Array(held.data.scored.suffix(60))
    let rows = evenly(40, of: held.data.sequences)
    guard let first = steps.first, !rows.isEmpty else { return nil }
    return Quantity.Series(
      x: (0...steps.count).map { Double(first + $0) + 0.5 },
      y: rows.flatMap { n in steps.map { value(n, $0, 0) } }, columns: steps.count)
  }
}

extension Run {
  var heldOutPairs: HeldOut { HeldOut(data: split.test, forecast: Prediction(record.test)) }
  /// What the trained network does inside, at up to sixty steps. Nil where the record has no weights.
  fileprivate func innerMap(
    row: (name: String, first: Double), _ measure: (TrainedNetwork, [Int]) -> InnerMap?
  ) -> Quantity.Series? {
    let steps = Array(split.test.scored.suffix(60))
    guard let weights = record.weights?.values, let first = steps.first,
      let network = TrainedNetwork(experiment, split, weights: weights),
      let map = measure(network, steps), map.rows > 0
    else { return nil }
    // A map of all steps is cut to those.
    let from = map.columns > steps.count ? first : 0
    let kept = (0..<map.rows).flatMap { r in
      steps.indices.map { Double(map.values[r * map.columns + from + $0]) }
    }
    return Quantity.Series(
      x: (0...steps.count).map { Double(first + $0) + 0.5 }, y: kept, columns: steps.count,
      row: row)
  }

  /// Of the first held-out sequence, nil where it is scored at one step.
  fileprivate func example(_ value: (Int, Int, Int) -> Double) -> Quantity.Series? {
    let steps = split.test.scored
    guard steps.count > 1 else { return nil }
    return Quantity.Series(x: scoredSteps, y: steps.map { value(0, $0, 0) })
  }
  var scoredSteps: [Double] { split.test.scored.map { Double($0 + 1) } }
}
