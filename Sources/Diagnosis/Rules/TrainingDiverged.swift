import Numerals

/// The training ended in numbers that are not finite.
package struct TrainingDiverged: DiagnosisRule {
  package static let name = "diverged"
  package static let summary = "the training loss stopped being a finite number"
  package static let explanation = Explanation(
    measures: "The first epoch whose loss is not a finite number.",
    whyTheMean:
      "It does not: it yields no forecast. What is left are the weights of that epoch, which fit nothing.",
    remedy: "A lower learning rate, or inputs and targets of unit spread.",
    silence: "Where training finished.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard case .diverged(let epoch) = evidence.outcome else { return nil }
    return Finding(
      rule: name, bearing: .supports(.diverged),
      statement:
        "The training loss stopped being a finite number at epoch \(Numerals.count(epoch)), so there is no forecast to judge.",
      evidence: [Finding.Number("epoch", Numerals.count(epoch))])
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    if case .diverged(let epoch) = evidence.outcome {
      return Verdict(
        .diverged,
        statement:
          "Training diverged at epoch \(Numerals.count(epoch)), so there is no forecast to judge.",
        confidence: Confidence(.high, "The loss is not a finite number."), nextStep: nextStep)
    }
    guard !evidence.scoreboard.model.mse.isFinite else { return nil }
    return Verdict(
      .diverged,
      statement: "Not all predictions are finite numbers, so there is no forecast to judge.",
      confidence: Confidence(.high, "An error of such predictions does not exist."),
      nextStep: nextStep)
  }

  private static let nextStep =
    "Lower the learning rate tenfold, or standardise inputs and targets."
}
