import Numerals

/// Targets or inputs far from mean 0 and deviation 1.
package struct FarFromScale: DiagnosisRule {
  package static let name = "scale"
  package static let summary = "whether targets and inputs lie where the network works"
  package static let explanation = Explanation(
    measures:
      "Mean and standard deviation of targets and inputs in the units the network works in, of the column that lies farthest off.",
    whyTheMean:
      "Adam moves a weight by about its rate per step. On the long way to a far level all units are driven to their ends, where the input no longer moves them: what is left is a constant.",
    remedy: "Inputs and targets with mean 0 and deviation 1, from the training part.",
    silence:
      "Where the mean lies within five deviations of zero and the deviation between 0.05 and 20.")

  private static func isFar(_ column: Scales.Column?) -> Bool {
    guard let column, column.deviation > 0 else { return false }
    return column.offset > 5 || column.deviation > 20 || column.deviation < 0.05
  }

  /// Not far enough to suspect it, and enough to believe it where standardising alone ends the trouble.
  private static func isOff(_ column: Scales.Column) -> Bool {
    column.offset > 3 || column.deviation > 10 || (column.deviation > 0 && column.deviation < 0.1)
  }

  private static func far(_ evidence: Evidence) -> (cause: Cause, column: Scales.Column)? {
    guard let scale = evidence.wiring.scale else { return nil }
    if evidence.isCure(Standardise.name) {
      if isOff(scale.target) { return (.unscaledTarget, scale.target) }
      if let input = scale.input, isOff(input) { return (.unscaledInput, input) }
    }
    if isFar(scale.target) { return (.unscaledTarget, scale.target) }
    if let input = scale.input, isFar(input) { return (.unscaledInput, input) }
    return nil
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let (cause, column) = far(evidence) else { return nil }
    return Finding(
      rule: name, bearing: .supports(cause), statement: statement(cause, column),
      evidence: [
        Finding.Number("mean", column.mean), Finding.Number("deviation", column.deviation),
      ])
  }

  private static func statement(_ cause: Cause, _ column: Scales.Column) -> String {
    "The network’s \(cause == .unscaledTarget ? "targets" : "inputs") have mean \(written(column.mean)) and standard deviation \(written(column.deviation)): zero lies \(written(column.offset)) deviations from the mean."
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    far(evidence) != nil && (evidence.fallsShort || !evidence.isRecovered) ? [Standardise.self] : []
  }

  /// Of a model known by its predictions alone: what the scale does to a network of ours.
  private static func shownOnOurs(
    _ cause: Cause, _ column: Scales.Column, _ lead: String, _ what: String, _ evidence: Evidence
  ) -> Verdict? {
    guard let trial = evidence[Standardise.name], evidence.isMissing,
      evidence.isCure(Standardise.name), let before = trial.skillBefore,
      let after = trial.skillAfter
    else { return nil }
    return Verdict(
      cause,
      statement:
        "\(lead): given them as they are, a network of ours has the held-out skill \(written(before)), this model \(written(evidence.modelSkill)); with mean 0 and deviation 1 ours has \(written(after)).",
      confidence: Confidence(
        .fair,
        "\(statement(cause, column).replacing("The network’s", with: "The")) The same was seen with all \(Numerals.count(trial.pairs.count)) seeds; whether this model saw the \(what) in these units its predictions alone do not say."
      ),
      nextStep:
        "Standardise inputs and targets by mean and deviation of the training part, and train again."
    )
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let (cause, column) = far(evidence), evidence.fallsShort || !evidence.isRecovered else {
      return nil
    }
    let what = cause == .unscaledTarget ? "targets" : "inputs"
    let lead = "The \(what) lie far from where the network works"
    if evidence.setup == nil { return shownOnOurs(cause, column, lead, what, evidence) }
    return evidence.cured(cause, by: Standardise.name, lead, reason: statement(cause, column))
  }
}
