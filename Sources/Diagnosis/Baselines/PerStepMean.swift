package import Learning

/// The mean of the training targets at each step: all that a clock without inputs can know.
package struct PerStepMean: Baseline {
  package static let name = "per_step_mean"
  package static let title = "Per-step mean"
  package static let isReference = true

  /// `(T, O)`; steps that training does not score have the constant mean.
  let means: [Double]

  /// Nil where held-out sequences are scored at one step: one step is no curve, and its mean would be
  /// a constant mean under another name.
  package init?(fittedOn split: Split, _ draws: Draws) {
    guard split.test.scored.count > 1 else { return nil }
    self.init(of: split.train)
  }

  init(of data: Dataset) {
    let constant = data.targetMeans
    var means: [Double] = []
    means.reserveCapacity(data.steps * data.outputs)
    for t in 0..<data.steps {
      for o in 0..<data.outputs {
        guard data.scored.contains(t), data.sequences > 0 else {
          means.append(constant[o])
          continue
        }
        var sum = 0.0
        for n in 0..<data.sequences { sum += Double(data.target(n, t, o)) }
        means.append(sum / Double(data.sequences))
      }
    }
    self.means = means
  }

  package func predict(_ data: Dataset) -> [Float] {
    precondition(
      means.count == data.steps * data.outputs,
      "\(means.count) means for \(data.steps) x \(data.outputs) targets")
    let curve = means.map { Float($0) }
    return (0..<data.sequences).flatMap { _ in curve }
  }
}
