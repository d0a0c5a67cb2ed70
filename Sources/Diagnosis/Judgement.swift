/// How the evidence is read: the first rule that names its cause gives the verdict, unless an earlier
/// one has changed runs open. Pure: the same numbers give the same verdict.
struct Judgement {
  enum State {
    case decided(Verdict)
    /// These changed runs would tell more.
    case open([any Counterfactual.Type])
  }

  let evidence: Evidence

  init(_ evidence: Evidence) { self.evidence = evidence }

  var state: State {
    for rule in diagnosisRules {
      let open = rule.open(in: evidence).filter { !evidence.tried.contains($0.name) }
      if !open.isEmpty { return .open(open) }
      if let verdict = rule.verdict(in: evidence) { return .decided(verdict) }
    }
    return .decided(Judgement.silent)
  }

  /// What can be said now, whatever is still open.
  var verdict: Verdict {
    for rule in diagnosisRules {
      if let verdict = rule.verdict(in: evidence) { return verdict }
    }
    return Judgement.silent
  }

  /// Not reached: the last rule always has a verdict.
  private static let silent = Verdict(
    .unknown, statement: "Nothing was measured.",
    confidence: Confidence(.low, "Nothing was measured."),
    nextStep: "Give predictions and targets.")

  /// From this share of the known skill on a model has learned it, if not all.
  static let learned = 0.65
  /// Two errors are about the same where one is at most this many times the other.
  static let about = 1.1
  static let significant = 0.05
}
