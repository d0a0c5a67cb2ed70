package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sine with fresh noise in every sequence; the target is the next value. With a fixed phase the
/// curve is the same in all sequences: the article's second and third examples.
package struct SineSource: Generator {
  package static let name = "sine"
  package static let summary =
    "sin(linspace(0, 2π · periods, length)) + noise · N(0, 1); y is the next value"

  package enum Phase: String, CaseIterable, Encodable, Sendable { case fixed, random }

  package var counts: SequenceCounts
  let periods, noise: Double
  let phase: Phase
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case periods, noise, phase }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, sequences: 200, length: 20, atLeast: 2)
    periods = options.number("periods", default: 2, .above(0))
    noise = options.number("noise", default: 0.1, .atLeast(0))
    phase = options.word("phase", default: .fixed)
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(periods, forKey: .periods)
    try container.encode(noise, forKey: .noise)
    if phase != .fixed { try container.encode(phase, forKey: .phase) }
  }

  package var predictsNextInput: Bool { true }

  private var angles: [Double] {
    let end = 2 * Double.pi * periods
    let step = end / Double(counts.length - 1)
    return (0..<counts.length).map { $0 == counts.length - 1 ? end : Double($0) * step }
  }

  /// A fixed curve is known from the start, as long as the step is: in windows it need not be.
  package func floor(window: Int?) -> Double? {
    switch phase {
    case .fixed: window == nil ? noise * noise : nil
    case .random:
      PhaseInference.floor(
        frequency: angles[1], noise: noise, steps: window ?? counts.length - 1)
    }
  }

  /// Row by row `np.sin(np.linspace(0, 2 * np.pi * periods, T)) + noise * np.random.randn(T)`, in
  /// float64, then float32; with a random phase `np.sin(np.linspace(...) + phase)`, where
  /// `phase = 2 * np.pi * np.random.rand()` is drawn before the row. The last step has no next
  /// value, so it is not scored.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let angles = angles
    let curve = angles.map { sin($0) }
    var values: [Float] = []
    values.reserveCapacity(count * counts.length)
    for _ in 0..<count {
      let offset = phase == .random ? 2 * Double.pi * stream.numpyUniform() : 0
      for t in 0..<counts.length {
        let clean = phase == .random ? sin(angles[t] + offset) : curve[t]
        values.append(Float(clean + noise * stream.numpyNormal()))
      }
    }
    return Dataset.nextValue(of: values, sequences: count, steps: counts.length)
  }
}

extension Dataset {
  /// Sequences of one feature whose target at a step is the value at the next.
  static func nextValue(of values: [Float], sequences: Int, steps: Int) -> Dataset {
    var targets = [Float](repeating: 0, count: values.count)
    for n in 0..<sequences {
      for t in 0..<steps - 1 { targets[n * steps + t] = values[n * steps + t + 1] }
    }
    return Dataset(
      sequences: sequences, steps: steps, features: 1, outputs: 1, inputs: values,
      targets: targets, scored: 0..<steps - 1)
  }
}
