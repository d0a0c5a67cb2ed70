import Numerals

/// The layer takes the batch for time.
package struct RecurrenceOverBatch: DiagnosisRule {
  package static let name = "batch_axis"
  package static let summary = "whether a prediction depends on the other sequences of its batch"
  package static let explanation = Explanation(
    measures:
      "How far predictions move, in standard deviations of the targets, where the other sequences of their batch are changed.",
    whyTheMean:
      "A recurrence over the batch carries other sequences’ values and none of its own past: only the input of the same step is usable.",
    remedy: "batch_first=True for batch-first data, or a transposed input.",
    silence:
      "Where weights are unknown. A network that reads each sequence alone gives exactly zero.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let distance = evidence.wiring.batchDependence, distance > least else { return nil }
    return Finding(
      rule: name, bearing: .supports(.swappedAxes),
      statement:
        "Changing the other sequences of a batch moves a prediction by up to \(written(distance)) standard deviations of the targets; it should not move.",
      evidence: [Finding.Number("largest move of a prediction", distance)])
  }

  /// Beyond what sums in another order round to.
  private static let least = 1e-4

  private static func isOver(_ evidence: Evidence) -> Bool {
    (evidence.wiring.batchDependence ?? 0) > least
  }

  /// Whatever the skill: the input of the same step may be good enough, and the run tells.
  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isOver(evidence) ? [TimeAxis.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isOver(evidence), let distance = evidence.wiring.batchDependence,
      evidence.isMissing || evidence.isCure(TimeAxis.name)
    else { return nil }
    return evidence.curedOrMeasured(
      .swappedAxes, by: TimeAxis.name,
      "The recurrence runs over the batch: a prediction depends on the other sequences of its batch",
      reason:
        "Changing them moves it by up to \(written(distance)) standard deviations of the targets.",
      nextStep: "Give the layer batch_first=True, or transpose its input.")
  }
}
