import Numerals

// What changed runs gave, in words that their numbers carry.

extension Trial {
  /// Mean over the seeds tried; nil where a run has no finite skill.
  private func mean(_ skill: (Pair) -> Double?) -> Double? {
    let skills = pairs.compactMap(skill)
    guard !pairs.isEmpty, skills.count == pairs.count else { return nil }
    return skills.reduce(0, +) / Double(skills.count)
  }

  /// Held-out R² over the constant mean, mean of the seeds.
  package var skillBefore: Double? { mean(\.before.r2) }
  package var skillAfter: Double? { mean(\.after.r2) }

  /// "more hidden units", inside a sentence.
  var inSentence: String { title.prefix(1).lowercased() + title.dropFirst() }
}

extension Evidence {
  /// "changing only the learning rate from 4.15 to 0.0415 raises the held-out skill from 0.320 to 0.760
  /// (3 of 3 seeds)".
  func change(_ trial: Trial) -> String {
    let start = "changing only \(trial.factor) from \(trial.from) to \(trial.to)"
    guard let before = trial.skillBefore, let after = trial.skillAfter else {
      return "\(start) gives no finite error"
    }
    let reached = trial.pairs.count { reaches($0.after.r2, $0) }
    let seeds = "\(Numerals.count(reached)) of \(counted(trial.pairs.count, "seed"))"
    let skills = "the held-out skill from \(written(before)) to \(written(after))"
    if after > before + Advantage.worthwhile {
      return "\(start) raises \(skills) (enough with \(seeds))"
    }
    if after < before - Advantage.worthwhile { return "\(start) lowers \(skills)" }
    return
      "\(start) leaves the held-out skill where it is, \(written(before)) before and \(written(after)) after"
  }

  /// The verdict on a cause whose cure was shown with every seed; nil where it was not.
  ///
  /// - Parameters:
  ///   - lead: what is the matter, a sentence without its full stop.
  ///   - reason: what was measured that points to it, a sentence.
  func cured(_ cause: Cause, by name: String, _ lead: String, reason: String) -> Verdict? {
    guard let trial = self[name], isCure(name) else { return nil }
    return Verdict(
      cause, statement: "\(lead): \(change(trial)).",
      confidence: Confidence(.high, "\(reason) \(seedsOf(trial))"),
      nextStep:
        "Change \(trial.factor) from \(trial.from) to \(trial.to); the run that shows it took \(counted(trial.steps, "update"))."
    )
  }

  private func seedsOf(_ trial: Trial) -> String {
    let all = Numerals.count(trial.pairs.count)
    let unchanged = trial.pairs.count { reaches($0.before.r2, $0) }
    return unchanged == 0
      ? "The change ends it with all \(all) seeds."
      : "With the change all \(all) seeds get there; unchanged, \(Numerals.count(unchanged)) of them \(unchanged == 1 ? "does" : "do") too."
  }

  /// The same for a cause that was measured itself: where the change could not be tried, the
  /// measurement alone is enough, and where it helps without ending it, both together.
  func curedOrMeasured(
    _ cause: Cause, by name: String, _ lead: String, reason: String, nextStep: String
  ) -> Verdict? {
    if let trial = self[name], !trial.pairs.isEmpty {
      if let verdict = cured(cause, by: name, lead, reason: reason) { return verdict }
      guard helps(trial) else { return nil }
      return Verdict(
        cause, statement: "\(lead): \(change(trial)).",
        confidence: Confidence(
          .fair,
          "\(reason) The change helps and is not enough in every run: something else may stand beside it."
        ), nextStep: nextStep)
    }
    return Verdict(
      cause, statement: "\(lead).",
      confidence: Confidence(.fair, "\(reason) No changed run could confirm it."),
      nextStep: nextStep)
  }

  /// Whether every run with a change recovers a quarter more of what is known than without it.
  private func helps(_ trial: Trial) -> Bool {
    trial.pairs.allSatisfy { pair in
      guard let before = pair.before.r2, let after = pair.after.r2 else { return false }
      let known = max(pair.bestKnown, after) - pair.reference
      return known >= Advantage.worthwhile && after > 0 && after - max(before, 0) >= known / 4
    }
  }

  var failedTrials: [Trial] {
    trials.filter { $0.name != BlindInputs.name && !isCure($0.name) && $0.nats == nil }
  }

  /// Sentences on the changes that did not end it: "more steps (0.100), fewer …"; nil for none.
  var failedChanges: String? {
    guard !failedTrials.isEmpty else { return nil }
    return listed(
      failedTrials.map { trial in
        "\(trial.inSentence) (\(trial.skillAfter.map { written($0) } ?? "no finite error"))"
      }, "and")
  }
}
