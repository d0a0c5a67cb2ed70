package import SourceText
package import Tensors

/// A target that repeats the input of some steps ago, with a known share of noise.
package struct DelaySource: Generator {
  package static let name = "delay"
  package static let summary =
    "y_t = loc + scale · (√(1-noise) x_{t-lag} + √noise · N(0, 1)), scored from step lag on"

  package var counts: SequenceCounts
  /// In steps.
  let lag: Int
  /// The noise's share of the target's variance.
  let noise: Double
  let units: Units
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case lag, noise }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options)
    lag = options.integer("lag", default: 4, .between(0, Double(counts.length - 1)))
    noise = options.number("noise", default: 0.1, .between(0, 1))
    units = Units(&options)
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    try units.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lag, forKey: .lag)
    try container.encode(noise, forKey: .noise)
  }

  /// In a window, the input of `lag` steps ago is seen from its step `lag` on only.
  package func floor(window: Int?) -> Double? {
    let square = units.scale * units.scale
    guard let window else { return square * noise }
    let starts = Dataset.keptWindows(window, of: counts.length, scored: lag..<counts.length)
    var (hidden, scored) = (0, 0)
    for start in starts {
      for t in max(start, lag)..<start + window {
        scored += 1
        if t - start < lag { hidden += 1 }
      }
    }
    return square * (noise + (1 - noise) * Double(hidden) / Double(max(1, scored)))
  }

  /// `x = randn(N, T)`, then `e = randn(N, T)`; the noise of the steps before `lag` is not used.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let length = counts.length
    let inputs = stream.numpyNormals(count * length)
    let errors = stream.numpyNormals(count * length)
    let targets = inputs.indices.map { index in
      index % length < lag
        ? 0
        : units.target(
          (1 - noise).squareRoot() * inputs[index - lag] + noise.squareRoot() * errors[index])
    }
    return Dataset(
      inputs: inputs.map(units.input), targets: targets, length: length, scored: lag..<length)
  }
}
