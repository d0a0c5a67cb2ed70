import Numerals

/// What the target depends on lies where the gradient no longer reaches.
package struct CueBeyondGradient: DiagnosisRule {
  package static let name = "reach"
  package static let summary = "whether the gradient reaches the inputs that matter"
  package static let explanation = Explanation(
    measures:
      "The score of a probe at several contexts, and the gradient of the last prediction by the input of each step before it.",
    whyTheMean:
      "The gradient along the cell is a product of forget gates. Where it has all but vanished at the step that matters, that step is not learned, and without it the mean is the best prediction.",
    remedy: "Forget gates that begin open for the whole length.",
    silence: "Where the signal lies within eight steps, or the gradient was not recorded.")

  /// Whether most of the signal needs more than eight steps of past.
  private static func isFar(_ evidence: Evidence) -> Bool {
    guard let test = evidence.repairing, evidence.findsSignal else { return false }
    let near = test.byContext.filter { $0.context <= 8 }.map(\.best).max() ?? 0
    return test.byContext.contains { $0.context > 8 } && near < test.observed / 2
  }

  /// The gradient at the farthest tenth of the lags over the largest, the larger of start and end.
  private static func remaining(_ evidence: Evidence) -> Double? {
    let reaches = [evidence.course.reachAtStart, evidence.course.reachAtEnd].compactMap { $0 }
    return reaches.compactMap { reach -> Double? in
      guard let largest = reach.max(), largest > 0, reach.count >= 10 else { return nil }
      return (reach.suffix(max(1, reach.count / 10)).max() ?? 0) / largest
    }.min()
  }

  private static func isBeyond(_ evidence: Evidence) -> Bool {
    isFar(evidence) && evidence.isMissing && (remaining(evidence) ?? 1) < 1e-3
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard isFar(evidence), let test = evidence.repairing, let remaining = remaining(evidence)
    else { return nil }
    let near = test.byContext.filter { $0.context <= 8 }.map(\.best).max() ?? 0
    return Finding(
      rule: name,
      bearing: remaining < 1e-3 ? .supports(.vanishingGradient) : .rulesOut(.vanishingGradient),
      statement:
        "The signal needs more than 8 steps of past (probe R² \(written(near)) with 8, \(written(test.observed)) with up to \(Numerals.count(test.contexts.last ?? 0))). At the farthest inputs the gradient is \(written(remaining)) of its largest.",
      evidence: [
        Finding.Number("R² with 8 steps of past", near),
        Finding.Number("R² with all", test.observed),
        Finding.Number("gradient at the farthest inputs", remaining),
      ])
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    guard isBeyond(evidence) else { return [] }
    let isTried = evidence.tried.contains(ChronoStart.name) && !evidence.isCure(ChronoStart.name)
    return isTried ? [ChronoLonger.self, MoreSteps.self] : [ChronoStart.self]
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isBeyond(evidence), let finding = finding(in: evidence) else { return nil }
    let lead = "The gradient does not reach the inputs that matter"
    if let verdict = evidence.cured(
      .vanishingGradient, by: ChronoStart.name, lead, reason: finding.statement)
    {
      return verdict
    }
    // More updates alone must not do it, or it is they that did.
    if !evidence.isCure(MoreSteps.name),
      let verdict = evidence.cured(
        .vanishingGradient, by: ChronoLonger.name, lead, reason: finding.statement)
    {
      return verdict
    }
    // A long lag is learned by luck of the start: most seeds are enough beside such a gradient.
    guard let trial = evidence[ChronoStart.name], trial.pairs.first.map(evidence.isCured) == true,
      2 * trial.pairs.count(where: { evidence.reaches($0.after.r2, $0) }) > trial.pairs.count
    else { return nil }
    return Verdict(
      .vanishingGradient, statement: "\(lead): \(evidence.change(trial)).",
      confidence: Confidence(.fair, "\(finding.statement) Not every seed got there."),
      nextStep: "Change \(trial.factor) from \(trial.from) to \(trial.to), and train longer.")
  }
}
