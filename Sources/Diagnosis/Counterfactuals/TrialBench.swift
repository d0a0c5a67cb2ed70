import Learning

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs the changed experiments a diagnosis asks for: each once with the original's seed, and those
/// that look like a cure, or are meant to be one, with two more seeds, the original beside them.
struct TrialBench {
  private let subject: Subject
  /// The unchanged experiment's runs, by how much was added to its seed.
  private var originals: [Int: RunRecord] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    if let record = subject.record { originals[0] = record }
  }

  /// The evidence with what these changes gave; each counts as tried, whatever came of it.
  mutating func `try`(_ kinds: [any Counterfactual.Type], on evidence: Evidence) async throws
    -> Evidence
  {
    var evidence = evidence
    evidence.tried.formUnion(kinds.map { $0.name })
    guard let rerun = subject.rerun, let base = subject.trainable else { return evidence }
    // Of a model that was not trained here only its data can be changed, in a network of ours.
    let isStandIn = subject.record == nil
    let planned = kinds.filter { !isStandIn || $0 == Standardise.self }.compactMap { kind in
      kind.change(of: base, evidence).map { Planned(kind: kind, change: $0) }
    }
    guard !planned.isEmpty else { return evidence }
    let names = planned.map { $0.kind.title.prefix(1).lowercased() + $0.kind.title.dropFirst() }
    subject.progress("What ends it? \(names.joined(separator: ", "))")

    var experiments = planned.map(\.change.experiment)
    if originals[0] == nil { experiments.append(base) }
    var records = try await rerun(experiments)
    guard records.count == experiments.count else { return evidence }
    if originals[0] == nil { originals[0] = records.removeLast() }
    var trials = zip(planned, records).compactMap { one, record in
      trial(one, record, evidence)
    }
    for index in trials.indices where isStandIn { trials[index].title += ", in a network of ours" }
    evidence.add(trials, of: subject)
    let promising = trials.indices.filter { evidence.isPromising(trials[$0]) }
    try await repeated(&trials, promising, planned, base, rerun, evidence)
    for trial in trials { evidence.replace(trial) }
    return evidence
  }

  private struct Planned {
    let kind: any Counterfactual.Type
    let change: Change
  }

  // MARK: More seeds

  private mutating func repeated(
    _ trials: inout [Trial], _ indices: [Int], _ planned: [Planned], _ base: Experiment,
    _ rerun: Subject.Rerun, _ evidence: Evidence
  ) async throws {
    let seeds = Array(1..<Trial.seeds)
    guard !indices.isEmpty else { return }
    let missing = seeds.filter { originals[$0] == nil }
    var experiments = missing.map { base.reseeded(by: $0) }
    for index in indices {
      experiments += seeds.map { trials[index].experiments[0].reseeded(by: $0) }
    }
    var records = try await rerun(experiments)[...]
    guard records.count == experiments.count else { return }
    for seed in missing { originals[seed] = records.removeFirst() }
    for index in indices {
      for seed in seeds {
        let record = records.removeFirst()
        let experiment = trials[index].experiments[0].reseeded(by: seed)
        let one = planned.first { $0.kind.name == trials[index].name }
        guard let original = originals[seed], let one,
          let pair = pair(
            one, experiment, record, base.reseeded(by: seed), original, seed: seed, evidence)
        else { continue }
        trials[index].pairs.append(pair)
        trials[index].experiments.append(experiment)
        trials[index].records.append(record)
      }
    }
  }

  // MARK: Scores

  private func trial(_ one: Planned, _ record: RunRecord, _ evidence: Evidence) -> Trial? {
    guard let base = subject.trainable, let original = originals[0],
      let pair = pair(
        one, one.change.experiment, record, base, original, seed: 0, evidence)
    else { return nil }
    let split = try? one.change.experiment.split()
    let setup = Setup(
      one.change.experiment, sequences: split?.train.sequences ?? subject.split.train.sequences)
    var trial = Trial(
      name: one.kind.name, title: one.kind.title, factor: one.change.factor, from: one.change.from,
      to: one.change.to, pairs: [pair], experiments: [one.change.experiment], records: [record],
      steps: setup.steps)
    if one.kind == MixtureHead.self, let split {
      trial.nats = nats(one.change.experiment, split, record, evidence)
    }
    return trial
  }

  private func pair(
    _ one: Planned, _ experiment: Experiment, _ record: RunRecord, _ base: Experiment,
    _ original: RunRecord, seed: Int, _ evidence: Evidence
  ) -> Trial.Pair? {
    guard let split = try? experiment.split(), let baseSplit = try? base.split() else { return nil }
    if one.kind == Differences.self {
      return changes(experiment, record, split, baseSplit, original, evidence)
    }
    let after = Trial.score(record.test, on: split.test, mean: split.train.targetMeans)
    var before = Trial.score(original.test, on: baseSplit.test, mean: baseSplit.train.targetMeans)
    // Asked for a forecast, a model that copies its input gives the value before.
    if one.kind == Unleak.self, let honest = honest(original, base, split) { before = honest }
    let known: (best: Double, reference: Double)
    if baseSplit.test.inputs == split.test.inputs, baseSplit.test.scored == split.test.scored,
      seed == 0 || base.dataIsTheSame(as: subject)
    {
      known = (evidence.bestSkill, evidence.baseSkill)
    } else {
      known = Trial.known(split, subject.probeDraws)
    }
    return Trial.Pair(
      seed: experiment.seed, before: before, after: after,
      trainingAfter: Trial.score(record.train, on: split.train, mean: split.train.targetMeans),
      bestKnown: max(known.best, after.r2 ?? -.infinity), reference: known.reference)
  }

  /// Of changes in place of values: their errors are those of the values, and are compared with the
  /// error of the values' mean.
  private func changes(
    _ experiment: Experiment, _ record: RunRecord, _ split: Split, _ base: Split,
    _ original: RunRecord, _ evidence: Evidence
  ) -> Trial.Pair {
    let means = base.train.targetMeans
    let after = Prediction(record.test).squaredError(on: split.test)
    let trained = Prediction(record.train).squaredError(on: split.train)
    let score = Score(mse: after, meanMSE: base.test.squaredError(of: means))
    return Trial.Pair(
      seed: experiment.seed,
      before: Trial.score(original.test, on: base.test, mean: means), after: score,
      trainingAfter: Score(mse: trained, meanMSE: base.train.squaredError(of: means)),
      bestKnown: max(evidence.bestSkill, score.r2 ?? -.infinity), reference: evidence.baseSkill)
  }

  /// The original network on the changed inputs.
  private func honest(_ record: RunRecord, _ base: Experiment, _ split: Split) -> Score? {
    guard let weights = record.weights,
      let network = TrainedNetwork(base, split, weights: weights.values)
    else { return nil }
    let values = Prediction(values: network.forecast(split.test), steps: split.test.steps)
    return Trial.score(values, on: split.test, mean: split.train.targetMeans)
  }

  /// Log-likelihood of a held-out target under the mixture, less that under a normal of constant spread
  /// around the better of both forecasts.
  private func nats(
    _ experiment: Experiment, _ split: Split, _ record: RunRecord, _ evidence: Evidence
  ) -> Double? {
    guard let weights = record.weights,
      let network = TrainedNetwork(experiment, split, weights: weights.values)
    else { return nil }
    let unit = split.scaling.targetScale * split.scaling.targetScale
    let own = Prediction(record.test).squaredError(on: split.test)
    let least = min(own.isFinite ? own : .infinity, evidence.scoreboard.bestKnown.mse) / unit
    let gain = 0.5 * log(2 * Double.pi * M_E * least) - network.loss(on: split.test)
    return gain.isFinite ? gain : nil
  }
}

extension Trial {
  static func score(_ forecast: Forecast, on data: Dataset, mean: [Double]) -> Score {
    score(Prediction(forecast), on: data, mean: mean)
  }
  static func score(_ prediction: Prediction, on data: Dataset, mean: [Double]) -> Score {
    Score(mse: prediction.squaredError(on: data), meanMSE: data.squaredError(of: mean))
  }

  /// The skills of the best probe or reference, and of the best reference, on changed data.
  static func known(_ split: Split, _ draws: Draws) -> (best: Double, reference: Double) {
    let mean = ConstantMean(fittedOn: split, draws).means
    let meanMSE = split.test.squaredError(of: mean)
    var (best, reference) = (0.0, 0.0)
    for kind in baselines {
      guard let baseline = kind.init(fittedOn: split, draws) else { continue }
      let prediction = Prediction(values: baseline.predict(split.test), steps: split.test.steps)
      guard let skill = Score(mse: prediction.squaredError(on: split.test), meanMSE: meanMSE).r2
      else { continue }
      best = max(best, skill)
      if kind.isReference { reference = max(reference, skill) }
    }
    // What learning has to beat counts only where something known beats it.
    return (best, best - reference >= Advantage.worthwhile ? reference : 0)
  }
}

extension Subject {
  /// The experiment whose changed copies can be trained; of a model that was not trained here one of
  /// ours, on the same data as they are. Weights in a file are not kept, since changed networks have
  /// other shapes.
  var trainable: Experiment? {
    guard var experiment, record != nil else {
      return ours?.changed { $0.data.preparation = $0.data.preparation.unscaled }
    }
    experiment.model.weights = nil
    return experiment
  }
}

extension Experiment {
  /// The same data with other weights and batches.
  func reseeded(by amount: Int) -> Experiment {
    changed {
      $0.dataSeed = dataSeed ?? seed
      $0.seed &+= UInt32(amount)
    }
  }

  func dataIsTheSame(as subject: Subject) -> Bool {
    (try? split())?.test.targets == subject.split.test.targets
  }
}
