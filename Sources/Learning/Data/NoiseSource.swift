package import SourceText
import Tensors

/// Inputs and targets without any tie: the article's first example.
package struct NoiseSource: DataSource {
  package static let name = "noise"
  package static let summary = "x ~ N(0, 1) and y ~ mean + std · N(0, 1), independent of x"

  let sequences, length: Int
  let mean, std: Double
  let testSequences: Int

  enum CodingKeys: String, CodingKey {
    case sequences, length, mean, std
    case testSequences = "test_sequences"
  }

  package init(_ options: inout Options) {
    sequences = options.integer("sequences", default: 100, .atLeast(1))
    length = options.integer("length", default: 10, .atLeast(1))
    mean = options.number("mean", default: 0.5, .any)
    std = options.number("std", default: 0.1, .atLeast(0))
    testSequences = options.integer("test_sequences", default: 1000, .atLeast(1))
  }

  package var extent: (sequences: Int, steps: Int) { (sequences + testSequences, length) }

  package func split(_ draws: Draws) -> Split {
    Split(
      train: draw(sequences, draws.stream(.data, .torch)),
      test: draw(testSequences, draws.stream(.heldOut, .torch)), floor: std * std)
  }

  package func skip(_ draws: Draws) { _ = draw(sequences, draws.stream(.data, .torch)) }

  /// `X = torch.randn(N, T, 1)`, then `Y = mean + std * torch.randn(N, T, 1)`.
  private func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let inputs = stream.torchNormals(count * length)
    let targets = stream.torchNormals(count * length).map { Float(mean) + Float(std) * $0 }
    return Dataset(
      sequences: count, steps: length, features: 1, outputs: 1, inputs: inputs, targets: targets)
  }
}
