package import Learning

/// 1024 training sequences, where the source can make them.
package struct MoreData: Counterfactual {
  package static let name = "more_data"
  package static let title = "More training sequences"
  package static let summary =
    "1024 training sequences: what improves had memorised the few it had"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let count = 1024
    guard let setup = evidence.setup, setup.sequences < count,
      let data = experiment.data.withTrainingSequences(count)
    else { return nil }
    return Change(
      experiment.changed {
        $0.data = data
        // As many updates as before: a longer set makes longer epochs.
        $0.training.keepUpdates(setup.steps, sequences: count)
      }, factor: "the number of training sequences", from: "\(setup.sequences)", to: "\(count)")
  }
}
