/// What is left of the skill some steps ahead: the model on its own outputs, and a regression fitted to
/// that distance. Scores are R² over the mean of each step, on held-out sequences.
package struct Horizon: Sendable {
  package struct Step: Sendable, Equatable {
    package var ahead: Int
    package var free, direct: Double
    /// Variance of the free run across sequences over that of the targets.
    package var freeVariance: Double
    package init(ahead: Int, free: Double, direct: Double, freeVariance: Double) {
      self.ahead = ahead
      self.free = free
      self.direct = direct
      self.freeVariance = freeVariance
    }
  }
  /// Steps of truth before the run on its own.
  package var context: Int
  package var steps: [Step]

  package init(context: Int, steps: [Step]) {
    self.context = context
    self.steps = steps
  }
}

/// The shape of what the best known forecast leaves of the held-out targets.
package struct ResidualShape: Sendable, Equatable {
  /// `(skewness² + 1) / kurtosis`: 1/3 of a normal, 5/9 of an even distribution, up to 1 for two
  /// points.
  package var bimodality: Double
  /// Two normals fitted to it: the distance of their means in their root mean variance (Ashman's D),
  /// and the smaller one's share.
  package var separation, smallerShare: Double

  package init(bimodality: Double, separation: Double, smallerShare: Double) {
    self.bimodality = bimodality
    self.separation = separation
    self.smallerShare = smallerShare
  }
}
