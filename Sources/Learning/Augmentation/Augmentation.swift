package import SourceText
package import Tensors

/// Altered copies of the training sequences, made once per experiment, before training starts.
///
/// Every entry under `data.augmentation` adds `copies` altered copies of all training sequences as
/// the source and its windows gave them; entries do not alter each other's copies. Draws come from
/// the stream `augmentation`, entry by entry and copy by copy. Held-out sequences stay as they are,
/// and the scaling is that of the training sequences without copies. Targets are taken for
/// quantities: those of `window_slice` lie on straight lines between two of them.
package protocol Augmentation: Choosable {
  /// How many altered copies of each training sequence are added.
  var copies: Int { get }
  /// One altered copy of all sequences: same shapes, same scored steps.
  func altered(_ data: TrainingSequences, _ stream: RandomStream) -> Dataset
}

/// What an augmentation may look at.
package struct TrainingSequences {
  package let data: Dataset
  /// Mean and standard deviation of each input column.
  package let columns: [Scaling.Column]
  /// Whether the target at a step is the next input, so that both have to be altered as one series.
  package let targetIsNextInput: Bool
}

/// Augmentations an author may name under `data.augmentation`.
package let augmentations: [any Augmentation.Type] = [
  Jitter.self,
  MagnitudeScaling.self,
  TimeShift.self,
  WindowSlice.self,
]

extension Preparation {
  /// The training sequences of a split, then their altered copies.
  func augmented(_ split: Split, _ stream: RandomStream) -> Dataset {
    let original = TrainingSequences(
      data: split.train, columns: Scaling(standardising: split.train).inputs,
      targetIsNextInput: split.targetIsNextInput)
    var train = split.train
    for entry in augmentation {
      for _ in 0..<entry.copies { train = train.joined(with: entry.altered(original, stream)) }
    }
    return train
  }
}

extension Options {
  /// How many altered copies an augmentation adds.
  mutating func copies() -> Int { integer("copies", default: 1, .between(1, 100)) }
}
