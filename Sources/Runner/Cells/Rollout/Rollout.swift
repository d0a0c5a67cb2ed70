import Diagnosis
import Learning

/// A trained network run on from the middle of held-out sequences: each input after `context` steps is
/// the forecast of the step before it, or a draw around it.
struct Rollout {
  /// One distance, scored over all held-out sequences.
  struct Step {
    /// From 1.
    var ahead: Int
    /// Of the run's forecast against the training mean.
    var ownR2, sampledR2: Double
    /// Standard deviation across sequences over that of the targets.
    var ownSpread, sampledSpread: Double
    /// The standard deviation of the targets themselves.
    var targetSpread: Double
  }

  let context: Int
  let steps: [Step]
  let data: Dataset
  /// `(N, T)`, in data units: what the network says on its own outputs.
  let own: [Float]
  /// The same where each value is drawn around the forecast and the draw is fed back; some runs.
  let sampled: [[Float]]
  /// Runs that are drawn; the first one is scored.
  private static let draws = 3

  /// Nil for a run without weights, or one that cannot be fed its own outputs.
  init?(_ run: Run, context: Int) {
    let test = run.split.test
    guard let weights = run.record.weights, test.outputs == 1, context < test.scored.upperBound,
      let network = TrainedNetwork(run.experiment, run.split, weights: weights.values),
      let own = network.freeRun(test, context: context)
    else { return nil }
    self.context = context
    data = test
    self.own = own
    let train = run.split.train
    let left = Prediction(values: network.forecast(train), steps: train.steps)
    let noise = left.squaredError(on: train).squareRoot()
    let stream = Draws(order: .named, seed: run.experiment.seed).stream(.sampling, .numpy)
    let sampled = (0..<Self.draws).map { _ in
      Self.sampled(network, test, context) { noise * stream.numpyNormal() }
    }
    self.sampled = sampled
    steps = (context - 1..<test.scored.upperBound).map { at in
      Step(test, at: at, ahead: at - context + 2, own, sampled[0], mean: run.mean)
    }
  }

  /// The forecast at a step is of the next one, so the last input given stands at `context - 1`.
  private static func sampled(
    _ network: TrainedNetwork, _ test: Dataset, _ context: Int, _ noise: () -> Double
  ) -> [Float] {
    var (data, values) = (test, [Float](repeating: 0, count: test.sequences * test.steps))
    for at in context - 1..<test.scored.upperBound {
      let forecast = network.forecast(data)
      for n in 0..<test.sequences {
        let index = n * test.steps + at
        values[index] = forecast[index] + Float(noise())
        if at + 1 < test.steps { data.inputs[index + 1] = values[index] }
      }
    }
    return values
  }
}

extension Rollout.Step {
  fileprivate init(
    _ test: Dataset, at: Int, ahead: Int, _ own: [Float], _ sampled: [Float], mean: Double
  ) {
    func column(_ value: (Int) -> Float) -> [Double] {
      (0..<test.sequences).map { Double(value($0)) }
    }
    let targets = column { test.target($0, at) }
    let (own, sampled) = (
      column { own[$0 * test.steps + at] }, column { sampled[$0 * test.steps + at] }
    )
    func squares(_ values: [Double], around centres: [Double]) -> Double {
      zip(values, centres).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    func spread(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let around = values.map { _ in mean }
      return (squares(values, around: around) / Double(values.count)).squareRoot()
    }
    let total = squares(targets, around: targets.map { _ in mean })
    self.ahead = ahead
    ownR2 = 1 - squares(targets, around: own) / total
    sampledR2 = 1 - squares(targets, around: sampled) / total
    targetSpread = spread(targets)
    ownSpread = spread(own) / targetSpread
    sampledSpread = spread(sampled) / targetSpread
  }

  /// By the names prose quotes them by, after the distance.
  var values: [(name: String, value: Double)] {
    [
      ("own.r2", ownR2), ("own.spread", ownSpread), ("sampled.r2", sampledR2),
      ("sampled.spread", sampledSpread),
    ]
  }
  static let names = ["own.r2", "own.spread", "sampled.r2", "sampled.spread"]
}
