package import SourceText
package import Tensors

/// An autoregressive series that begins in its stationary state; the target is the next value.
package struct AutoregressiveSource: Generator {
  package static let name = "ar"
  package static let summary =
    "y_t = Σ coefficient_k · y_{t-k} + std · N(0, 1), from a stationary start; y is the next value"

  package var counts: SequenceCounts
  /// Of the last value, the one before it, …
  let coefficients: [Double]
  let std: Double
  package var preparation: Preparation
  private let process: StationaryProcess

  enum CodingKeys: String, CodingKey { case coefficients, std }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, length: 40)
    let read = options.numbers("coefficients", default: [0.8], .any)
    std = options.number("std", default: 1, .atLeast(0))
    if let process = StationaryProcess(read) {
      coefficients = read
      self.process = process
    } else {
      options.report(
        Diagnostic(
          "out-of-range", "a series with these coefficients grows without bound",
          at: options.range(of: "coefficients"),
          help: [
            "for one coefficient: between -1 and 1, both left out",
            "a random walk is the source random_walk",
          ]))
      coefficients = []
      process = StationaryProcess.white
    }
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(coefficients, forKey: .coefficients)
    try container.encode(std, forKey: .std)
  }

  package var predictsNextInput: Bool { true }

  /// Until as many values are seen as there are coefficients, the past is known in part.
  package func floor(window: Int?) -> Double? {
    let steps = window ?? counts.length
    let sum = (1...steps).reduce(0.0) { $0 + process.forecast(after: $1).variance }
    return std * std * sum / Double(steps)
  }

  /// `e = randn(N, T + 1)`. A value is its best forecast from all values before it plus the
  /// forecast's own deviation times `e`: from the first on, every value has the stationary
  /// variance.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let steps = counts.length + 1
    var series = stream.numpyNormals(count * steps)
    for n in 0..<count {
      for t in 0..<steps {
        let forecast = process.forecast(after: t)
        var value = std * forecast.variance.squareRoot() * series[n * steps + t]
        for (lag, coefficient) in forecast.coefficients.enumerated() {
          value += coefficient * series[n * steps + t - 1 - lag]
        }
        series[n * steps + t] = value
      }
    }
    return Dataset(series: series, length: counts.length)
  }
}

/// The best linear forecasts of an autoregressive series from its last values, one, two, … of them
/// (Durbin 1960; Levinson 1947), for unit variance of the noise.
struct StationaryProcess: Sendable {
  struct Forecast: Sendable {
    /// Of the last value, the one before it, …
    var coefficients: [Double]
    /// Of what remains.
    var variance: Double
  }

  /// From no value, from one, …, from as many as there are coefficients.
  private let forecasts: [Forecast]

  static let white = StationaryProcess(forecasts: [Forecast(coefficients: [], variance: 1)])

  private init(forecasts: [Forecast]) { self.forecasts = forecasts }

  /// Steps the recursion down from the full order. Nil where a partial correlation reaches 1: such
  /// a series is not stationary.
  init?(_ coefficients: [Double]) {
    var forecast = Forecast(coefficients: coefficients, variance: 1)
    var forecasts = [forecast]
    while let last = forecast.coefficients.last {
      guard abs(last) < 1 else { return nil }
      let shrink = 1 - last * last
      let shorter = forecast.coefficients.dropLast()
      forecast = Forecast(
        coefficients: zip(shorter, shorter.reversed()).map { ($0 + last * $1) / shrink },
        variance: forecast.variance / shrink)
      forecasts.insert(forecast, at: 0)
    }
    self.forecasts = forecasts
  }

  /// The best forecast from so many values.
  func forecast(after count: Int) -> Forecast { forecasts[min(count, forecasts.count - 1)] }
}
