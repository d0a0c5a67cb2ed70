package import Learning

/// A forecast to compare the model with. It is fitted on the training sequences alone.
package protocol Baseline: Sendable {
  /// The word in tables and anchors: `per_step_mean`.
  static var name: String { get }
  /// For readers: "Per-step mean".
  static var title: String { get }
  /// Whether it needs no learning: a model has to beat the best of these to have learned anything.
  static var isReference: Bool { get }
  /// Nil where the forecast has no meaning for this data.
  ///
  /// - Parameter draws: the experiment's streams; a baseline draws from `probe` only.
  init?(fittedOn split: Split, _ draws: Draws)
  /// `(N, T, O)`, in data units.
  func predict(_ data: Dataset) -> [Float]
}

/// Baselines in the order of the scoreboard.
package let baselines: [any Baseline.Type] = [
  ConstantMean.self,
  PerStepMean.self,
  LastValue.self,
  SeasonalLastValue.self,
  RidgeOnLags.self,
  RandomFeatures.self,
]
