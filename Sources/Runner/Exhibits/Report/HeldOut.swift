import Diagnosis
import Learning

/// Held-out targets beside a model's predictions of them, in data units.
struct HeldOut {
  let data: Dataset
  let forecast: Prediction

  func prediction(_ sequence: Int, _ step: Int, _ output: Int = 0) -> Double {
    Double(forecast.values[(sequence * forecast.steps + step) * data.outputs + output])
  }

  func target(_ sequence: Int, _ step: Int, _ output: Int = 0) -> Double {
    Double(data.target(sequence, step, output))
  }

  /// Every scored number, sequence by sequence.
  var predictions: [Double] { each(prediction) }
  var targets: [Double] { each(target) }

  private func each(_ value: (Int, Int, Int) -> Double) -> [Double] {
    (0..<data.sequences).flatMap { n in
      data.scored.flatMap { t in (0..<data.outputs).map { value(n, t, $0) } }
    }
  }

  /// Standard deviations across sequences at each scored step, all outputs pooled.
  var spreadOfTargets: [Double] { data.scored.map { deviation(at: $0, target) } }
  var spreadOfPredictions: [Double] { data.scored.map { deviation(at: $0, prediction) } }

  private func deviation(at step: Int, _ value: (Int, Int, Int) -> Double) -> Double {
    let variances = (0..<data.outputs).map { output in
      let values = (0..<data.sequences).map { value($0, step, output) }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
    }
    return (variances.reduce(0, +) / Double(max(1, variances.count))).squareRoot()
  }
}

/// About `count` of the indices below `total`, evenly spaced, the first and the last among them.
func evenly(_ count: Int, of total: Int) -> [Int] {
  guard total > count, count > 1 else { return Array(0..<total) }
  return (0..<count).map { $0 * (total - 1) / (count - 1) }
}
