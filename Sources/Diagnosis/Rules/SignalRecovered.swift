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
    if share < Evidence.recovered { return .rulesOut(.none) }
    return .supports(.none)
  }

  /// Below this skill the best prediction has less than half of the target's spread, and looks flat.
  private static let little = 0.25

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.isBeyondReference, evidence.isRecovered else { return nil }
    let board = evidence.scoreboard
    let best =
      board.bestKnown.name == board.model.name
      ? "no forecast tried does better"
      : "the best known, \(board.named(board.bestKnown)), \(written(evidence.bestSkill))"
    let seeds = "only one seed of the model itself was looked at"
    if evidence.bestSkill < little {
      return Verdict(
        .lowSignal,
        statement:
          "There is little to predict, and the model predicts it: it explains \(percent(max(0, evidence.modelSkill))) of the held-out variance, \(best). So flat a prediction is the best known answer under squared error\(calibration(evidence)).",
        confidence: Confidence(
          evidence.findsSignal ? .high : .fair,
          evidence.repairing.map {
            "A probe finds the same little (R² \(written($0.observed)) over the per-step mean, p = \(written(p: $0.p))); \(seeds)."
          } ?? "No probe could confirm it; \(seeds)."),
        nextStep:
          "Find inputs that say more. Stretching these predictions would raise the error; give intervals if the spread matters."
      )
    }
    return Verdict(
      .none,
      statement:
        "The model has learned what is known to be predictable: it explains \(percent(evidence.modelSkill)) of the held-out variance, \(best).",
      confidence: Confidence(
        evidence.findsSignal ? .high : .fair,
        evidence.repairing.map {
          "A probe finds signal too (R² \(written($0.observed)) over the per-step mean, p = \(written(p: $0.p))); \(seeds)."
        } ?? "No probe could confirm it; \(seeds)."),
      nextStep: "Repeat the run with other seeds before relying on it.")
  }

  /// ": a slope of 1.02 says that its spread is right", where it does.
  private static func calibration(_ evidence: Evidence) -> String {
    guard let measures = evidence.measures, let slope = measures.slope, measures.parts.sum > 0,
      measures.parts.calibration < Advantage.worthwhile * measures.parts.sum
    else { return "" }
    return
      ": a slope of \(written(slope)) between target and prediction says that its spread is right"
  }
}
