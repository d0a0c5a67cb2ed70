/// The forecast that feeds on itself.
package struct DriftsWhenFedBack: DiagnosisRule {
  package static let name = "free_running"
  package static let summary = "whether the model scores the same on its own outputs"
  package static let explanation = Explanation(
    measures:
      "The held-out error with every input given, and with the model's own outputs as inputs.",
    whyTheMean:
      "Fed with its own outputs, a model has no news. Where the future needs news, the best it can do decays to the mean; where it needs none, nothing changes.",
    remedy: "A direct forecast for each horizon would tell the process from the iteration.",
    silence: "Where training did not feed outputs back.")

  package static func finding(in evidence: Evidence) -> Finding? {
    let board = evidence.scoreboard
    guard let free = board.freeRunning, free.mse.isFinite, board.model.mse.isFinite else {
      return nil
    }
    let errors =
      "held-out error \(written(free.mse)), with the inputs given \(written(board.model.mse))"
    let how =
      free.mse > Judgement.about * board.model.mse
      ? "does worse"
      : board.model.mse > Judgement.about * free.mse ? "does better" : "scores about the same"
    let statement = "Fed with its own outputs after the first input, the model \(how) (\(errors))."
    return Finding(
      rule: name, bearing: .describes, statement: statement,
      evidence: [
        Finding.Number("free running", free.mse),
        Finding.Number("every input given", board.model.mse),
      ])
  }
}
