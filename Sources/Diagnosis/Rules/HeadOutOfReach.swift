import Numerals

/// Predictions pinned at the border of the head.
package struct HeadOutOfReach: DiagnosisRule {
  package static let name = "head_range"
  package static let summary = "whether the head can reach the targets"
  package static let explanation = Explanation(
    measures:
      "The share of predictions at one border value, and the share of targets outside what the head can give.",
    whyTheMean:
      "A head that cannot reach the targets gives its border, a constant; beyond the border it has no slope, so nothing pulls it back. That constant is the border and not the mean.",
    remedy: "A linear head, or targets scaled into its range.",
    silence: "Where predictions do not lie at one value and targets lie within reach.")

  private static func isPinned(_ evidence: Evidence) -> Bool {
    guard let head = evidence.wiring.head else { return false }
    return head.targetsOutside >= 0.25 && head.atBorder >= 0.25
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let head = evidence.wiring.head, isPinned(evidence) else { return nil }
    return Finding(
      rule: name, bearing: .supports(.saturatedOutput),
      statement:
        "\(percent(head.atBorder)) of the predictions lie at \(written(head.border)), and \(percent(head.targetsOutside)) of the targets lie beyond what the head can give.",
      evidence: [
        Finding.Number("border", head.border),
        Finding.Number("predictions there", percent(head.atBorder)),
        Finding.Number("targets out of reach", percent(head.targetsOutside)),
      ])
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isPinned(evidence) && !evidence.isRecoveredBeyondMean ? [LinearHead.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isPinned(evidence), let head = evidence.wiring.head, !evidence.isRecoveredBeyondMean
    else { return nil }
    return evidence.curedOrMeasured(
      .saturatedOutput, by: LinearHead.name, "The head cannot reach the targets",
      reason:
        "\(percent(head.atBorder)) of the predictions lie at \(written(head.border)); \(percent(head.targetsOutside)) of the targets lie beyond.",
      nextStep:
        "Let a linear layer give the prediction, or scale the targets into the head’s range.")
  }
}
