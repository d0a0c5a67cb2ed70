import Numerals

/// A forecast that reads no input: the mean of each step.
package struct AverageCurve: DiagnosisRule {
  package static let name = "average_curve"
  package static let summary = "whether the mean of each step does as well as the model"
  package static let explanation = Explanation(
    measures: "The held-out errors of the per-step mean, of the constant mean, and of the model.",
    whyTheMean:
      "Where all sequences follow one curve, the conditional mean is that curve, and the step alone determines it. The forecast moves, and is still a mean.",
    remedy:
      "Sequences that begin at different points of their course: then the step says nothing and the inputs are needed.",
    silence:
      "Where the per-step mean is not clearly better than the constant mean, or there is none because one step alone is scored."
  )

  package static func finding(in evidence: Evidence) -> Finding? {
    let board = evidence.scoreboard
    guard let curve = board[PerStepMean.name], curve.overMean.isClear(), board.model.mse.isFinite
    else { return nil }
    let errors =
      "error \(written(curve.mse)), the model’s \(written(board.model.mse)), the constant mean’s \(written(board.mean.mse))"
    let statement: String
    let bearing: Finding.Bearing
    if board.model.mse > Judgement.about * curve.mse {
      statement =
        "The average curve of the training sequences, which reads no input, is better than the model (\(errors))."
      bearing = board.curveShare >= drawn ? .supports(.clockOnly) : .rulesOut(.none)
    } else if curve.mse <= Judgement.about * board.model.mse {
      statement =
        "The average curve of the training sequences, which reads no input, is about as good as the model (\(errors))."
      bearing = .supports(.clockOnly)
    } else {
      statement =
        "The model is better than the average curve of the training sequences (\(errors))."
      bearing = .rulesOut(.clockOnly)
    }
    return Finding(
      rule: name, bearing: bearing, statement: statement,
      evidence: [
        Finding.Number("held-out error of the per-step mean", curve.mse),
        Finding.Number("held-out error of the model", board.model.mse),
        Finding.Number("held-out error of the constant mean", board.mean.mse),
      ])
  }

  /// From this share of what the per-step mean explains on, a model has drawn the curve.
  private static let drawn = 0.95

  /// Whether nothing known beats the curve but networks, which may draw it a little better than the
  /// training sequences' mean does.
  private static func isBest(_ evidence: Evidence) -> Bool {
    let board = evidence.scoreboard
    return board.referenceName == PerStepMean.name && board.reference.overMean.isClear()
      && evidence.beyondReference.allSatisfy { !$0.isProbe } && board.curveShare >= drawn
  }

  /// Whether the model scores about the same, or better, without its inputs; nil where that was not
  /// tried.
  private static func scoresBlind(_ evidence: Evidence) -> Bool? {
    guard let pair = evidence[BlindInputs.name]?.pairs.first else { return nil }
    return pair.after.mse <= Judgement.about * pair.before.mse
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isBest(evidence) && evidence.setup?.isBlind != true ? [BlindInputs.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    let board = evidence.scoreboard
    let blind = scoresBlind(evidence)
    guard isBest(evidence), blind ?? !evidence.isBeyondReference else { return nil }
    let (model, curve) = (written(board.model.mse), written(board.reference.mse))
    let test = evidence.repairing.map {
      "a probe finds no more than chance (p = \(written(p: $0.p)))"
    }
    return Verdict(
      .clockOnly,
      statement:
        board.model.mse <= Judgement.about * board.reference.mse
        ? "The model is a clock: the average curve of its training sequences, which reads no input, has the error \(curve), the model \(model)."
        : "The model draws the average curve of its training sequences, and less well than the curve itself, which reads no input: the model’s error is \(model), the curve’s \(curve).",
      confidence: blind == true
        ? Confidence(
          .high, "Trained without its inputs, the model scores about the same or better.")
        : Confidence(
          .fair,
          "No run without inputs confirmed it\(test.map { "; with the curve taken away, \($0)" } ?? "")."
        ),
      nextStep:
        "Train on sequences that begin at different points of their course if the model is to use its inputs; if it need not, the average curve is enough."
    )
  }
}
