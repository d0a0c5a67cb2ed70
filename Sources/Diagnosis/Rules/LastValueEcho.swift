import Numerals

/// Skill against the mean that repeating the last value has too.
package struct LastValueEcho: DiagnosisRule {
  package static let name = "last_value"
  package static let summary = "whether the model beats repeating the last value"
  package static let explanation = Explanation(
    measures: "The model's held-out error against that of repeating the last value.",
    whyTheMean:
      "It hides it: where values change slowly, repeating the last one is far better than the mean and predicts no change at all. The mean change is what such a forecast gives.",
    remedy: "Scoring differences instead of levels.",
    silence: "Where the target is not the next input, or repeating is no better than the mean.")

  package static func finding(in evidence: Evidence) -> Finding? {
    let board = evidence.scoreboard
    guard let last = board[LastValue.name], last.overMean.isClear(), board.model.mse.isFinite
    else { return nil }
    let skill = 1 - board.model.mse / last.mse
    let errors = "errors \(written(board.model.mse)) and \(written(last.mse))"
    let statement: String
    let bearing: Finding.Bearing
    if skill >= Advantage.worthwhile {
      statement =
        "The model’s held-out error is \(percent(skill)) below that of repeating the last value (\(errors))."
      bearing = .describes
    } else if skill > -Advantage.worthwhile {
      statement =
        "The model is no better than repeating the last value (\(errors)): its skill against the mean is that of the repetition."
      bearing = .rulesOut(.none)
    } else {
      statement =
        "The model’s held-out error is \(percent(-skill)) above that of repeating the last value (\(errors))."
      bearing = .rulesOut(.none)
    }
    return Finding(
      rule: name, bearing: bearing, statement: statement,
      evidence: [
        Finding.Number("held-out error of the model", board.model.mse),
        Finding.Number("held-out error of the last value", last.mse),
      ])
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    let board = evidence.scoreboard
    let last = board.reference
    let isSeasonal = last.name == SeasonalLastValue.name
    guard isSeasonal || last.name == LastValue.name, last.overMean.isClear(),
      !evidence.isBeyondReference, evidence.isRecovered, !evidence.isBehindRepetition
    else { return nil }
    let what = isSeasonal ? "repeating the value a season before" : "repeating the last value"
    let skill = 1 - board.model.mse / last.mse
    return Verdict(
      .persistence,
      statement:
        "No forecast tried clearly beats \(what), and the model does about that: its skill over the repetition is \(written(skill)), while \(written(evidence.modelSkill)) over the mean is that of the repetition.",
      confidence: evidence.repairing == nil
        ? Confidence(.fair, "No re-pairing test could look for more than the repetition.")
        : Confidence(
          .high,
          "Neither a linear probe nor one with random features gains \(percent(Advantage.worthwhile)) on it."
        ),
      nextStep: "Predict the change from the value repeated instead of the value, and score that.")
  }
}
