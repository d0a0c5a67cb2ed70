import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the values of `sin(frequency · t + phase) + noise · N(0, 1)` up to a step tell of the next
/// one, where everything but the phase is known and the phase is uniform.
///
/// The posterior is kept on a grid of phases. Its mean of the next value is the best prediction
/// under squared error, its variance that prediction's expected error without the noise.
struct PhaseInference {
  /// In radians per step.
  let frequency: Double
  let noise: Double
  /// Sine and cosine of the grid's phases.
  private let sines, cosines: [Double]

  /// - Parameter steps: how many values will be seen. Nil where so many values with so little noise
  ///   would need a finer grid than is worth its time.
  init?(frequency: Double, noise: Double, steps: Int) {
    self.frequency = frequency
    self.noise = noise
    // The trapezoidal rule is exact to rounding while the posterior is no narrower than the grid.
    let needed = 2 * Double.pi * (Double(steps) / 2).squareRoot() / noise
    guard needed < 8192 else { return nil }
    let count = max(256, Int(needed))
    let phases = (0..<count).map { 2 * Double.pi * Double($0) / Double(count) }
    sines = phases.map { sin($0) }
    cosines = phases.map { cos($0) }
  }

  /// The expected squared error of the best prediction of the values 1 to `steps`, each from all
  /// before it.
  ///
  /// - Returns: nil as `init`. Otherwise the posterior's variance, averaged over 400 sequences from
  ///   a stream of its own, one phase from each of 400 equal parts, and the noise: within one
  ///   percent.
  static func floor(frequency: Double, noise: Double, steps: Int) -> Double? {
    // One value leaves two phases, equally likely; the next value decides between them.
    if noise == 0 { return 0.5 * sin(frequency) * sin(frequency) / Double(steps) }
    guard let inference = PhaseInference(frequency: frequency, noise: noise, steps: steps) else {
      return nil
    }
    let stream = RandomStream(seed: 0)
    let draws = 400
    var sum = 0.0
    for draw in 0..<draws {
      let phase = 2 * Double.pi * (Double(draw) + stream.numpyUniform()) / Double(draws)
      let series = (0..<steps).map {
        sin(frequency * Double($0) + phase) + noise * stream.numpyNormal()
      }
      sum += inference.forecasts(of: series).reduce(0) { $0 + $1.variance }
    }
    return sum / Double(draws * steps) + noise * noise
  }

  /// Mean and variance of the value after each of the series', without its noise.
  func forecasts(of series: [Double]) -> [(mean: Double, variance: Double)] {
    var logs = [Double](repeating: 0, count: sines.count)
    let factor = 1 / (2 * noise * noise)
    return series.enumerated().map { step, seen in
      let (s, c) = turn(step)
      for index in logs.indices {
        let residual = seen - (sines[index] * c + cosines[index] * s)
        logs[index] -= residual * residual * factor
      }
      return next(logs, after: step)
    }
  }

  private func next(_ logs: [Double], after step: Int) -> (mean: Double, variance: Double) {
    let top = logs.max() ?? 0
    let (s, c) = turn(step + 1)
    var (weights, sum, squares) = (0.0, 0.0, 0.0)
    for index in logs.indices where logs[index] > top - 40 {
      let weight = exp(logs[index] - top)
      let value = sines[index] * c + cosines[index] * s
      weights += weight
      sum += weight * value
      squares += weight * value * value
    }
    let mean = sum / weights
    return (mean, max(0, squares / weights - mean * mean))
  }

  private func turn(_ step: Int) -> (sin: Double, cos: Double) {
    let angle = frequency * Double(step)
    return (sin(angle), cos(angle))
  }
}
