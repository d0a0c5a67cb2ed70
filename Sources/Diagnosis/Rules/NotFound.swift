import Numerals

/// What is left where no rule names a cause.
package struct NotFound: DiagnosisRule {
  package static let name = "not_found"
  package static let summary = "what else was tried, and what that narrows it to"
  package static let explanation = Explanation(
    measures: "The changes that remain, each on its own.",
    whyTheMean: "It does not say: the cause is not among those tried.",
    remedy: "What the last line of the verdict names to look at.",
    silence: "Where a cause was named, or nothing is missed.")

  package static func finding(in evidence: Evidence) -> Finding? { nil }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    guard evidence.isMissing else { return [] }
    return [
      LearningRateDown.self, Standardise.self, ChronoStart.self, LongerContext.self, MoreData.self,
    ]
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    if evidence.isMissing { return missed(evidence) }
    let nextStep =
      evidence.repairing == nil
      ? "Give the inputs, or more sequences: without them it cannot be tested whether there is anything to learn."
      : "Gather more sequences, so that a small share can be told from chance."
    return Verdict(
      .unknown,
      statement:
        "On \(counted(evidence.scoreboard.heldOutSequences, "held-out sequence")) the model’s error is \(written(evidence.scoreboard.model.ratioToMean)) times the constant mean’s, and what was measured does not say why.",
      confidence: Confidence(.low, "The numbers fit more than one explanation."),
      nextStep: nextStep)
  }

  private static func missed(_ evidence: Evidence) -> Verdict {
    let best = evidence.scoreboard.named(evidence.scoreboard.bestKnown)
    let start =
      "Signal is there (\(best): R² \(written(evidence.bestSkill)); the model: \(written(evidence.modelSkill)))"
    let isWorseThanReference =
      evidence.scoreboard.model.mse > Judgement.about * evidence.scoreboard.reference.mse
    if let share = evidence.share, share >= Judgement.learned, !isWorseThanReference {
      return Verdict(
        .none,
        statement:
          "The model recovers \(percent(share)) of what is known to be predictable, and no change tried does clearly better.",
        confidence: Confidence(.low, "\(start)."),
        nextStep: "Repeat the run with other seeds before relying on it.")
    }
    let cures = evidence.trials.filter { evidence.isCure($0.name) }
    if let cure = cures.first {
      return Verdict(
        .unknown, kind: .broken,
        statement:
          "\(start); \(evidence.change(cure)), yet nothing measured says why the original misses it.",
        confidence: Confidence(.fair, "One change ends it; its cause was not found."),
        nextStep: "Change \(cure.factor) to \(cure.to), and compare both programs line by line.")
    }
    let count = evidence.failedTrials.count
    let tried =
      count == 0
      ? "no change could be tried"
      : count == 1
        ? "the one change tried does not recover it" : "none of \(count) changes tried recovers it"
    return Verdict(
      .unknown, kind: .broken,
      statement: "\(start), and \(tried). The cause was not found.",
      confidence: Confidence(
        .low,
        evidence.failedChanges.map { "Tried, with the mean skill of each one’s seeds: \($0)." }
          ?? "The numbers fit more than one explanation."),
      nextStep: narrowing(evidence))
  }

  /// Where to look, from what the hidden state and the training say.
  private static func narrowing(_ evidence: Evidence) -> String {
    if let probe = evidence.course.hiddenProbe {
      return probe >= evidence.bestSkill / 2
        ? "Look at the head and its loss: the trained hidden state holds the signal (R² \(written(probe)))."
        : "Look at what reaches the recurrent layer, and at its gradients: the trained hidden state does not hold the signal (R² \(written(probe)))."
    }
    return
      "Give what was not given yet, inputs first, then the training’s losses and the weights: with predictions alone the causes cannot be told apart."
  }
}
