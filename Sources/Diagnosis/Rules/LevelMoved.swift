import Numerals

/// A series whose level leaves the range it was learned in.
package struct LevelMoved: DiagnosisRule {
  package static let name = "level_moved"
  package static let summary = "whether a series has left the level that was learned"
  package static let explanation = Explanation(
    measures:
      "The held-out mean of the inputs beside mean and deviation of the training inputs, and the bias’s part of the error.",
    whyTheMean:
      "Units of a recurrent network saturate outside the range they were trained in: on a level never seen the forecast stays where training ended.",
    remedy: "Learning the change from one value to the next, which has no level.",
    silence: "Where the target is not the next input, or the level has not moved.")

  private static func moved(_ evidence: Evidence) -> (bias: Double, inputs: Double)? {
    guard evidence.wiring.targetIsNextInput, let measures = evidence.measures,
      measures.parts.sum > 0, let scale = evidence.wiring.scale, let before = scale.input,
      let after = scale.heldOutInput, before.deviation > 0
    else { return nil }
    let bias = measures.parts.bias / measures.parts.sum
    let inputs = (after.mean - before.mean) / before.deviation
    return bias >= 0.2 || abs(inputs) >= 1 ? (bias, inputs) : nil
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let (bias, inputs) = moved(evidence) else { return nil }
    return Finding(
      rule: name, bearing: .supports(.levelMoved),
      statement:
        "The held-out inputs lie \(written(abs(inputs))) training deviations \(inputs < 0 ? "below" : "above") the training mean, and \(percent(bias)) of the error is a wrong level.",
      evidence: [
        Finding.Number("distance in training deviations", inputs),
        Finding.Number("bias’s part of the error", percent(bias)),
      ])
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    moved(evidence) != nil && evidence.scoreboard.isBehind ? [Differences.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let finding = finding(in: evidence), evidence.scoreboard.isBehind else { return nil }
    return evidence.cured(
      .levelMoved, by: Differences.name, "The series has left the level that was learned",
      reason: finding.statement)
  }
}

extension Scoreboard {
  /// Whether the model's error is a tenth above the best known's, or more.
  var isBehind: Bool { model.mse.isFinite && model.mse > Judgement.about * bestKnown.mse }
}
