import Numerals

/// A state with too little room.
package struct TooFewUnits: DiagnosisRule {
  package static let name = "units"
  package static let summary =
    "whether more hidden units end the trouble where more training does not"
  package static let explanation = Explanation(
    measures:
      "The slope of target on prediction, and the same run with twice the hidden units, beside runs with more updates.",
    whyTheMean:
      "Holding several values needs as many numbers to hold them in. One leaky unit asked for lag L reaches R² of (L/(L+1))^L/(L+1) at most.",
    remedy: "More hidden units: this task needs them, long series as such do not.",
    silence: "Where the run was not made, or more training ends the trouble too.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let trial = evidence[MoreHiddenUnits.name] else { return nil }
    return Finding(
      rule: name,
      bearing: evidence.isCure(trial.name) ? .supports(.capacity) : .rulesOut(.capacity),
      statement: "Here \(evidence.change(trial)).", evidence: Finding.skills(trial))
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    evidence.isMissing ? [MoreHiddenUnits.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.isMissing, evidence.isCure(MoreHiddenUnits.name) else { return nil }
    let failed = evidence.failedChanges.map { "Not so \($0)." }
    return evidence.cured(
      .capacity, by: MoreHiddenUnits.name, "The state has too little room for what it must hold",
      reason: failed ?? "No other change was tried.")
  }
}
