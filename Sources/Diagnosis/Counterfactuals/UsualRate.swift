package import Learning

/// The rate that Adam is usually begun with, or a hundred times that for plain gradient descent: for a
/// rate so small that a hundred times as much is still next to nothing.
package struct UsualRate: Counterfactual {
  package static let name = "lr_usual"
  package static let title = "The usual learning rate"
  package static let summary =
    "0.01, or 0.1 for plain gradient descent: what improves had hardly moved"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let usual = experiment.training.optimizer is SGD ? 0.1 : 0.01
    guard experiment.training.lr < usual / 100 else { return nil }
    return Change(
      experiment.changed { $0.training.lr = usual }, factor: "the learning rate",
      from: written(experiment.training.lr), to: written(usual))
  }
}
