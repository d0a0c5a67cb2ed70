import Learning

extension Horizon {
  /// Nil where targets are not the next input, sequences are short, or the network cannot be fed.
  init?(_ subject: Subject, _ network: TrainedNetwork?, isSeries: Bool) {
    let (train, test) = (subject.split.train, subject.split.test)
    let context = test.steps / 2
    guard isSeries, let network, context >= 4, test.scored.count > context, test.outputs == 1,
      train.steps == test.steps, train.sequences >= 16,
      let free = network.freeRun(test, context: context)
    else { return nil }
    let farthest = test.scored.upperBound - context
    let distances = Set([1, 2, 5, 10, 20, farthest].filter { $0 <= farthest }).sorted()
    let steps = distances.compactMap { ahead -> Step? in
      Horizon.step(ahead, context, train, test, free)
    }
    guard !steps.isEmpty else { return nil }
    self.init(context: context, steps: steps)
  }

  /// The forecast made at the last given input, of the target so many steps ahead of it.
  private static func step(
    _ ahead: Int, _ context: Int, _ train: Dataset, _ test: Dataset, _ free: [Float]
  ) -> Step? {
    let at = context - 2 + ahead
    guard train.scored.contains(at), test.scored.contains(at) else { return nil }
    func rows(_ data: Dataset) -> LinearRows {
      let lags = min(context, 12)
      let rows = LinearRows(rows: data.sequences, width: lags, outputs: 1)
      for n in 0..<data.sequences {
        for lag in 0..<lags {
          rows.features.pointer[n * lags + lag] = data.input(n, context - 1 - lag)
        }
        rows.targets.pointer[n] = data.target(n, at)
      }
      return rows
    }
    let fit = rows(train)
    guard let direct = rows(test).r2(fit.weights(penalty: 1e-2), means: fit.targetMeans) else {
      return nil
    }
    let mean = fit.targetMeans[0]
    var (error, square) = (0.0, 0.0)
    var values: [Double] = []
    var targets: [Double] = []
    for n in 0..<test.sequences {
      let (p, y) = (Double(free[n * test.steps + at]), Double(test.target(n, at)))
      values.append(p)
      targets.append(y)
      error += (p - y) * (p - y)
      square += (y - mean) * (y - mean)
    }
    guard square > 0, error.isFinite else { return nil }
    let (spread, all) = (Scales.Column(of: values), Scales.Column(of: targets))
    return Step(
      ahead: ahead, free: 1 - error / square, direct: direct,
      freeVariance: all.deviation > 0
        ? spread.deviation * spread.deviation / (all.deviation * all.deviation) : 0)
  }
}
