extension Dataset {
  /// Windows of so many steps, one behind the other, in the order of the sequences.
  ///
  /// All windows have to be scored at the same steps. Kept are those with the most scored steps,
  /// and among windows scored at different steps the ones like the first: of a sequence whose last
  /// step has no target, the last window is left out.
  func cut(into window: Int) -> Dataset {
    let starts = keptWindows(window)
    var inputs: [Float] = []
    var targets: [Float] = []
    inputs.reserveCapacity(sequences * starts.count * window * features)
    targets.reserveCapacity(sequences * starts.count * window * outputs)
    for n in 0..<sequences {
      for start in starts {
        let first = n * steps + start
        inputs += self.inputs[first * features..<(first + window) * features]
        targets += self.targets[first * outputs..<(first + window) * outputs]
      }
    }
    return Dataset(
      sequences: sequences * starts.count, steps: window, features: features, outputs: outputs,
      inputs: inputs, targets: targets, scored: Self.scored(scored, in: starts[0], window))
  }

  /// The first steps of the windows that are kept; at least one.
  package func keptWindows(_ window: Int) -> [Int] {
    Self.keptWindows(window, of: steps, scored: scored)
  }

  static func keptWindows(_ window: Int, of steps: Int, scored: Range<Int>) -> [Int] {
    let starts = stride(from: 0, through: steps - window, by: window)
    let most = starts.map { Self.scored(scored, in: $0, window).count }.max() ?? 0
    let best = starts.filter { Self.scored(scored, in: $0, window).count == most }
    return best.filter {
      Self.scored(scored, in: $0, window) == Self.scored(scored, in: best[0], window)
    }
  }

  private static func scored(_ scored: Range<Int>, in start: Int, _ window: Int) -> Range<Int> {
    let inside = scored.clamped(to: start..<start + window)
    return inside.lowerBound - start..<inside.upperBound - start
  }

  /// Gives sequence `n` the targets of sequence `order[n]`.
  mutating func permuteTargets(_ order: [Int]) {
    let width = steps * outputs
    targets = order.flatMap { targets[$0 * width..<($0 + 1) * width] }
  }

  /// Moves each sequence's inputs `shift` steps later, zeros before them; or earlier where it is
  /// negative, and then the last steps are no longer scored.
  package mutating func moveInputs(by shift: Int) {
    if shift > 0 { delayInputs(by: shift) } else { advanceInputs(by: min(-shift, steps)) }
  }

  private mutating func advanceInputs(by shift: Int) {
    let (width, moved) = (steps * features, shift * features)
    let zeros = [Float](repeating: 0, count: moved)
    inputs = (0..<sequences).flatMap { inputs[$0 * width + moved..<($0 + 1) * width] + zeros }
    scored = scored.clamped(to: 0..<steps - shift)
  }

  private mutating func delayInputs(by shift: Int) {
    let (width, moved) = (steps * features, shift * features)
    let zeros = [Float](repeating: 0, count: moved)
    var late: [Float] = []
    late.reserveCapacity(inputs.count)
    for n in 0..<sequences {
      late += zeros
      late += inputs[n * width..<(n + 1) * width - moved]
    }
    inputs = late
  }

  /// Writes each target over the input of the same place.
  mutating func copyTargetsToInputs() {
    for row in 0..<sequences * steps {
      for column in 0..<min(features, outputs) {
        inputs[row * features + column] = targets[row * outputs + column]
      }
    }
  }

  /// Sequences of the same shape, these first.
  func joined(with more: Dataset) -> Dataset {
    Dataset(
      sequences: sequences + more.sequences, steps: steps, features: features, outputs: outputs,
      inputs: inputs + more.inputs, targets: targets + more.targets, scored: scored)
  }
}
