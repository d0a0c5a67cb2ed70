package import Learning

/// A hundredth of the learning rate.
package struct LearningRateDown: Counterfactual {
  package static let name = "lr_down"
  package static let title = "Lower learning rate"
  package static let summary =
    "a hundredth of the rate: what improves had been thrown about"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let lr = experiment.training.lr
    return Change(
      experiment.changed { $0.training.lr = lr / 100 }, factor: "the learning rate",
      from: written(lr), to: written(lr / 100))
  }
}
