import Numerals

/// A learning rate that throws the weights about.
package struct RateTooHigh: DiagnosisRule {
  package static let name = "rate"
  package static let summary =
    "whether the loss leapt in the first updates and a lower rate ends the trouble"
  package static let explanation = Explanation(
    measures:
      "The largest loss of the first updates over the constant mean’s, the share of hidden units at their ends, and the same run at a hundredth of the rate.",
    whyTheMean:
      "A step too large throws units to their ends, where their inputs no longer move them. What is left may lie anywhere between the signal and the mean, calm as the curve may look.",
    remedy: "A lower rate.",
    silence: "Where the loss did not leap and units are free.")

  private static func isThrown(_ evidence: Evidence) -> Bool {
    (evidence.course.leap ?? 0) >= 5 || (evidence.course.saturatedUnits ?? 0) >= 0.1
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let leap = evidence.course.leap, isThrown(evidence) else { return nil }
    var statement =
      "The largest loss of the first updates is \(written(leap)) times the constant mean’s."
    var numbers = [Finding.Number("largest early loss over the mean’s", leap)]
    if let units = evidence.course.saturatedUnits {
      statement += " At the end \(percent(units)) of the hidden units’ values lie beyond ±0.95."
      numbers.append(Finding.Number("hidden values beyond 0.95", percent(units)))
    }
    guard let trial = evidence[LearningRateDown.name] else {
      return Finding(rule: name, bearing: .describes, statement: statement, evidence: numbers)
    }
    return Finding(
      rule: name,
      bearing: evidence.isCure(trial.name) ? .supports(.rateTooHigh) : .rulesOut(.rateTooHigh),
      statement: "\(statement) There, \(evidence.change(trial)).",
      evidence: numbers + Finding.skills(trial))
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isThrown(evidence) && evidence.fallsShort ? [LearningRateDown.self] : []
  }

  /// A lower rate that ends the trouble names it without a leap too, less surely.
  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.fallsShort else { return nil }
    let leap = evidence.course.leap
    var verdict = evidence.cured(
      .rateTooHigh, by: LearningRateDown.name,
      "The learning rate is too high here, with this scale and these batches",
      reason: leap.map {
        "The largest loss of the first updates is \(written($0)) times the constant mean’s."
      } ?? "The loss was not recorded.")
    if !isThrown(evidence) { verdict?.confidence.word = .fair }
    return verdict
  }
}
