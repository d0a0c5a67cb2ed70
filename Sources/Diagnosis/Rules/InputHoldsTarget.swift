import Numerals

/// The input at a step is the target of that step.
package struct InputHoldsTarget: DiagnosisRule {
  package static let name = "leak"
  package static let summary = "whether an input is the target itself"
  package static let explanation = Explanation(
    measures:
      "The share of scored held-out steps at which an input equals the target of the same step.",
    whyTheMean:
      "Copying the input needs no forecast. Asked for a future whose target is not yet known, the network copies its last output: a straight line.",
    remedy: "The value before the target in its place, or leaving that input out.",
    silence: "Where inputs are unknown, or fewer than 99 % of the steps agree.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let leak = evidence.wiring.leak else { return nil }
    let isLeak = leak >= leaking
    guard isLeak || leak > 0.5 else { return nil }
    return Finding(
      rule: name, bearing: isLeak ? .supports(.targetLeak) : .describes,
      statement:
        "At \(percent(leak)) of the held-out steps an input equals the target of the same step.",
      evidence: [Finding.Number("steps at which input and target agree", percent(leak))])
  }

  private static let leaking = 0.99

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    (evidence.wiring.leak ?? 0) >= leaking ? [Unleak.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let leak = evidence.wiring.leak, leak >= leaking else { return nil }
    let lead = "The input at a step is the target of that step, so the score is that of a copy"
    return evidence.curedOrMeasured(
      .targetLeak, by: Unleak.name, lead,
      reason: "At \(percent(leak)) of the held-out steps input and target are equal.",
      nextStep: "Feed the value before the target, and train again.")
      ?? Verdict(
        .targetLeak, statement: "\(lead).",
        confidence: Confidence(
          .fair,
          "At \(percent(leak)) of the held-out steps input and target are equal; without them the same network did not learn in every run."
        ), nextStep: "Feed the value before the target, and train again.")
  }
}
