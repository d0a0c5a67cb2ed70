package import Learning

/// What a forecast looks like beside its targets, over the scored steps of a dataset.
package struct Measures: Sendable {
  /// Mean of the predictions less mean of the targets, in data units.
  package var bias: Double
  /// Standard deviation of the predictions over that of the targets, all scored numbers together.
  package var spread: Double?
  /// The same at fixed steps, across sequences: 0 where the input is ignored. Nil for one sequence
  /// or where the targets do not differ.
  package var spreadAcrossSequences: Double?
  /// The same for the means of each step: what a clock draws. Nil for one scored step, or where the
  /// targets' means differ by no more than chance would have it.
  package var spreadAcrossSteps: Double?
  /// Of target and prediction; nil where either is constant.
  package var correlation: Double?
  /// Of the target on the prediction: 1 where the spread is right, above 1 where it is too small.
  package var slope: Double?
  package var parts: ErrorParts

  package init(
    bias: Double, spread: Double?, spreadAcrossSequences: Double?, spreadAcrossSteps: Double?,
    correlation: Double?, slope: Double?, parts: ErrorParts
  ) {
    self.bias = bias
    self.spread = spread
    self.spreadAcrossSequences = spreadAcrossSequences
    self.spreadAcrossSteps = spreadAcrossSteps
    self.correlation = correlation
    self.slope = slope
    self.parts = parts
  }
}

/// The mean squared error in three parts that sum to it: `bias²`, `(s_p - r s_y)²` and
/// `(1 - r²) s_y²`. The middle one is 0 for a calibrated forecast, however flat.
package struct ErrorParts: Sendable {
  package var bias, calibration, unexplained: Double
  package var sum: Double { bias + calibration + unexplained }

  package init(bias: Double, calibration: Double, unexplained: Double) {
    self.bias = bias
    self.calibration = calibration
    self.unexplained = unexplained
  }
}

extension Measures {
  /// Of prediction and target, where their unit is the targets' standard deviation times the
  /// predictions': recovered from spread and correlation.
  var covariance: Double {
    // The parts hold (1 - r²) s_y² and, with r and the spread, everything else.
    guard let r = correlation, let spread, 1 - r * r > 1e-9 else { return 0 }
    return r * spread * parts.unexplained / (1 - r * r)
  }

  /// Nil where a prediction is not a finite number.
  package init?(_ prediction: Prediction, on data: Dataset) {
    var all = PairMoments()
    var within = PairMoments.Pooled()
    var curve = PairMoments()
    for o in 0..<data.outputs {
      for t in data.scored {
        var atStep = PairMoments()
        for n in 0..<data.sequences {
          let p = prediction.value(n, t, o, of: data.outputs)
          let y = Double(data.target(n, t, o))
          guard p.isFinite else { return nil }
          all.add(p, y)
          atStep.add(p, y)
        }
        within.add(atStep)
        curve.add(atStep.meanP, atStep.meanY)
      }
    }
    let (sp, sy) = (all.varianceP.squareRoot(), all.varianceY.squareRoot())
    // A spread of rounding errors is none.
    let isFlat = sp <= 1e-6 * max(sy, abs(all.meanP))
    let r = isFlat || sy == 0 ? nil : all.covariance / (sp * sy)
    bias = all.meanP - all.meanY
    spread = sy > 0 ? sp / sy : nil
    spreadAcrossSequences = data.sequences > 1 ? within.ratio : nil
    let byChance = within.meanY / Double(max(1, data.sequences))
    spreadAcrossSteps =
      data.scored.count > 1 && curve.varianceY > 4 * byChance
      ? (curve.varianceP / curve.varianceY).squareRoot() : nil
    correlation = r
    slope = r.map { $0 * sy / sp }
    let pull = sp - (r ?? 0) * sy
    parts = ErrorParts(
      bias: bias * bias, calibration: pull * pull,
      unexplained: (1 - (r ?? 0) * (r ?? 0)) * all.varianceY)
  }
}

/// Running means, variances and covariance of predictions and targets (Welford 1962).
private struct PairMoments {
  private(set) var count = 0.0
  private(set) var meanP = 0.0
  private(set) var meanY = 0.0
  private var squareP = 0.0
  private var squareY = 0.0
  private var product = 0.0

  mutating func add(_ p: Double, _ y: Double) {
    count += 1
    let (stepP, stepY) = (p - meanP, y - meanY)
    meanP += stepP / count
    meanY += stepY / count
    squareP += stepP * (p - meanP)
    squareY += stepY * (y - meanY)
    product += stepP * (y - meanY)
  }

  var varianceP: Double { count > 0 ? squareP / count : 0 }
  var varianceY: Double { count > 0 ? squareY / count : 0 }
  var covariance: Double { count > 0 ? product / count : 0 }

  /// Variances summed over groups.
  struct Pooled {
    private var p = 0.0
    private var y = 0.0
    private var groups = 0.0
    mutating func add(_ group: PairMoments) {
      p += group.varianceP
      y += group.varianceY
      groups += 1
    }
    var meanY: Double { groups > 0 ? y / groups : 0 }
    var ratio: Double? { y > 0 ? (p / y).squareRoot() : nil }
  }
}

/// What part of the way from a reference's error to the best known one a forecast has come: 1 all of
/// it, 0 none, below 0 worse than the reference. Nil where both are as good as equal: then nothing is
/// known that could be recovered.
package func recoveredShare(mse: Double, reference: Double, bestKnown: Double) -> Double? {
  let known = reference - bestKnown
  guard mse.isFinite, reference > 0, known >= Advantage.worthwhile * reference else { return nil }
  return (reference - mse) / known
}
