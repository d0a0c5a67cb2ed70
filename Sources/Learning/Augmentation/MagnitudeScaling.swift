package import SourceText
package import Tensors

/// Each sequence's inputs further from or nearer to their mean, all by one factor (Um et al. 2017).
/// Targets that are the next inputs move with them.
package struct MagnitudeScaling: Augmentation {
  package static let name = "scaling"
  package static let summary =
    "mean + (input - mean) · (1 + std · N(0, 1)), one factor per sequence and input"

  let std: Double
  package let copies: Int

  package init(_ options: inout Options) {
    std = options.number("std", default: 0.1, .above(0))
    copies = options.copies()
  }

  /// `factor = 1 + std * randn(N, D)`.
  package func altered(_ original: TrainingSequences, _ stream: RandomStream) -> Dataset {
    var copy = original.data
    for n in 0..<copy.sequences {
      for d in 0..<copy.features {
        let factor = 1 + std * stream.numpyNormal()
        let mean = original.columns[d].location
        func moved(_ value: Float) -> Float { Float(mean + (Double(value) - mean) * factor) }
        for t in 0..<copy.steps {
          let row = n * copy.steps + t
          copy.inputs[row * copy.features + d] = moved(copy.inputs[row * copy.features + d])
          if original.targetIsNextInput, copy.scored.contains(t) {
            copy.targets[row * copy.outputs + d] = moved(copy.targets[row * copy.outputs + d])
          }
        }
      }
    }
    return copy
  }
}
