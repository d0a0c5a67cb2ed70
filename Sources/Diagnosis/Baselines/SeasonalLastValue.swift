package import Learning

/// The value a season before, as a forecast of the next one: a week ago of daily values, a year ago
/// of monthly ones. The season is the lag with the least error on the training sequences, of those
/// that a window holds.
///
/// Only of windows along one series: sequences of their own have no season in common.
package struct SeasonalLastValue: Baseline {
  package static let name = "seasonal_last_value"
  package static let title = "Seasonal last value"
  package static let isReference = true

  /// Steps between a value and its forecast, at least 2.
  package let lag: Int

  package init?(fittedOn split: Split, _ draws: Draws) {
    guard split.targetIsNextInput, split.train.features == split.train.outputs,
      split.train.isSlidingWindow, split.train.steps > 2
    else { return nil }
    let last = split.train.steps - 1
    let errors = (2...last).map { lag in
      (lag, SeasonalLastValue.error(split.train, lag: lag, at: last))
    }
    guard let best = errors.min(by: { $0.1 < $1.1 }) else { return nil }
    lag = best.0
  }

  /// At the last step alone, of which every lag has a value.
  private static func error(_ data: Dataset, lag: Int, at step: Int) -> Double {
    var sum = 0.0
    for n in 0..<data.sequences {
      for output in 0..<data.outputs {
        let residual =
          Double(data.target(n, step, output)) - Double(data.input(n, step + 1 - lag, output))
        sum += residual * residual
      }
    }
    return sum
  }

  /// The last value before a season has passed.
  package func predict(_ data: Dataset) -> [Float] {
    (0..<data.sequences).flatMap { n in
      (0..<data.steps).flatMap { step in
        (0..<data.outputs).map { output in
          data.input(n, step + 1 >= lag ? step + 1 - lag : step, output)
        }
      }
    }
  }
}
