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

  /// Training skill from which on something was memorised, and not only fitted by chance.
  private static let memorised = 0.3

  private static func isMemorised(_ evidence: Evidence) -> Bool {
    let board = evidence.scoreboard
    guard board.training.model <= (1 - memorised) * board.training.mean else { return false }
    return board.model.overMean.gain < 0 && board.model.overMean.z <= -2
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isMemorised(evidence) ? [MoreData.self, EarlyStop.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isMemorised(evidence), let finding = finding(in: evidence) else { return nil }
    let lead = "The model memorised its training sequences"
    for name in [MoreData.name, EarlyStop.name] {
      if let verdict = evidence.cured(.overfit, by: name, lead, reason: finding.statement) {
        return verdict
      }
    }
    // Without a change that ends it, only where there is something to be learned.
    guard evidence.isBeyondMean else { return nil }
    return Verdict(
      .overfit, statement: "\(lead): \(finding.statement)",
      confidence: Confidence(
        .fair, "A probe finds signal that carries over (R² \(written(evidence.bestSkill)))."),
      nextStep: "Gather more sequences, or end the training where a validation loss is least.")
  }
}
