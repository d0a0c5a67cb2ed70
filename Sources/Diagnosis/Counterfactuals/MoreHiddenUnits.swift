package import Learning

/// Twice the hidden units, and at least 16.
package struct MoreHiddenUnits: Counterfactual {
  package static let name = "hidden_up"
  package static let title = "More hidden units"
  package static let summary =
    "twice the hidden units, at least 16: what improves had too little room"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let size = experiment.model.hiddenSize
    let larger = max(16, 2 * size)
    return Change(
      experiment.changed { $0.model.hiddenSize = larger }, factor: "the number of hidden units",
      from: "\(size)", to: "\(larger)")
  }
}
