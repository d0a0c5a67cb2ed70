package import Learning

/// Three times the learning rate; below 0.01 a hundred times, up to 0.03.
package struct LearningRateUp: Counterfactual {
  package static let name = "lr_up"
  package static let title = "Higher learning rate"
  package static let summary =
    "the rate times three, or a hundred below 0.01: what improves had moved too little"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let lr = experiment.training.lr
    let higher = lr >= 0.01 ? 3 * lr : min(0.03, 100 * lr)
    return Change(
      experiment.changed { $0.training.lr = higher }, factor: "the learning rate",
      from: written(lr), to: written(higher))
  }
}
