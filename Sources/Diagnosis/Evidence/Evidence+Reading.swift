/// What the measurements come to, in the words that rules share.
extension Evidence {
  // MARK: Skill

  private func skill(_ mse: Double) -> Double {
    let mean = scoreboard.mean.mse
    return mean > 0 && mse.isFinite ? 1 - mse / mean : -.infinity
  }

  /// R² over the constant mean: of the model, of the best known forecast, and of what a model has to
  /// beat to have learned: the best forecast without learning where something known beats it.
  package var modelSkill: Double { skill(scoreboard.model.mse) }
  package var bestSkill: Double { max(0, skill(scoreboard.bestKnown.mse)) }
  package var baseSkill: Double {
    scoreboard.reference.name == scoreboard.mean.name || !isBeyondReference
      ? 0 : skill(scoreboard.reference.mse)
  }

  /// Whether something known clearly beats all that needs no learning.
  package var isBeyondReference: Bool { !beyondReference.isEmpty }

  /// Whether something known clearly beats the constant mean.
  package var isBeyondMean: Bool {
    isBeyondReference
      || (scoreboard.reference.name != scoreboard.mean.name
        && scoreboard.reference.overMean.isClear())
  }

  /// The model's share of the known skill; nil where nothing is known beyond the mean.
  package var share: Double? {
    guard isBeyondMean, bestSkill - baseSkill >= Advantage.worthwhile else { return nil }
    return (modelSkill - baseSkill) / (bestSkill - baseSkill)
  }

  /// From this share on a model is as good as the best known: the rest is within what probes and
  /// networks differ by on the same data.
  static let recovered = 0.85

  /// Whether the model is about as good as the best known forecast.
  package var isRecovered: Bool {
    guard scoreboard.model.mse.isFinite else { return false }
    return ((share ?? 0) >= Evidence.recovered && !isBehindRepetition)
      || scoreboard.model.mse * (1 - Advantage.worthwhile) <= scoreboard.bestKnown.mse
  }

  /// Whether a forecast that needs no learning, and is clearly better than the mean, makes an error
  /// at least a fifth smaller than the model's.
  var isBehindRepetition: Bool {
    let reference = scoreboard.reference
    return reference.name != scoreboard.mean.name && reference.overMean.isClear()
      && scoreboard.model.mse > 1.25 * reference.mse
  }

  /// Whether signal is known and the model misses some of it.
  package var isMissing: Bool { isBeyondMean && !isRecovered }

  /// Whether the model misses some of it, or makes an error a quarter larger than the best known. Enough
  /// to try a change that a measurement points to; a change that nothing points to needs more.
  package var fallsShort: Bool {
    isMissing
      || (isBeyondMean && scoreboard.model.mse > 1.25 * scoreboard.bestKnown.mse)
  }

  // MARK: Where the signal is

  /// Whether training pairs are at fault: held-out pairs hold a signal that training pairs, asked in
  /// the same way, do not.
  package var pairsAreShuffled: Bool {
    guard let held = elsewhere.heldOutPairs, let train = elsewhere.trainingPairs else {
      return false
    }
    let asFed = repairing?.observed ?? 0
    return held.isFound && held.r2 >= 0.1 && !train.isFound
      && max(train.r2, asFed) < held.r2 / 4
  }

  /// The move of the inputs that uncovers most of the signal, where as fed most of it is hidden.
  package var alignment: (steps: Int, found: Elsewhere.Found, tried: Int)? {
    guard let move = elsewhere.move, move.found.isFound,
      move.found.r2 >= max(0.1, 3 * max(0, repairing?.observed ?? 0))
    else { return nil }
    return move
  }

  // MARK: Trials

  /// Whether a changed run ended the collapse on its first seed, or is of a kind that confirms.
  func isPromising(_ trial: Trial) -> Bool {
    guard trial.name != BlindInputs.name, trial.name != MixtureHead.name else { return false }
    return trial.pairs.first.map { isCured($0) } ?? false
  }

  /// Whether a skill is at least 65 % of what is known to be predictable with that seed's data.
  func reaches(_ skill: Double?, _ pair: Trial.Pair) -> Bool {
    guard let skill, skill > 0 else { return false }
    let known = max(pair.bestKnown, skill) - pair.reference
    return known >= Advantage.worthwhile && (skill - pair.reference) / known >= Trial.cured
  }

  /// Whether the change brings this seed there, and clearly farther than it was.
  package func isCured(_ pair: Trial.Pair) -> Bool {
    guard reaches(pair.after.r2, pair), let after = pair.after.r2 else { return false }
    let before = max(pair.before.r2 ?? -.infinity, -1)
    return after - before >= 0.1 * (max(pair.bestKnown, after) - pair.reference)
  }

  /// Whether a change brings every seed there, the original's clearly farther than it was. Another seed
  /// may get there unchanged.
  package func isCure(_ name: String) -> Bool {
    guard let trial = self[name], let first = trial.pairs.first else { return false }
    return trial.pairs.count >= Trial.seeds && isCured(first)
      && trial.pairs.allSatisfy { reaches($0.after.r2, $0) }
  }

  /// Nil where the change could not be tried.
  func isCureIfTried(_ name: String) -> Bool? { self[name] == nil ? nil : isCure(name) }

  /// They join the scoreboard too, where they are of the model itself.
  mutating func add(_ trials: [Trial], of subject: Subject) {
    for trial in trials { add(trial, of: subject) }
  }

  private mutating func add(_ trial: Trial, of subject: Subject) {
    trials.append(trial)
    guard subject.record != nil, trial.name != BlindInputs.name,
      let record = trial.records.first
    else { return }
    if trial.name == Differences.name {
      let values = Differences.values(record.test, on: subject.split.test)
      scoreboard.add(trial.name, trial.title, values, on: subject.split)
      return
    }
    guard
      let split = try? trial.experiments.first?.split(),
      split.test.targets == subject.split.test.targets,
      split.test.inputs == subject.split.test.inputs,
      split.test.scored == subject.split.test.scored
    else { return }
    scoreboard.add(trial.name, trial.title, Prediction(record.test), on: subject.split)
  }

  mutating func replace(_ trial: Trial) {
    guard let index = trials.firstIndex(where: { $0.name == trial.name }) else { return }
    trials[index] = trial
  }
}

extension Elsewhere.Found {
  /// More than chance and worth naming.
  package var isFound: Bool { p <= Judgement.significant && r2 >= Advantage.worthwhile }
}

extension Evidence {
  /// Whether something beyond the mean is known and the model has it.
  var isRecoveredBeyondMean: Bool { isBeyondMean && isRecovered }
}
