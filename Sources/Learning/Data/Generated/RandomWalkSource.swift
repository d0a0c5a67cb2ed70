package import SourceText
package import Tensors

/// A random walk; the target is the next value, and no forecast beats the last one.
package struct RandomWalkSource: Generator {
  package static let name = "random_walk"
  package static let summary =
    "y_0 = level · N(0, 1), y_t = y_{t-1} + std · N(0, 1); y is the next value"

  package var counts: SequenceCounts
  /// Of each step.
  let std: Double
  /// The standard deviation of the first value.
  let level: Double
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case std, level }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options)
    std = options.number("std", default: 0.2, .atLeast(0))
    level = options.number("level", default: 1, .atLeast(0))
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(std, forKey: .std)
    try container.encode(level, forKey: .level)
  }

  package var predictsNextInput: Bool { true }
  package func floor(window: Int?) -> Double? { std * std }

  /// `e = randn(N, T + 1)`; `level * e[:, 0]`, then `std * e` added up.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let steps = counts.length + 1
    var series = stream.numpyNormals(count * steps)
    for n in 0..<count {
      series[n * steps] *= level
      for t in 1..<steps {
        series[n * steps + t] = series[n * steps + t - 1] + std * series[n * steps + t]
      }
    }
    return Dataset(series: series, length: counts.length)
  }
}
