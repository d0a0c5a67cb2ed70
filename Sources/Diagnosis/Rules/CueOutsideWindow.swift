import Numerals

/// What the target depends on lies before the window.
package struct CueOutsideWindow: DiagnosisRule {
  package static let name = "context"
  package static let summary = "whether longer sequences hold a signal that the windows do not"
  package static let explanation = Explanation(
    measures:
      "The re-pairing test on sequences as they were before they were cut, beside the same test on the windows.",
    whyTheMean:
      "A state that starts anew at each window cannot hold what came before it; of the window alone the mean is the best prediction.",
    remedy: "Longer windows, or a state that is carried from window to window.",
    silence: "Where sequences are given as long as they are.")

  private static func isOutside(_ evidence: Evidence) -> Bool {
    guard let longer = evidence.elsewhere.longer, longer.found.isFound else { return false }
    let asFed = max(0, evidence.repairing?.observed ?? 0)
    return longer.found.r2 >= asFed + max(0.05, asFed / 2)
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let longer = evidence.elsewhere.longer else { return nil }
    let isOutside = isOutside(evidence)
    let fed = evidence.repairing.map { "R² \(written($0.observed))" } ?? "not tested"
    return Finding(
      rule: name, bearing: isOutside ? .supports(.contextTooShort) : .rulesOut(.contextTooShort),
      statement:
        "On \(counted(longer.from, "step")) as fed: \(fed). On \(counted(longer.to, "step")): R² \(written(longer.found.r2)) (p = \(written(p: longer.found.p))).",
      evidence: [Finding.Number("R² on longer sequences", longer.found.r2)])
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    guard isOutside(evidence) else { return [] }
    let isTried =
      evidence.tried.contains(LongerContext.name) && !evidence.isCure(LongerContext.name)
    return isTried ? [ContextLonger.self] : [LongerContext.self]
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isOutside(evidence), let finding = finding(in: evidence) else { return nil }
    let lead = "What the target depends on lies before the window"
    if let verdict = evidence.cured(
      .contextTooShort, by: LongerContext.name, lead, reason: finding.statement)
    {
      return verdict
    }
    // The windows alone hold no signal that more updates could find.
    if let verdict = evidence.cured(
      .contextTooShort, by: ContextLonger.name, lead, reason: finding.statement)
    {
      return verdict
    }
    // That the signal is there and not here is measured; whether a network learns it is another matter.
    let trained = evidence[LongerContext.name].map {
      "\(evidence.change($0).capitalisedFirst); the length alone did not do it with every seed."
    }
    return Verdict(
      .contextTooShort, statement: "\(lead): \(finding.statement)",
      confidence: Confidence(.fair, trained ?? "No changed run could confirm it."),
      nextStep: "Train on longer sequences, and longer.")
  }
}
