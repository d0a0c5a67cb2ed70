import Learning
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Fixed nonlinear features of lags: `tanh(W x / √width + b)`, all of `W` and `b` from N(0, 1).
struct TanhFeatures: Sendable {
  struct Request {
    let count: Int
    let stream: RandomStream
  }

  let count: Int
  /// `(lags, count)` and `(count)`.
  let weights, biases: [Float]

  init(_ request: Request, lags: Int) {
    count = request.count
    let scale = 1 / Float(lags).squareRoot()
    weights = request.stream.torchNormals(lags * count).map { $0 * scale }
    biases = request.stream.torchNormals(count)
  }
}

/// What a regression reads at each step: the inputs of the last `context` steps, nearest first, then
/// random features of them. Columns are standardised by the rows the design was made on; before a
/// sequence's beginning the inputs' mean stands in.
struct LagDesign: Sendable {
  let context: Int
  /// Columns of plain lags, and of all features.
  let lags, width: Int
  private let tanh: TanhFeatures?
  private let inputs: [Moments]
  private var columns: [Moments] = []

  init(_ data: Dataset, steps: Range<Int>, context: Int, tanh: TanhFeatures.Request?) {
    self.context = context
    lags = context * data.features
    width = lags + (tanh?.count ?? 0)
    let lags = lags
    self.tanh = tanh.map { TanhFeatures($0, lags: lags) }
    inputs = (0..<data.features).map { feature in
      Moments(
        stride(from: feature, to: data.inputs.count, by: data.features).map { data.inputs[$0] })
    }
    let plain = matrix(data, steps)
    let rows = data.sequences * steps.count
    columns = (0..<width).map { column in
      Moments((0..<rows).map { plain.pointer[$0 * width + column] })
    }
  }

  /// `(N · steps, width)`, sequence by sequence.
  func matrix(_ data: Dataset, _ steps: Range<Int>) -> FloatBuffer {
    let rows = data.sequences * steps.count
    let features = FloatBuffer(rows * width)
    writeLags(data, steps, features)
    if tanh != nil { writeTanh(features, rows: rows) }
    if !columns.isEmpty {
      for row in 0..<rows {
        let values = features.pointer + row * width
        for column in 0..<width { values[column] = columns[column].standardised(values[column]) }
      }
    }
    return features
  }

  private func writeLags(_ data: Dataset, _ steps: Range<Int>, _ features: FloatBuffer) {
    data.inputs.withUnsafeBufferPointer { source in
      var row = features.pointer
      for n in 0..<data.sequences {
        for t in steps {
          for lag in 0..<min(context, t + 1) {
            let from = (n * data.steps + t - lag) * data.features
            for feature in 0..<data.features {
              row[lag * data.features + feature] = inputs[feature].standardised(
                source[from + feature])
            }
          }
          row += width
        }
      }
    }
  }

  private func writeTanh(_ features: FloatBuffer, rows: Int) {
    guard let tanh else { return }
    _ = Kernels.current
    let sums = FloatBuffer(rows * tanh.count)
    let weights = FloatBuffer(tanh.weights)
    BLAS.multiply(
      features.pointer, stride: width, weights.pointer, stride: tanh.count, into: sums.pointer,
      stride: tanh.count, m: rows, n: tanh.count, k: lags)
    for row in 0..<rows {
      for feature in 0..<tanh.count {
        features.pointer[row * width + lags + feature] = tanhf(
          sums.pointer[row * tanh.count + feature] + tanh.biases[feature])
      }
    }
  }
}

/// Mean and standard deviation of a column; a constant column keeps its scale.
struct Moments: Sendable {
  let mean, deviation: Float

  init(_ values: [Float]) {
    var sum = 0.0
    for value in values { sum += Double(value) }
    let mean = sum / Double(max(1, values.count))
    var square = 0.0
    for value in values { square += (Double(value) - mean) * (Double(value) - mean) }
    let deviation = (square / Double(max(1, values.count))).squareRoot()
    self.mean = Float(mean)
    self.deviation = deviation > 1e-12 * abs(mean) && deviation > 0 ? Float(deviation) : 1
  }

  func standardised(_ value: Float) -> Float { (value - mean) / deviation }
}
