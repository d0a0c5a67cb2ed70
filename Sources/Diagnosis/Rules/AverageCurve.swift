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
      bearing = board.curveShare >= 0.95 ? .supports(.clockOnly) : .rulesOut(.none)
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
}
