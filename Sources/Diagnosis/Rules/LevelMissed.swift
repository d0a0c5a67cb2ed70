/// Predictions that lie above or below the targets on average.
package struct LevelMissed: DiagnosisRule {
  package static let name = "level"
  package static let summary = "whether the predictions lie above or below the targets on average"
  package static let explanation = Explanation(
    measures: "The bias of the held-out predictions and its part of the error.",
    whyTheMean:
      "A model that stays near the mean of its training targets misses the level of a series that has moved on.",
    remedy: "Predicting changes instead of values, or training data of the same level.",
    silence: "Where bias is less than a fifth of the error.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let measures = evidence.measures, measures.parts.sum > 0 else { return nil }
    let share = measures.parts.bias / measures.parts.sum
    guard share >= 0.2 else { return nil }
    let side = measures.bias < 0 ? "below" : "above"
    return Finding(
      rule: name, bearing: .describes,
      statement:
        "The predictions lie \(written(abs(measures.bias))) \(side) the held-out targets on average; that is \(percent(share)) of the error.",
      evidence: [
        Finding.Number("bias", measures.bias),
        Finding.Number("share of the error", percent(share)),
      ])
  }
}
