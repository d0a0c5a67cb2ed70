import Numerals

/// How much of what is known to be predictable the model predicts.
package struct SignalRecovered: DiagnosisRule {
  package static let name = "recovered_share"
  package static let summary = "how much of what is known to be predictable the model predicts"
  package static let explanation = Explanation(
    measures: "The model's way from the best forecast without learning to the best known one.",
    whyTheMean:
      "A model that has come no part of the way predicts what needs no learning, although more is there.",
    remedy: "Whatever lets this model reach what the probe reaches: the counterfactual runs try.",
    silence:
      "Where nothing is clearly better than what needs no learning. Then a share does not exist.")

  package static func finding(in evidence: Evidence) -> Finding? {
    let board = evidence.scoreboard
    guard !evidence.beyondReference.isEmpty,
      let share = recoveredShare(
        mse: board.model.mse, reference: board.reference.mse, bestKnown: board.bestKnown.mse)
    else { return nil }
    let best = board.bestKnown
    let reference = "\(board.reference.inSentence) \(written(board.reference.mse))"
    let statement: String
    if best.name == board.model.name {
      statement =
        "The model is the best forecast known here: its held-out error is \(written(best.mse)), that of \(reference)."
    } else {
      let amount = share > 0 ? percent(share) : "nothing"
      statement =
        "Of what \(board.named(best)) gains over \(board.reference.inSentence), the model recovers \(amount) (held-out errors: \(board.named(best)) \(written(best.mse)), the model \(written(board.model.mse)), \(reference))."
    }
    return Finding(
      rule: name, bearing: bearing(share), statement: statement,
      evidence: [
        Finding.Number("recovered share", percent(share)),
        Finding.Number("best known", best.title),
        Finding.Number("best known error", best.mse),
        Finding.Number("best without learning", board.reference.title),
        Finding.Number("its error", board.reference.mse),
        Finding.Number("the model’s error", board.model.mse),
      ])
  }

  private static func bearing(_ share: Double) -> Finding.Bearing {
    if share < Judgement.missing { return .supports(.unknown) }
    return share < Judgement.learned ? .supports(.unknown) : .supports(.none)
  }
}
