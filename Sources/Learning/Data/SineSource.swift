package import SourceText
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The same sine with fresh noise in every sequence; the target is the next value. The article's
/// second and third examples.
package struct SineSource: DataSource {
  package static let name = "sine"
  package static let summary =
    "sin(linspace(0, 2π · periods, length)) + noise · N(0, 1); y is the next value"

  let sequences, length: Int
  let periods, noise: Double
  let testSequences: Int

  enum CodingKeys: String, CodingKey {
    case sequences, length, periods, noise
    case testSequences = "test_sequences"
  }

  package init(_ options: inout Options) {
    sequences = options.integer("sequences", default: 200, .atLeast(1))
    length = options.integer("length", default: 20, .atLeast(2))
    periods = options.number("periods", default: 2, .above(0))
    noise = options.number("noise", default: 0.1, .atLeast(0))
    testSequences = options.integer("test_sequences", default: 1000, .atLeast(1))
  }

  package var extent: (sequences: Int, steps: Int) { (sequences + testSequences, length) }
  package var targetIsNextInput: Bool { true }

  package func split(_ draws: Draws) -> Split {
    var split = Split(
      train: draw(sequences, draws.stream(.data, .numpy)),
      test: draw(testSequences, draws.stream(.heldOut, .numpy)), floor: noise * noise)
    split.targetIsNextInput = targetIsNextInput
    return split
  }

  package func skip(_ draws: Draws) { _ = draw(sequences, draws.stream(.data, .numpy)) }

  /// Row by row `np.sin(np.linspace(0, 2 * np.pi * periods, T)) + noise * np.random.randn(T)`, in
  /// float64, then float32. The last step has no next value, so it is not scored.
  private func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let end = 2 * Double.pi * periods
    let step = end / Double(length - 1)
    let curve = (0..<length).map { sin($0 == length - 1 ? end : Double($0) * step) }
    var values: [Float] = []
    values.reserveCapacity(count * length)
    for _ in 0..<count {
      for t in 0..<length { values.append(Float(curve[t] + noise * stream.numpyNormal())) }
    }
    return Dataset.nextValue(of: values, sequences: count, steps: length)
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
