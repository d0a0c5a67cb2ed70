/// Training error below the mean's, held-out error above it.
package struct NoiseMemorised: DiagnosisRule {
  package static let name = "overfit"
  package static let summary = "whether the model is better than the mean only where it was trained"
  package static let explanation = Explanation(
    measures:
      "The errors of the model and of the constant mean, on training and on held-out sequences.",
    whyTheMean:
      "It does not: such a model leaves the mean for the noise of its training sequences, and is worse than the mean on new ones.",
    remedy: "More sequences, fewer epochs or fewer units.",
    silence: "Where the held-out error is not clearly above the mean's.")

  package static func finding(in evidence: Evidence) -> Finding? {
    let board = evidence.scoreboard
    let training = board.training
    guard training.model < training.mean, board.model.mse > board.mean.mse,
      board.model.overMean.z <= -2
    else { return nil }
    return Finding(
      rule: name, bearing: .rulesOut(.none),
      statement:
        "On its training sequences the model’s error, \(written(training.model)), is below the mean’s, \(written(training.mean)); on held-out sequences it is \(written(board.model.mse)), above the mean’s \(written(board.mean.mse)). What it learned there does not carry over.",
      evidence: [
        Finding.Number("training error of the model", training.model),
        Finding.Number("training error of the mean", training.mean),
        Finding.Number("held-out error of the model", board.model.mse),
        Finding.Number("held-out error of the mean", board.mean.mse),
      ])
  }
}
