package import Learning

/// The same experiment with one thing changed. Its run shows whether the change is enough to alter
/// the score here; not that it is the only one that would.
package protocol Counterfactual: Sendable {
  /// The word in tables and anchors: `more_training`.
  static var name: String { get }
  /// For readers: "Three times the epochs".
  static var title: String { get }
  /// One line on what it tells.
  static var summary: String { get }
  static func applied(to experiment: Experiment) -> Experiment
  /// Whether the evidence before any counterfactual asks for this one.
  static func isCalled(for verdict: Verdict, _ evidence: Evidence) -> Bool
}

/// Counterfactuals in the order they are asked: the first that is called for is run, and only that.
package let counterfactuals: [any Counterfactual.Type] = [
  MoreTraining.self,
  BlindInputs.self,
]

/// What a counterfactual's run changed.
package struct CounterfactualScore: Sendable, Equatable {
  package var name, title: String
  /// Held-out, every input given.
  package var before, after: Score
  /// Epochs of the changed run.
  package var epochs: Int

  package init(name: String, title: String, before: Score, after: Score, epochs: Int) {
    self.name = name
    self.title = title
    self.before = before
    self.after = after
    self.epochs = epochs
  }
}
