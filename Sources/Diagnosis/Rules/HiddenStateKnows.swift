import Numerals

/// What a linear probe finds in the trained state.
package struct HiddenStateKnows: DiagnosisRule {
  package static let name = "hidden_state"
  package static let summary = "whether the hidden state holds a signal that the head does not use"
  package static let explanation = Explanation(
    measures:
      "Held-out R² of a linear regression on the trained hidden state, beside the network’s own.",
    whyTheMean:
      "A head kept small or asked the wrong thing leaves unused what the state holds. A state whose units stand at their ends holds nothing.",
    remedy:
      "Where the state holds it: the head, its loss, its penalty. Where it does not: what the state is fed and how it is trained.",
    silence: "Where weights are unknown or nothing is missed.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let probe = evidence.course.hiddenProbe, evidence.isMissing else { return nil }
    let isThere = probe >= evidence.bestSkill / 2 && probe > evidence.modelSkill + 0.1
    let isGone = probe < evidence.bestSkill / 4
    guard isThere || isGone else { return nil }
    let numbers =
      "R² \(written(probe)) against the network’s \(written(evidence.modelSkill)) and the best known \(written(evidence.bestSkill))"
    return Finding(
      rule: name, bearing: .describes,
      statement:
        isThere
        ? "The trained hidden state holds signal that the head does not use: a linear probe on it reaches \(numbers)."
        : "The trained hidden state has lost the signal: a linear probe on it reaches \(numbers).",
      evidence: [Finding.Number("R² of a linear probe on the hidden state", probe)])
  }
}
