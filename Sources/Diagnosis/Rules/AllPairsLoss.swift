import Numerals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The loss of every prediction with every target.
package struct AllPairsLoss: DiagnosisRule {
  package static let name = "all_pairs"
  package static let summary = "whether the loss compares each prediction with its own target"
  package static let explanation = Explanation(
    measures:
      "What the training’s loss gives where predictions equal the targets, which should be 0; or the logged loss beside the element-wise one and that of all pairs.",
    whyTheMean:
      "The mean of all squared differences of all pairs is least where every prediction is the mean of all targets: mean (p - y)² = mean (p - mean y)² + var y.",
    remedy: "Equal shapes in the loss: squeeze the prediction or unsqueeze the target.",
    silence: "Where no loss can be asked, or a log’s value fits both readings.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let loss = evidence.wiring.loss, loss.isAllPairs || loss.isOfTargets else { return nil }
    let statement =
      !loss.isAllPairs
      ? "Given the targets as predictions, the loss is \(loss.written(loss.computed)); over all pairs it would be \(loss.written(loss.allPairs))."
      : loss.isOfTargets
        ? "Given the targets as predictions, the loss is \(loss.written(loss.computed)) and not 0: that is the mean squared difference of all pairs, \(loss.written(loss.allPairs))."
        : "The logged loss is \(loss.written(loss.computed)). Element by element it is \(loss.written(loss.elementwise)), over all pairs \(loss.written(loss.allPairs))."
    return Finding(
      rule: name, bearing: loss.isAllPairs ? .supports(.broadcastBug) : .rulesOut(.broadcastBug),
      statement: statement,
      evidence: [
        Finding.Number("loss", loss.computed),
        Finding.Number("element by element", loss.elementwise),
        Finding.Number("over all pairs", loss.allPairs),
      ])
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    evidence.wiring.loss?.isAllPairs == true && !evidence.isRecoveredBeyondMean
      ? [FixShapes.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let loss = evidence.wiring.loss, loss.isAllPairs,
      evidence.isMissing || evidence.isCure(FixShapes.name) || evidence.setup == nil
    else { return nil }
    return evidence.curedOrMeasured(
      .broadcastBug, by: FixShapes.name,
      "The loss compares every prediction with every target of the batch",
      reason:
        "\(loss.isOfTargets ? "With the targets themselves as predictions it" : "It") is \(loss.written(loss.computed)); element by element it would be \(loss.written(loss.elementwise)).",
      nextStep: "Give prediction and target the same shape before the loss.")
  }
}

extension LossCheck {
  /// With so many digits that the two readings of the loss differ by two of them.
  fileprivate func written(_ value: Double) -> String {
    let gap = abs(allPairs - elementwise) / max(abs(allPairs), .leastNonzeroMagnitude)
    let digits = gap > 0 ? 2 - Int(log10(gap).rounded(.down)) : 3
    return Numerals.measured(value, digits: max(3, min(9, digits)))
  }
}
