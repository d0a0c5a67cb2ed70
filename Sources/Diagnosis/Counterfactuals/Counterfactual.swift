package import Learning

/// The same experiment with one factor changed. Its run shows whether the change is enough to alter
/// the score here; not that it is the only one that would.
package protocol Counterfactual: Sendable {
  /// The word in tables, anchors and JSON: `more_steps`.
  static var name: String { get }
  /// For readers: "More steps".
  static var title: String { get }
  /// One line on what it tells.
  static var summary: String { get }
  /// Nil where there is nothing to change.
  ///
  /// - Parameter evidence: what was measured of the original; a change that undoes what was measured
  ///   takes its amount from there.
  static func change(of experiment: Experiment, _ evidence: Evidence) -> Change?
}

/// A changed experiment, and the change in words: "learning rate" from "4.0" to "0.04".
package struct Change: Sendable {
  package var experiment: Experiment
  package var factor, from, to: String

  package init(_ experiment: Experiment, factor: String, from: String, to: String) {
    self.experiment = experiment
    self.factor = factor
    self.from = from
    self.to = to
  }
}

/// Counterfactuals in the order of a report.
package let counterfactuals: [any Counterfactual.Type] = [
  MoreSteps.self,
  LearningRateUp.self,
  UsualRate.self,
  LearningRateDown.self,
  MoreHiddenUnits.self,
  NoRegularisation.self,
  Standardise.self,
  Differences.self,
  ChronoStart.self,
  LongerContext.self,
  ChronoLonger.self,
  ContextLonger.self,
  MoreData.self,
  EarlyStop.self,
  FixShapes.self,
  Realign.self,
  Unleak.self,
  LinearHead.self,
  WholeGradient.self,
  TimeAxis.self,
  MixtureHead.self,
  BlindInputs.self,
]
