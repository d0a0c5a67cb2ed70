import Numerals

/// What a penalty in the loss charges the constant mean.
package struct PenaltyOfTheMean: DiagnosisRule {
  package static let name = "penalty_of_the_mean"
  package static let summary = "whether a penalty in the loss charges the constant mean anything"
  package static let explanation = Explanation(
    measures:
      "The training loss where every prediction is the mean of the training targets, beside the squared error of the same.",
    whyTheMean:
      "A penalty on the distance of the prediction’s mean from the target’s asks for the mean. It costs a flat line next to nothing.",
    remedy: "A penalty that a flat line pays, such as one on the missing spread; or none.",
    silence: "Where the loss is none with a penalty, or weights are unknown.")

  /// Below this share of the loss a penalty decides nothing.
  private static let slight = 0.05

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let loss = evidence.wiring.lossOfMean, let name = evidence.setup?.loss,
      name.contains("penalty"), loss.squared > 0
    else { return nil }
    let penalty = loss.computed - loss.squared
    let share = penalty / loss.computed
    let numbers =
      "\(written(penalty)) beside a squared error of \(written(loss.squared))"
    return Finding(
      rule: self.name, bearing: .describes,
      statement:
        share < slight
        ? "The penalty in the loss does not discourage the mean: a constant at the mean pays \(numbers)."
        : "The penalty in the loss charges a constant at the mean \(numbers).",
      evidence: [
        Finding.Number("penalty of the constant mean", penalty),
        Finding.Number("its squared error", loss.squared),
      ])
  }
}
