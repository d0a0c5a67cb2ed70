extension NetworkPass {
  /// Forward with the inputs of the first `context` steps as they were loaded; each later input is
  /// the forecast of the step before it. For networks that can be fed their own outputs.
  func forward(context: Int) {
    precondition(weights.network.canBeFed, "the last input is not known at the first step")
    for step in 0..<steps {
      advance(step)
      guard step + 1 < steps, step + 1 >= context else { continue }
      let to = passes[0].inputs(ofStep: step + 1)
      for b in 0..<sequences {
        (to + b * passes[0].rowStride).update(
          from: point.pointer + (step * sequences + b) * targets, count: targets)
      }
    }
  }
}

extension Network {
  /// Whether it reads forwards, step by step, and reads anything at all.
  var canBeFed: Bool { !bidirectional && !hasAttention && batchFirst && !blind }
}

extension Split {
  /// Whether a forecast has the place of a later input, as the held-out numbers themselves show: each
  /// target is the next input, or the input of its own step. Then a network can be fed its own
  /// outputs.
  package var isSeries: Bool {
    guard test.features == test.outputs, test.steps > 1 else { return false }
    return [0, 1].contains { ahead in
      (0..<test.sequences).allSatisfy { n in
        test.scored.dropLast(ahead).allSatisfy { t in
          (0..<test.outputs).allSatisfy { test.input(n, t + ahead, $0) == test.target(n, t, $0) }
        }
      }
    }
  }
}
