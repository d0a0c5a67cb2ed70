package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Targets on one of two branches at even odds, of which the inputs say everything but which one:
/// the mean of both is the best prediction under squared error, and never near a target.
package struct BimodalSource: Generator {
  package static let name = "bimodal"
  package static let summary =
    "y = ±(distance + bend · tanh x) + std · N(0, 1), either sign at even odds at every step"

  package var counts: SequenceCounts
  /// Of each branch from 0 where x is 0, and how far x moves it.
  let distance, bend: Double
  let std: Double
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case distance, bend, std }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options)
    distance = options.number("distance", default: 1.5, .any)
    bend = options.number("bend", default: 0.6, .any)
    std = options.number("std", default: 0.15, .atLeast(0))
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(distance, forKey: .distance)
    try container.encode(bend, forKey: .bend)
    try container.encode(std, forKey: .std)
  }

  /// The target's variance: nothing says which branch it is on.
  package func floor(window: Int?) -> Double? {
    std * std + gaussianMean { pow(distance + bend * tanh($0), 2) }
  }

  /// `x = randn(N, T)`, `s = where(rand(N, T) < 0.5, -1, 1)`, `e = randn(N, T)`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let numbers = count * counts.length
    let inputs = stream.numpyNormals(numbers)
    let signs = stream.numpyUniforms(numbers).map { $0 < 0.5 ? -1.0 : 1 }
    let errors = stream.numpyNormals(numbers)
    let targets = (0..<numbers).map {
      signs[$0] * (distance + bend * tanh(inputs[$0])) + std * errors[$0]
    }
    return Dataset(inputs: inputs, targets: targets, length: counts.length)
  }
}
