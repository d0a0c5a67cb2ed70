package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sine of one frequency that begins anywhere, with noise; the target is the next value. The
/// phase has to be found from the values themselves.
package struct OscillatorSource: Generator {
  package static let name = "oscillator"
  package static let summary =
    "sin(frequency · t + φ) + std · N(0, 1), φ anew in every sequence; y is the next value"

  package var counts: SequenceCounts
  /// In radians per step.
  let frequency: Double
  let std: Double
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case frequency, std }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, length: 40)
    frequency = options.number("frequency", default: 0.6, .between(0.001, 3.14159))
    std = options.number("std", default: 0.3, .atLeast(0))
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(frequency, forKey: .frequency)
    try container.encode(std, forKey: .std)
  }

  package var predictsNextInput: Bool { true }
  package func floor(window: Int?) -> Double? {
    PhaseInference.floor(frequency: frequency, noise: std, steps: window ?? counts.length)
  }

  /// `phi = 2 * pi * rand(N, 1)`, `e = randn(N, T + 1)`, then `sin(w * arange(T + 1) + phi) + std *
  /// e`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let steps = counts.length + 1
    let phases = stream.numpyUniforms(count).map { 2 * Double.pi * $0 }
    let noise = stream.numpyNormals(count * steps)
    let series = (0..<count * steps).map { index in
      sin(frequency * Double(index % steps) + phases[index / steps]) + std * noise[index]
    }
    return Dataset(series: series, length: counts.length)
  }
}
