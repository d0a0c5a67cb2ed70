import Numerals

/// Inputs and targets that do not belong together.
package struct PairsApart: DiagnosisRule {
  package static let name = "alignment"
  package static let summary =
    "whether a probe finds the signal at another pairing or place of the inputs"
  package static let explanation = Explanation(
    measures:
      "The held-out score of a probe with inputs moved up to twelve steps earlier, and of one fitted on held-out pairs alone beside one fitted on training pairs alone.",
    whyTheMean:
      "Targets that do not follow from their inputs have the mean as their best prediction.",
    remedy: "The pairing and the place of the inputs as they were recorded.",
    silence:
      "Where inputs are unknown, or the target is its own next input: then later inputs hold it.")

  package static func finding(in evidence: Evidence) -> Finding? {
    if evidence.pairsAreShuffled, let held = evidence.elsewhere.heldOutPairs,
      let train = evidence.elsewhere.trainingPairs
    {
      return Finding(
        rule: name, bearing: .supports(.misaligned),
        statement:
          "A probe fitted on held-out pairs explains \(percent(held.r2)) of other held-out targets (p = \(written(p: held.p))); fitted on as many training pairs and scored on others of them, R² is \(written(train.r2)).",
        evidence: [
          Finding.Number("R² within held-out pairs", held.r2),
          Finding.Number("R² within training pairs", train.r2),
        ])
    }
    guard let move = evidence.elsewhere.move else { return nil }
    let isAligned = evidence.alignment == nil
    let steps = counted(move.steps, "step")
    return Finding(
      rule: name, bearing: isAligned ? .rulesOut(.misaligned) : .supports(.misaligned),
      statement:
        isAligned
        ? "Moving the inputs by up to \(counted(move.tried, "step")) uncovers no hidden signal (best R² \(written(move.found.r2))\(fed(evidence)))."
        : "With the inputs \(steps) earlier a probe explains \(percent(move.found.r2)) of what the per-step mean leaves (p = \(written(p: move.found.p)), best of \(Numerals.count(move.tried)) moves\(fed(evidence))).",
      evidence: [
        Finding.Number("best move", steps), Finding.Number("R² there", move.found.r2),
      ])
  }

  private static func fed(_ evidence: Evidence) -> String {
    evidence.repairing.map { ", as fed \(written($0.observed))" } ?? ""
  }

  private static func isApart(_ evidence: Evidence) -> Bool {
    evidence.pairsAreShuffled || evidence.alignment != nil
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isApart(evidence) ? [Realign.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isApart(evidence), let finding = finding(in: evidence) else { return nil }
    let lead =
      evidence.pairsAreShuffled
      ? "The training inputs and targets do not belong together"
      : "The inputs come \(counted(evidence.alignment?.steps ?? 0, "step")) too late for their targets"
    return evidence.curedOrMeasured(
      .misaligned, by: Realign.name, lead, reason: finding.statement,
      nextStep:
        evidence.pairsAreShuffled
        ? "Shuffle inputs and targets with one and the same permutation."
        : "Look where inputs and targets are cut or joined, and move one of them.")
  }
}
