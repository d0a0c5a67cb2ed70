import Learning
import Tensors

/// Held-out R², over the constant mean, of a ridge regression of the targets on given features at each
/// step.
///
/// - Parameters:
///   - trainFeatures: `(N, T, width)` of the training sequences.
///   - testFeatures: the same of the held-out ones.
func linearR2(
  fittedOn train: Dataset, _ trainFeatures: [Float], scoredOn test: Dataset,
  _ testFeatures: [Float], width: Int
) -> Double? {
  let fit = LinearRows(train, trainFeatures, width: width, steps: train.scored)
  let held = LinearRows(test, testFeatures, width: width, steps: test.scored)
  return held.r2(fit.weights(), means: fit.targetMeans)
}

/// Features and targets of the chosen steps as rows, with the moments of the features.
struct LinearRows {
  let rows, width, outputs: Int
  /// `(rows, width)` and `(rows, O)`.
  private(set) var features: FloatBuffer
  private(set) var targets: FloatBuffer

  init(rows: Int, width: Int, outputs: Int) {
    self.rows = rows
    self.width = width
    self.outputs = outputs
    features = FloatBuffer(rows * width)
    targets = FloatBuffer(rows * outputs)
  }

  init(_ data: Dataset, _ values: [Float], width: Int, steps: Range<Int>) {
    self.init(rows: data.sequences * steps.count, width: width, outputs: data.outputs)
    var row = 0
    for n in 0..<data.sequences {
      for t in steps {
        for column in 0..<width {
          features.pointer[row * width + column] = values[(n * data.steps + t) * width + column]
        }
        for o in 0..<data.outputs {
          targets.pointer[row * data.outputs + o] = data.target(n, t, o)
        }
        row += 1
      }
    }
  }

  private func columnMeans(_ buffer: FloatBuffer, _ width: Int) -> [Double] {
    var means = [Double](repeating: 0, count: width)
    for row in 0..<rows {
      for column in 0..<width { means[column] += Double(buffer.pointer[row * width + column]) }
    }
    return means.map { $0 / Double(max(1, rows)) }
  }

  var targetMeans: [Double] { columnMeans(targets, outputs) }

  struct Weights {
    /// `(O, width)`, and what is taken from each feature before.
    var values: [Double]
    var means: [Double]
  }

  /// Ridge with a small penalty in units of each column's own variance.
  func weights(penalty: Double = 1e-3) -> Weights {
    _ = Kernels.current
    let means = columnMeans(features, width)
    let targetMeans = targetMeans
    let centred = FloatBuffer(rows * width)
    var deviations = [Double](repeating: 0, count: width)
    for row in 0..<rows {
      for column in 0..<width {
        let value = Double(features.pointer[row * width + column]) - means[column]
        deviations[column] += value * value
        centred.pointer[row * width + column] = Float(value)
      }
    }
    deviations = deviations.map { ($0 / Double(max(1, rows))).squareRoot() }
    let scales = deviations.map { $0 > 1e-9 ? 1 / $0 : 0 }
    for row in 0..<rows {
      for column in 0..<width {
        centred.pointer[row * width + column] *= Float(scales[column])
      }
    }
    let block = RidgeSearch.Block(centred, rows: rows, width: width)
    let inverted = inverse(width, penalty: penalty * Double(max(1, rows))) {
      Double(block.gram.pointer[$0 * width + $1])
    }
    let responses = FloatBuffer(outputs * rows)
    for row in 0..<rows {
      for o in 0..<outputs {
        responses.pointer[o * rows + row] = Float(
          Double(targets.pointer[row * outputs + o]) - targetMeans[o])
      }
    }
    let products = withExtendedLifetime(responses) {
      block.products(responses.pointer, stride: rows, count: outputs)
    }
    var values = [Double](repeating: 0, count: outputs * width)
    for o in 0..<outputs {
      for column in 0..<width {
        var sum = 0.0
        for k in 0..<width {
          sum +=
            Double(inverted.pointer[column * width + k]) * Double(products.pointer[o * width + k])
        }
        values[o * width + column] = sum * scales[column]
      }
    }
    return Weights(values: values, means: means)
  }

  /// `1 - error / the error of the given means`; nil where the targets do not vary.
  func r2(_ weights: Weights, means: [Double]) -> Double? {
    var (error, square) = (0.0, 0.0)
    for row in 0..<rows {
      for o in 0..<outputs {
        var prediction = means[o]
        for column in 0..<width {
          prediction +=
            weights.values[o * width + column]
            * (Double(features.pointer[row * width + column]) - weights.means[column])
        }
        let target = Double(targets.pointer[row * outputs + o])
        error += (target - prediction) * (target - prediction)
        square += (target - means[o]) * (target - means[o])
      }
    }
    return square > 0 && error.isFinite ? 1 - error / square : nil
  }
}
