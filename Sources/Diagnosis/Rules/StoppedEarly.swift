import Numerals

/// Training that ended on its way.
package struct StoppedEarly: DiagnosisRule {
  package static let name = "stopped_early"
  package static let summary = "whether more updates, or larger ones, end the trouble"
  package static let explanation = Explanation(
    measures:
      "Where the loss ended against the constant mean’s, how fast it was falling, and the same run with more updates and with a higher rate.",
    whyTheMean:
      "The output’s bias settles first, and a bias alone is the mean. The features that carry the signal grow later, from small values.",
    remedy: "More updates or a higher learning rate: both buy the same progress.",
    silence: "Where neither run was made.")

  package static func finding(in evidence: Evidence) -> Finding? {
    let trials = names.compactMap { evidence[$0] }
    guard !trials.isEmpty else { return nil }
    let cures = trials.contains { evidence.isCure($0.name) }
    let changes = trials.map { evidence.change($0) }.joined(separator: "; ")
    return Finding(
      rule: name, bearing: cures ? .supports(.undertrained) : .rulesOut(.undertrained),
      statement: [ending(evidence), "Then \(changes)."].compactMap { $0 }.joined(separator: " "),
      evidence: trials.flatMap(Finding.skills))
  }

  /// "Training stopped at loss 0.9, 10 % under the mean’s loss and still falling by 3 % per 100
  /// updates."
  static func ending(_ evidence: Evidence) -> String? {
    let course = evidence.course
    guard let last = course.last, let mean = course.ofMean, mean > 0 else { return nil }
    let distance = 1 - last / mean
    let side =
      abs(distance) < 0.005
      ? "at the mean’s loss"
      : "\(percent(abs(distance))) \(distance > 0 ? "under" : "over") the mean’s loss"
    guard let falling = course.falling else {
      return "Training stopped at loss \(written(last)), \(side)."
    }
    let slope =
      falling >= 0.01
      ? " and still falling by \(percent(min(falling, 1))) per 100 updates"
      : falling <= -0.01 ? " and rising" : " and no longer falling"
    return "Training stopped at loss \(written(last)), \(side)\(slope)."
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    guard evidence.isMissing else { return [] }
    let first: [any Counterfactual.Type] = [MoreSteps.self, LearningRateUp.self]
    let areTried = first.allSatisfy { evidence.tried.contains($0.name) }
    return areTried && cures(evidence).isEmpty ? [UsualRate.self] : first
  }

  private static let names = [MoreSteps.name, LearningRateUp.name, UsualRate.name]

  private static func cures(_ evidence: Evidence) -> [String] {
    names.filter { evidence.isCure($0) }
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.isMissing else { return nil }
    let cheapest = cures(evidence).min { evidence[$0]?.steps ?? 0 < evidence[$1]?.steps ?? 0 }
    guard let cheapest else { return nil }
    return evidence.cured(
      .undertrained, by: cheapest, "Training ended on its way",
      reason: ending(evidence) ?? "The loss was not recorded.")
  }
}
