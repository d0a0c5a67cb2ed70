package import Learning

/// What a counterfactual's runs gave: the original and the changed experiment with the same seeds.
package struct Trial: Sendable {
  /// One seed, before and after the change. All held-out but `trainingAfter`.
  package struct Pair: Sendable, Equatable {
    package var seed: UInt32
    package var before, after: Score
    /// Of the changed run, on its training sequences.
    package var trainingAfter: Score?
    /// The skill of the best forecast known for this seed's data, the changed run among them, and of
    /// the best that needs no learning: R² over the constant mean.
    package var bestKnown, reference: Double

    package init(
      seed: UInt32, before: Score, after: Score, trainingAfter: Score? = nil, bestKnown: Double,
      reference: Double = 0
    ) {
      self.seed = seed
      self.before = before
      self.after = after
      self.trainingAfter = trainingAfter
      self.bestKnown = bestKnown
      self.reference = reference
    }
  }

  package var name, title: String
  /// "learning rate" from "4.0" to "0.04".
  package var factor, from, to: String
  /// By seed, the original's first.
  package var pairs: [Pair]
  /// The changed experiments, in the order of `pairs`, and their records.
  package var experiments: [Experiment]
  package var records: [RunRecord]
  /// Updates of one changed run.
  package var steps: Int
  /// How much likelier the held-out targets are under the changed run's density than under a normal
  /// one of equal error, in nats each; nil for a forecast that is no density.
  package var nats: Double?

  package init(
    name: String, title: String, factor: String, from: String, to: String, pairs: [Pair],
    experiments: [Experiment] = [], records: [RunRecord] = [], steps: Int, nats: Double? = nil
  ) {
    self.name = name
    self.title = title
    self.factor = factor
    self.from = from
    self.to = to
    self.pairs = pairs
    self.experiments = experiments
    self.records = records
    self.steps = steps
    self.nats = nats
  }

  /// A cure brings the held-out skill to this share of the best known.
  package static let cured = 0.65
  /// Seeds that a cure is shown on.
  package static let seeds = 3
}
