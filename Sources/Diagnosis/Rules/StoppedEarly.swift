import Numerals

/// The run that was trained longer.
///
/// ## What it measures
/// The held-out error of the same experiment after three times the epochs.
/// ## Why this yields the mean
/// The output's bias settles first, and a bias alone is the mean. The features that carry the signal
/// grow later, from small values.
/// ## What would change it
/// More epochs, a higher learning rate, standardised data: each buys the same progress.
/// ## When it says nothing
/// Where that run was not made or diverged. One seed does not show how often it would help.
package struct StoppedEarly: DiagnosisRule {
  package static let name = "stopped_early"
  package static let summary = "whether three times the epochs lower the held-out error"

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let run = evidence.counterfactual, run.name == MoreTraining.name,
      run.before.mse.isFinite, run.after.mse.isFinite
    else { return nil }
    let board = evidence.scoreboard
    let after = board.share(run.after.mse)
    let change =
      "the held-out error from \(written(run.before.mse)) to \(written(run.after.mse))"
    let cost = "\(counted(run.epochs, "epoch")), one seed"
    let gain = 1 - run.after.mse / run.before.mse
    let statement: String
    let bearing: Finding.Bearing
    if gain < -Advantage.worthwhile {
      statement =
        "Three times the epochs raise \(change) (\(cost)): longer training does harm here."
      bearing = .describes
    } else if gain < Advantage.worthwhile {
      statement =
        "Three times the epochs leave the held-out error as it is, \(written(run.before.mse)) before and \(written(run.after.mse)) after (\(cost))."
      bearing = .describes
    } else if let before = board.share(run.before.mse), let after,
      before < Judgement.missing, after >= Judgement.learned
    {
      statement =
        "Three times the epochs, and nothing else, take \(change) (\(cost)). That is enough to end the collapse here: training had stopped too early."
      bearing = .supports(.signalMissed)
    } else {
      statement = "Three times the epochs lower \(change) (\(cost))."
      bearing = .describes
    }
    return Finding(
      rule: name, bearing: bearing, statement: statement,
      evidence: [
        Finding.Number("before", run.before.mse), Finding.Number("after", run.after.mse),
        Finding.Number("recovered share after", after.map(percent) ?? "undefined"),
        Finding.Number("epochs", Numerals.count(run.epochs)),
      ])
  }
}

extension Scoreboard {
  /// The share recovered by an error: of the way from the best forecast without learning to the best
  /// known, or from the constant mean where nothing known goes beyond what needs no learning.
  func share(_ mse: Double) -> Double? {
    recoveredShare(mse: mse, reference: reference.mse, bestKnown: bestKnown.mse)
      ?? recoveredShare(mse: mse, reference: mean.mse, bestKnown: bestKnown.mse)
  }
}
