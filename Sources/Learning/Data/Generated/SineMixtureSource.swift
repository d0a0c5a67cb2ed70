package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sum of sines with noise; the target is the next value. What is `random` is drawn anew for
/// every sequence.
package struct SineMixtureSource: Generator {
  package static let name = "sine_mixture"
  package static let summary =
    "Σ amplitude · sin(2π · periods · t / length + phase) + noise · N(0, 1); y is the next value"

  package var counts: SequenceCounts
  /// How often each sine repeats over a sequence; nil where drawn from `periodRange`.
  let periods: [Double]?
  let amplitudes, phases: [Double]?
  /// How many sines there are.
  let components: Int
  let periodRange, amplitudeRange: [Double]
  let noise: Double
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey {
    case periods, amplitudes, phases, components, noise
    case periodRange = "period_range"
    case amplitudeRange = "amplitude_range"
  }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, length: 40)
    let components = options.integer("components", default: 2, .between(1, 64))
    let given = options.numbers("periods", default: [], orWord: "random", .above(0))
    // Standard sines make 2, 5, 8 … periods.
    periods = given.map { $0.isEmpty ? (0..<components).map { 2 + 3 * Double($0) } : $0 }
    let count =
      options.contains("components") ? components : periods.map { $0.count } ?? components
    func filled(_ numbers: [Double]?, with value: Double) -> [Double]? {
      numbers.map { $0.isEmpty ? [Double](repeating: value, count: count) : $0 }
    }
    amplitudes = filled(
      options.numbers("amplitudes", default: [], orWord: "random", .any), with: 1)
    phases = filled(options.numbers("phases", default: [], orWord: "random", .any), with: 0)
    self.components = count
    periodRange = options.numbers("period_range", default: [1, 5], count: 2, .above(0))
    amplitudeRange = options.numbers("amplitude_range", default: [0.5, 1.5], count: 2, .any)
    noise = options.number("noise", default: 0.1, .atLeast(0))
    preparation = Preparation(generated: &options, length: counts.length)
    for (key, list) in [("periods", periods), ("amplitudes", amplitudes), ("phases", phases)] {
      guard let list, list.count != count else { continue }
      options.report(
        Diagnostic(
          "contradiction", "\(key) lists \(list.count) numbers for \(count) sines",
          at: options.range(of: key)))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(components, forKey: .components)
    try container.encodeIfPresent(periods, forKey: .periods)
    try container.encodeIfPresent(amplitudes, forKey: .amplitudes)
    try container.encodeIfPresent(phases, forKey: .phases)
    if periods == nil { try container.encode(periodRange, forKey: .periodRange) }
    if amplitudes == nil { try container.encode(amplitudeRange, forKey: .amplitudeRange) }
    try container.encode(noise, forKey: .noise)
  }

  package var predictsNextInput: Bool { true }

  /// Known where nothing is random: the curve is the same in all sequences.
  package func floor(window: Int?) -> Double? {
    let isFixed = periods != nil && amplitudes != nil && phases != nil
    return isFixed && window == nil ? noise * noise : nil
  }

  /// In this order, each only where it is random, for `K` sines: `periods = low + (high - low) *
  /// rand(N, K)`, `amplitudes` likewise, `phases = 2 * pi * rand(N, K)`; then `e = randn(N, T +
  /// 1)`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let steps = counts.length + 1
    func perSequence(_ fixed: [Double]?, _ low: Double, _ high: Double) -> [Double] {
      if let fixed { return (0..<count).flatMap { _ in fixed } }
      return stream.numpyUniforms(count * components).map { low + (high - low) * $0 }
    }
    let periods = perSequence(self.periods, periodRange[0], periodRange[1])
    let amplitudes = perSequence(self.amplitudes, amplitudeRange[0], amplitudeRange[1])
    let phases = perSequence(self.phases, 0, 2 * Double.pi)
    let errors = stream.numpyNormals(count * steps)
    let series = (0..<count * steps).map { index in
      let (n, t) = (index / steps, Double(index % steps))
      return (n * components..<(n + 1) * components).reduce(noise * errors[index]) { sum, k in
        sum + amplitudes[k]
          * sin(2 * Double.pi * periods[k] * t / Double(counts.length) + phases[k])
      }
    }
    return Dataset(series: series, length: counts.length)
  }
}
