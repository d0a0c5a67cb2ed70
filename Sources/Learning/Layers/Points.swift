/// From what the head gives to the forecast, and back.
extension NetworkPass {
  /// Writes the forecasts of the given steps.
  func readPoints(_ range: Range<Int>) {
    guard let readout else { return }
    for row in range.lowerBound * sequences..<range.upperBound * sequences {
      readout.point(
        prediction.pointer + row * outputs, point.pointer + row * targets, outputs: targets)
    }
  }

  /// Adds to the prediction's gradient what a gradient by a forecast makes of it.
  ///
  /// - Parameters:
  ///   - gradient: `(targets,)`.
  ///   - row: `step · B + sequence`.
  func addPointGradient(_ gradient: UnsafePointer<Float>, row: Int) {
    let to = predictionGradient.pointer + row * outputs
    if let readout {
      readout.backward(prediction.pointer + row * outputs, gradient, to, outputs: targets)
    } else {
      for output in 0..<targets { to[output] += gradient[output] }
    }
  }
}
