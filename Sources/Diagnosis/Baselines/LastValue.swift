package import Learning

/// The input at each step, as a forecast of the next one. Where the target is something else than
/// the next input, it has no meaning and is left out.
package struct LastValue: Baseline {
  package static let name = "last_value"
  package static let title = "Last value"
  package static let isReference = true

  package init?(fittedOn split: Split, _ draws: Draws) {
    guard split.targetIsNextInput, split.train.features == split.train.outputs else { return nil }
  }

  package func predict(_ data: Dataset) -> [Float] { data.inputs }
}
