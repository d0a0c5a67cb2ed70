import Numerals

/// Predictions held back by a penalty.
package struct HeldBack: DiagnosisRule {
  package static let name = "penalty"
  package static let summary = "whether weight decay or dropout keeps the predictions small"
  package static let explanation = Explanation(
    measures:
      "Weight decay and dropout as set, the slope of target on prediction, and the same run without them.",
    whyTheMean:
      "A penalty shrinks every direction but the bias. Strong enough, only the bias is left, and a bias alone is the mean.",
    remedy: "Less of it, or none.",
    silence: "Where nothing is penalised or dropped.")

  private static func penalty(_ evidence: Evidence) -> String? {
    guard let setup = evidence.setup else { return nil }
    if setup.dropout > 0 { return "dropout \(written(setup.dropout))" }
    return setup.weightDecay > 0 ? "weight decay \(written(setup.weightDecay))" : nil
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let penalty = penalty(evidence), let trial = evidence[NoRegularisation.name] else {
      return nil
    }
    return Finding(
      rule: name,
      bearing: evidence.isCure(trial.name)
        ? .supports(.overRegularised) : .rulesOut(.overRegularised),
      statement: "With \(penalty) set, \(evidence.change(trial)).",
      evidence: Finding.skills(trial))
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    penalty(evidence) != nil && evidence.fallsShort ? [NoRegularisation.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let penalty = penalty(evidence), evidence.fallsShort else { return nil }
    var reason = "Training has \(penalty)."
    if let measures = evidence.measures, let slope = measures.slope,
      let r = measures.correlation, r >= 0.1, slope > 2
    {
      reason +=
        " The prediction points the right way (r = \(written(r))) and is \(written(slope)) times too small."
    }
    return evidence.cured(
      .overRegularised, by: NoRegularisation.name, "Regularisation holds the predictions back",
      reason: reason)
  }
}
