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

  /// Held-out targets as far from the training ones as a network that saw only those cannot be asked to
  /// go: their mean a training deviation away, or a fifth of them outside the training range.
  private static func hasMoved(_ evidence: Evidence) -> Bool {
    guard let scale = evidence.wiring.scale, scale.target.deviation > 0 else { return false }
    let moved = abs(scale.heldOutTarget.mean - scale.target.mean) / scale.target.deviation
    return moved >= 1 || (evidence.wiring.outsideTraining ?? 0) >= 0.2
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.isMissing, hasMoved(evidence), let finding = finding(in: evidence),
      let scale = evidence.wiring.scale
    else { return nil }
    let moved = (scale.heldOutTarget.mean - scale.target.mean) / scale.target.deviation
    return Verdict(
      .levelMoved,
      statement:
        "The held-out targets lie at another level than those the model was trained on: their mean is \(written(abs(moved))) training deviations \(moved < 0 ? "lower" : "higher"), and \(percent(evidence.wiring.outsideTraining ?? 0)) of them lie outside the training range.",
      confidence: Confidence(
        .fair,
        "\(finding.statement)\(evidence.failedChanges.map { " None of these ended it: \($0)." } ?? "")"
      ),
      nextStep:
        "Let the model predict the change from the last value instead of the value, and compare again."
    )
  }
}
