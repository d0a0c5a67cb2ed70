import Numerals

/// A forecast that needs no learning, and is better than the model.
package struct SimplerIsBetter: DiagnosisRule {
  package static let name = "simpler"
  package static let summary = "whether repeating an earlier value beats the model"
  package static let explanation = Explanation(
    measures:
      "The model’s held-out error beside that of the last value and of the value a season before.",
    whyTheMean:
      "It need not: a network that is better than the mean may still know less than the last value does.",
    remedy: "That forecast itself, or a network that learns the change from it.",
    silence: "Where no such forecast clearly beats the mean, or a probe clearly beats it.")

  private static func simpler(_ evidence: Evidence) -> Scoreboard.Row? {
    let board = evidence.scoreboard
    guard [LastValue.name, SeasonalLastValue.name].contains(board.referenceName),
      board.reference.overMean.isClear(), board.model.mse.isFinite,
      board.model.mse > Judgement.about * board.reference.mse
    else { return nil }
    return board.reference
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let row = simpler(evidence) else { return nil }
    let model = evidence.scoreboard.model
    return Finding(
      rule: name, bearing: .rulesOut(.none),
      statement:
        "\(evidence.scoreboard.named(row).capitalisedFirst) has the held-out error \(written(row.mse)), the model \(written(model.mse)): \(written(model.mse / row.mse)) times as much.",
      evidence: [
        Finding.Number("held-out error of the model", model.mse),
        Finding.Number("of the simpler forecast", row.mse),
      ])
  }

  /// The error of the same network on changes, where it was tried and is better.
  private static func changed(_ evidence: Evidence, _ row: Scoreboard.Row) -> Double? {
    guard let pair = evidence[Differences.name]?.pairs.first, pair.after.mse < row.mse else {
      return nil
    }
    return pair.after.mse
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let row = simpler(evidence), !evidence.isBeyondReference else { return nil }
    let board = evidence.scoreboard
    let name = board.named(row)
    let changed = changed(evidence, row)
    let better =
      changed.map { "; learning the changes between values brings it to \(written($0))" } ?? ""
    return Verdict(
      .unknown, kind: .broken,
      statement:
        "\(name.capitalisedFirst) forecasts better than the model, whose held-out error is \(written(board.model.mse / row.mse)) times as large (\(written(board.model.mse)) against \(written(row.mse)))\(better).",
      confidence: Confidence(
        abs(board.model.overReference.z) >= 2 ? .high : .fair,
        "It was measured on \(counted(board.heldOutSequences, "held-out value")); the difference is \(written(abs(board.model.overReference.z))) of its standard errors."
      ),
      nextStep:
        "Forecast with \(name); a network is worth having once it beats that."
        + (changed == nil ? "" : " Let it learn changes in place of values.")
    )
  }
}
