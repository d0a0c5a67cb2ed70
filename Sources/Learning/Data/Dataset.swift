/// Sequences with their targets, batch first as PyTorch's `batch_first=True`.
package struct Dataset: Sendable {
  /// `N`, `T`, `D` and `O`.
  package let sequences, steps, features, outputs: Int
  /// `(N, T, D)`, in data units.
  package var inputs: [Float]
  /// `(N, T, O)`, in data units. Steps outside `scored` hold zeros.
  package var targets: [Float]
  /// The steps that have a target. Outside them a prediction is neither trained nor scored.
  package var scored: Range<Int>

  package init(
    sequences: Int, steps: Int, features: Int, outputs: Int, inputs: [Float], targets: [Float],
    scored: Range<Int>? = nil
  ) {
    precondition(
      inputs.count == sequences * steps * features && targets.count == sequences * steps * outputs,
      "\(inputs.count) inputs and \(targets.count) targets for \(sequences) x \(steps) steps")
    self.sequences = sequences
    self.steps = steps
    self.features = features
    self.outputs = outputs
    self.inputs = inputs
    self.targets = targets
    self.scored = scored ?? 0..<steps
  }

  /// A whole sequence's inputs or targets at one step.
  package func input(_ sequence: Int, _ step: Int, _ feature: Int = 0) -> Float {
    inputs[(sequence * steps + step) * features + feature]
  }
  package func target(_ sequence: Int, _ step: Int, _ output: Int = 0) -> Float {
    targets[(sequence * steps + step) * outputs + output]
  }
  /// Some of the sequences.
  package func part(_ range: Range<Int>) -> Dataset {
    let (width, height) = (steps * features, steps * outputs)
    return Dataset(
      sequences: range.count, steps: steps, features: features, outputs: outputs,
      inputs: Array(inputs[range.lowerBound * width..<range.upperBound * width]),
      targets: Array(targets[range.lowerBound * height..<range.upperBound * height]),
      scored: scored)
  }
  /// The steps a network has to see. Those past the last scored one have no loss, and unless the
  /// network reads backwards they touch nothing that has.
  package func steps(for network: Network) -> Int {
    network.bidirectional ? steps : scored.upperBound
  }
  /// How many numbers are predicted and scored.
  package var scoredCount: Int { sequences * scored.count * outputs }
}

/// Training sequences, held-out sequences, and what is known about both.
package struct Split: Sendable {
  package var train: Dataset
  package var test: Dataset
  /// The lowest expected squared error any predictor can reach, where the generator is known.
  package var floor: Double?
  /// How data units become the units the network works in.
  package var scaling = Scaling()
  /// Whether the target at a step is the next input, so that a prediction can be fed back.
  package var targetIsNextInput = false
  /// How many altered copies follow the training sequences, all of them in the same order.
  package var copies = 0
}
