import Learning

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ResidualShape {
  /// Of what is left of each scored held-out target when its step's mean prediction is taken; nil for
  /// too few numbers or a constant.
  init?(_ prediction: Prediction, on data: Dataset) {
    var values: [Double] = []
    for n in 0..<data.sequences {
      for t in data.scored {
        values.append(Double(data.target(n, t)) - prediction.value(n, t, 0, of: data.outputs))
      }
    }
    let column = Scales.Column(of: values)
    guard values.count >= 50, column.deviation > 0, column.mean.isFinite else { return nil }
    values = values.map { ($0 - column.mean) / column.deviation }
    let count = Double(values.count)
    let third = values.reduce(0) { $0 + $1 * $1 * $1 } / count
    let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / count
    let mixture = TwoNormals(values)
    self.init(
      bimodality: (third * third + 1) / fourth, separation: mixture.separation,
      smallerShare: min(mixture.share, 1 - mixture.share))
  }

  /// Two hills with a valley between them: a bimodality above that of an even distribution, and two
  /// normals farther apart than two of their deviations (Ashman, Bird and Zepf 1994).
  package var isBimodal: Bool {
    bimodality > 5.0 / 9 && separation > 2 && smallerShare > 0.1
  }
}

/// Two normals fitted by expectation and maximisation, begun at the halves of the sorted values.
private struct TwoNormals {
  var share = 0.5
  private var low: (mean: Double, variance: Double)
  private var high: (mean: Double, variance: Double)

  init(_ values: [Double]) {
    let sorted = values.sorted()
    let half = sorted.count / 2
    func moments(_ part: ArraySlice<Double>) -> (mean: Double, variance: Double) {
      let column = Scales.Column(of: Array(part))
      return (column.mean, max(column.deviation * column.deviation, 1e-6))
    }
    low = moments(sorted[..<half])
    high = moments(sorted[half...])
    // A few thousand values are enough for four moments.
    let part = stride(from: 0, to: sorted.count, by: max(1, sorted.count / 2000)).map { sorted[$0] }
    for _ in 0..<60 { improve(part) }
  }

  private func density(_ x: Double, _ normal: (mean: Double, variance: Double)) -> Double {
    let d = x - normal.mean
    return exp(-d * d / (2 * normal.variance)) / normal.variance.squareRoot()
  }

  private mutating func improve(_ values: [Double]) {
    var (weight, sumLow, sumHigh, squareLow, squareHigh) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for x in values {
      let (a, b) = (share * density(x, low), (1 - share) * density(x, high))
      let r = a + b > 0 ? a / (a + b) : 0.5
      weight += r
      sumLow += r * x
      squareLow += r * x * x
      sumHigh += (1 - r) * x
      squareHigh += (1 - r) * x * x
    }
    let rest = Double(values.count) - weight
    guard weight > 1, rest > 1 else { return }
    share = weight / Double(values.count)
    low = (sumLow / weight, max(squareLow / weight - pow(sumLow / weight, 2), 1e-6))
    high = (sumHigh / rest, max(squareHigh / rest - pow(sumHigh / rest, 2), 1e-6))
  }

  /// Ashman's D.
  var separation: Double {
    abs(high.mean - low.mean) / ((low.variance + high.variance) / 2).squareRoot()
  }
}
