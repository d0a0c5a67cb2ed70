package import Learning

/// Sequences as they were before they were cut into windows; of a file, windows twice as long.
package struct LongerContext: Counterfactual {
  package static let name = "longer_context"
  package static let title = "Longer context"
  package static let summary =
    "sequences as long as they were before they were cut, or windows twice as long"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let data = experiment.data.withLongerContext() else { return nil }
    return Change(
      experiment.changed { $0.data = data }, factor: "the length of a sequence",
      from: "\(experiment.data.extent.steps)", to: "\(data.extent.steps)")
  }
}
