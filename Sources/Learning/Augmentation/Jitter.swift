package import SourceText
package import Tensors

/// Noise on the inputs; targets stay as they are.
package struct Jitter: Augmentation {
  package static let name = "jitter"
  package static let summary = "inputs + std · N(0, 1), std in standard deviations of each input"

  let std: Double
  package let copies: Int

  package init(_ options: inout Options) {
    std = options.number("std", default: 0.05, .above(0))
    copies = options.copies()
  }

  /// `inputs + std * spread * randn(N, T, D)`.
  package func altered(_ original: TrainingSequences, _ stream: RandomStream) -> Dataset {
    var copy = original.data
    for index in copy.inputs.indices {
      let spread = original.columns[index % copy.features].scale
      copy.inputs[index] = Float(
        Double(copy.inputs[index]) + std * spread * stream.numpyNormal())
    }
    return copy
  }
}
