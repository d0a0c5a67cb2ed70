package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Inputs and targets without any tie: the article's first example.
package struct NoiseSource: Generator {
  package static let name = "noise"
  package static let summary =
    "x ~ N(0, 1) and y ~ mean + std · N(0, 1), or mean + std · (Exp(1) - 1), independent of x"

  /// How the targets lie around their mean. Of an exponential the median is below the mean.
  enum Shape: String, CaseIterable, Codable { case normal, exponential }

  package var counts: SequenceCounts
  let mean, std: Double
  let shape: Shape
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case mean, std, shape }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, sequences: 100, length: 10)
    mean = options.number("mean", default: 0.5, .any)
    std = options.number("std", default: 0.1, .atLeast(0))
    shape = options.word("shape", default: .normal)
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    if shape != .normal { try container.encode(shape, forKey: .shape) }
  }

  package var library: Draws.Library { .torch }
  package func floor(window: Int?) -> Double? { std * std }

  /// `X = torch.randn(N, T, 1)`, then `Y = mean + std * torch.randn(N, T, 1)`, or
  /// `Y = mean - std * (1 + torch.log1p(-torch.rand(N, T, 1)))`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let numbers = count * counts.length
    let inputs = stream.torchNormals(numbers)
    let targets =
      switch shape {
      case .normal: stream.torchNormals(numbers).map { Float(mean) + Float(std) * $0 }
      case .exponential:
        (0..<numbers).map { _ in
          Float(mean - std * (1 + log1p(-Double(stream.torchUniform()))))
        }
      }
    return Dataset(
      sequences: count, steps: counts.length, features: 1, outputs: 1, inputs: inputs,
      targets: targets)
  }
}
