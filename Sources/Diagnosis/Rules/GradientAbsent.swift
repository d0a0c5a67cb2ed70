import Numerals

/// Weights that no gradient reaches.
package struct GradientAbsent: DiagnosisRule {
  package static let name = "no_gradient"
  package static let summary = "whether the gradient of some layer is exactly zero"
  package static let explanation = Explanation(
    measures:
      "The gradient of the training loss by every parameter, on up to 64 training sequences: which are zero in every element.",
    whyTheMean:
      "A layer without gradient stays as it was drawn. What it does not happen to keep of its inputs, the head cannot use.",
    remedy: "No detach, no_grad or item between the layer and the loss.",
    silence:
      "Where weights are unknown, or the head’s own gradient is zero too: then the head is at its border."
  )

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let names = absent(evidence) else { return nil }
    return Finding(
      rule: name, bearing: .supports(.noGradient),
      statement:
        "The gradient of the loss is exactly zero for all of \(listed(names, "and")), and not for the head.",
      evidence: [Finding.Number("parameters without gradient", Numerals.count(names.count))])
  }

  /// The recurrent parameters without gradient, where the head has one. Input weights alone are not
  /// enough: theirs is zero wherever all inputs are.
  private static func absent(_ evidence: Evidence) -> [String]? {
    guard let names = evidence.wiring.withoutGradient,
      !names.contains("fc.weight"), !names.contains("fc.bias")
    else { return nil }
    let recurrent = names.filter { $0.hasPrefix("weight_") }
    return recurrent.contains { $0.hasPrefix("weight_hh") } ? recurrent : nil
  }

  /// Whatever the skill: a layer as it was drawn may be good enough, and the run tells.
  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    absent(evidence) != nil ? [WholeGradient.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let names = absent(evidence), evidence.isMissing || evidence.isCure(WholeGradient.name)
    else { return nil }
    let reason = "The gradient of \(listed(names, "and")) is exactly zero."
    return evidence.curedOrMeasured(
      .noGradient, by: WholeGradient.name, "No gradient reaches the recurrent layer",
      reason: reason,
      nextStep: "Look for detach, no_grad or item between the layer and the loss.")
  }
}
