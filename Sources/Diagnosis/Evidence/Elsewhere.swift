/// Whether a probe finds signal where the model was not given it.
package struct Elsewhere: Sendable {
  /// A probe's held-out R² over the per-step mean, and its p after correction.
  package struct Found: Sendable, Equatable {
    package var r2, p: Double
    package init(r2: Double, p: Double) {
      self.r2 = r2
      self.p = p
    }
  }

  /// Inputs moved this many steps earlier, so that later ones are seen: the best of the moves tried.
  package var move: (steps: Int, found: Found, tried: Int)?
  /// Pairs held out alone: fitted on one half of them, scored on the other.
  package var heldOutPairs: Found?
  /// Training pairs alone, in the same manner.
  package var trainingPairs: Found?
  /// Sequences as they were before they were cut, `from` steps long as fed and `to` before.
  package var longer: (from: Int, to: Int, found: Found)?

  package init(
    move: (steps: Int, found: Found, tried: Int)? = nil, heldOutPairs: Found? = nil,
    trainingPairs: Found? = nil, longer: (from: Int, to: Int, found: Found)? = nil
  ) {
    self.move = move
    self.heldOutPairs = heldOutPairs
    self.trainingPairs = trainingPairs
    self.longer = longer
  }
}
