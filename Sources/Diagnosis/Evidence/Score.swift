import Learning

/// How well one forecast does on one dataset, over its scored steps.
package struct Score: Sendable, Equatable {
  /// Mean squared error, in squared data units.
  package var mse: Double
  /// `1 - mse / (the constant mean's mse)`, the mean being that of the training targets. Nil where
  /// that mean makes no error.
  package var r2: Double?

  package init(mse: Double, meanMSE: Double) {
    self.mse = mse
    r2 = meanMSE > 0 && mse.isFinite ? 1 - mse / meanMSE : nil
  }
}

/// How much smaller one forecast's error is than another's, and how sure that is.
package struct Advantage: Sendable, Equatable {
  /// `1 - mse / other's mse`: 0 where both are equal, negative where the other is better.
  package var gain: Double
  /// The mean difference of the squared errors in its own standard errors
  /// (Diebold and Mariano 1995).
  package var z: Double

  package init(gain: Double, z: Double) {
    self.gain = gain
    self.z = z
  }

  static let none = Advantage(gain: 0, z: 0)

  /// Smaller gains are not worth a claim, however sure.
  static let worthwhile = 0.02

  /// More than chance and worth naming. The bound is 2 standard errors for one comparison; where
  /// the best of several forecasts is compared, it is 2.6.
  func isClear(bound: Double = 2) -> Bool { gain >= Advantage.worthwhile && z >= bound }
}

/// The squared errors of one forecast, sequence by sequence.
struct Errors: Sendable {
  /// One per sequence, summed over its scored steps and outputs.
  let sums: [Double]
  /// How many numbers each sum holds.
  let perSequence: Int

  init(_ prediction: Prediction, on data: Dataset) {
    precondition(
      prediction.steps >= data.scored.upperBound
        && prediction.values.count == data.sequences * prediction.steps * data.outputs,
      "\(prediction.values.count) predictions for \(data.sequences) x \(prediction.steps) steps, scored to \(data.scored.upperBound)"
    )
    sums = (0..<data.sequences).map { n in
      var sum = 0.0
      for t in data.scored {
        for o in 0..<data.outputs {
          let residual =
            prediction.value(n, t, o, of: data.outputs) - Double(data.target(n, t, o))
          sum += residual * residual
        }
      }
      return sum
    }
    perSequence = data.scored.count * data.outputs
  }

  var mse: Double { sums.reduce(0, +) / Double(max(1, sums.count * perSequence)) }

  /// - Parameter lags: how many sequences on errors may still be correlated; 0 where sequences are
  ///   independent. Their covariances enter with falling weights (Newey and West 1987).
  func advantage(over other: Errors, lags: Int) -> Advantage {
    let count = Double(sums.count)
    let differences = zip(other.sums, sums).map { $0 - $1 }
    let mean = differences.reduce(0, +) / count
    guard other.mse > 0, sums.count > 1, mean.isFinite else { return .none }
    let centred = differences.map { $0 - mean }
    var variance = 0.0
    for lag in 0...min(lags, sums.count - 1) {
      var covariance = 0.0
      for index in lag..<centred.count { covariance += centred[index] * centred[index - lag] }
      let weight = lag == 0 ? 1 : 2 * (1 - Double(lag) / Double(lags + 1))
      variance += weight * covariance / count
    }
    let error = (max(variance, 0) / count).squareRoot()
    let z = error > 0 ? mean / error : mean == 0 ? 0 : mean > 0 ? .infinity : -.infinity
    return Advantage(gain: 1 - mse / other.mse, z: z)
  }

  /// The lags at which the errors on a dataset may be correlated.
  static func lags(on data: Dataset) -> Int {
    guard data.isSlidingWindow else { return 0 }
    var lags = 1
    while (lags + 1) * (lags + 1) * (lags + 1) <= data.sequences { lags += 1 }
    return lags
  }
}
