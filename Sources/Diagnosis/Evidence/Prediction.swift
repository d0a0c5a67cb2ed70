package import Learning

/// Values a forecast gives for a dataset, `(N, steps, O)` in data units; `steps` may be fewer than
/// the dataset's where nothing after the last scored step was predicted.
package struct Prediction: Sendable {
  package var values: [Float]
  package var steps: Int

  package init(values: [Float], steps: Int) {
    self.values = values
    self.steps = steps
  }

  package init(_ forecast: Forecast) {
    self.init(values: forecast.values.values, steps: forecast.steps)
  }

  /// Mean squared error over the scored steps, in squared data units.
  package func squaredError(on data: Dataset) -> Double { Errors(self, on: data).mse }

  func value(_ sequence: Int, _ step: Int, _ output: Int, of outputs: Int) -> Double {
    Double(values[(sequence * steps + step) * outputs + output])
  }
}

extension Dataset {
  /// Whether each sequence is the one before it moved on by one step: windows cut from one series.
  /// Such windows share most of their values and are not independent of each other.
  var isSlidingWindow: Bool {
    guard sequences > 1, steps > 1 else { return false }
    let kept = (steps - 1) * features
    for n in 1..<sequences {
      let before = inputs[(n - 1) * steps * features + features..<n * steps * features]
      let here = inputs[n * steps * features..<n * steps * features + kept]
      if !before.elementsEqual(here) { return false }
    }
    return true
  }

  /// The mean of the scored targets, one per output.
  package var targetMeans: [Double] {
    (0..<outputs).map { output in
      var sum = 0.0
      for n in 0..<sequences {
        for t in scored { sum += Double(target(n, t, output)) }
      }
      return sum / Double(max(1, sequences * scored.count))
    }
  }
}
