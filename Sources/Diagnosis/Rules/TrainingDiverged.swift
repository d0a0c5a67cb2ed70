import Numerals

/// The training ended in numbers that are not finite.
///
/// ## What it measures
/// The first epoch whose loss is not a finite number.
/// ## Why this yields the mean
/// It does not: it yields no forecast. What is left are the weights of that epoch, which fit nothing.
/// ## What would change it
/// A lower learning rate, or inputs and targets of unit spread.
/// ## When it says nothing
/// Where training finished.
package struct TrainingDiverged: DiagnosisRule {
  package static let name = "diverged"
  package static let summary = "the training loss stopped being a finite number"

  package static func finding(in evidence: Evidence) -> Finding? {
    guard case .diverged(let epoch) = evidence.outcome else { return nil }
    return Finding(
      rule: name, bearing: .supports(.undecided),
      statement:
        "The training loss stopped being a finite number at epoch \(Numerals.count(epoch)), so there is no forecast to judge.",
      evidence: [Finding.Number("epoch", Numerals.count(epoch))])
  }
}
