package import Learning

/// `batch_first=True` for batch-first data.
package struct TimeAxis: Counterfactual {
  package static let name = "fix_axes"
  package static let title = "The recurrence over time"
  package static let summary =
    "the layer reads the axis of time, and not the batch"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard !experiment.model.batchFirst else { return nil }
    return Change(
      experiment.changed { $0.model.batchFirst = true }, factor: "the recurrence’s axis",
      from: "the batch", to: "time")
  }
}
