import Diagnosis
import Learning

/// What the best constants are and what they score, beside a forecast: the mean for squared errors,
/// the median for absolute ones.
enum ConstantValues {
  static let names = [
    "target.mean", "target.median", "test.average", "test.below", "test.absolute",
    "mean.absolute", "median.absolute",
  ]

  /// Means and medians are of the training targets, everything else of the held-out ones.
  static func values(of run: Run) -> [String: Value] {
    let train = run.split.train
    let trained = train.everyScored(train.target).sorted()
    let held = run.heldOutPairs
    let (targets, predictions) = (held.targets, held.predictions)
    // Once: it is a sum over all training targets.
    let mean = run.mean
    let median = middle(trained)
    let pairs = zip(targets, predictions)
    return [
      "target.mean": .measured(mean),
      "target.median": .measured(median),
      "test.average": .measured(average(predictions)),
      "test.below": .measured(average(pairs.map { $0 < $1 ? 1 : 0 })),
      "test.absolute": .measured(average(pairs.map { abs($0 - $1) })),
      "mean.absolute": .measured(average(targets.map { abs($0 - mean) })),
      "median.absolute": .measured(average(targets.map { abs($0 - median) })),
    ]
  }

  private static func average(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// Of sorted values.
  private static func middle(_ sorted: [Double]) -> Double {
    (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

extension Dataset {
  /// One number of each scored step and output, sequence by sequence.
  fileprivate func everyScored(_ value: (Int, Int, Int) -> Float) -> [Double] {
    (0..<sequences).flatMap { n in
      scored.flatMap { t in (0..<outputs).map { Double(value(n, t, $0)) } }
    }
  }
}
