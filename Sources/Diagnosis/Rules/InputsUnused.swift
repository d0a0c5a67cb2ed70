import Numerals

/// The run that was given zeros.
///
/// ## What it measures
/// The held-out error of the same experiment on zeros in place of its inputs.
/// ## Why this yields the mean
/// A network without inputs can only give each step's mean. One that scores the same gives no more.
/// ## What would change it
/// Targets that the inputs say something about.
/// ## When it says nothing
/// Where that run was not made or diverged.
package struct InputsUnused: DiagnosisRule {
  package static let name = "inputs_unused"
  package static let summary = "whether the model scores the same on zeros in place of inputs"

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let run = evidence.counterfactual, run.name == BlindInputs.name,
      run.before.mse.isFinite, run.after.mse.isFinite
    else { return nil }
    let errors =
      "held-out error \(written(run.after.mse)) without inputs, \(written(run.before.mse)) with them"
    let isCurve = evidence.scoreboard[PerStepMean.name]?.overMean.isClear() == true
    let statement: String
    var bearing = isCurve ? Finding.Bearing.supports(.clock) : .rulesOut(.healthy)
    if run.after.mse > Judgement.about * run.before.mse {
      statement = "Trained on zeros in place of its inputs, the model scores worse (\(errors))."
      bearing = .rulesOut(.clock)
    } else if run.before.mse > Judgement.about * run.after.mse {
      statement =
        "Trained on zeros in place of its inputs, the model scores better (\(errors)): what it drew from its inputs did not carry over."
    } else {
      statement =
        "Trained on zeros in place of its inputs, the model scores about the same (\(errors))."
    }
    return Finding(
      rule: name, bearing: bearing, statement: statement,
      evidence: [
        Finding.Number("with inputs", run.before.mse),
        Finding.Number("without inputs", run.after.mse),
        Finding.Number("epochs", Numerals.count(run.epochs)),
      ])
  }
}
