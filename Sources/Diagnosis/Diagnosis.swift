package import Learning

/// What is wrong with a model, or right: a verdict with the measurements it follows from.
package struct Diagnosis: Sendable {
  /// A changed experiment that was run for this diagnosis.
  package struct CounterfactualRun: Sendable {
    package var experiment: Experiment
    package var record: RunRecord
    package var score: CounterfactualScore
  }

  package var verdict: Verdict
  /// One sentence for large type.
  package var statement: String
  package var confidence: Confidence
  package var nextStep: String
  package var scoreboard: Scoreboard
  package var measures: Measures?
  package var repairing: RepairingTest?
  /// One run, chosen by the evidence.
  package var counterfactuals: [CounterfactualRun]
  package var findings: [Finding]
  /// What this does not show.
  package var limits: [String]
  /// What was measured, without judgement.
  package var measuredSentences: [String]
}

/// The scoreboard and the measures of one run, where no verdict is asked for.
package func evaluate(_ subject: Subject) -> (scoreboard: Scoreboard, measures: Measures?) {
  (
    Scoreboard(subject),
    Measures(Prediction(subject.record.test), on: subject.split.test)
  )
}

/// Diagnoses one run: measures it, asks for the one counterfactual run that the measurements call
/// for, and reads both.
package func diagnose(_ subject: Subject) async throws -> Diagnosis {
  let first = Evidence(subject)
  let provisional = Judgement(first).verdict
  guard let kind = counterfactuals.first(where: { $0.isCalled(for: provisional, first) }) else {
    return Diagnosis(first, seed: subject.experiment.seed, counterfactuals: [])
  }
  let experiment = kind.applied(to: subject.experiment)
  guard let record = try await subject.rerun([experiment]).first else {
    return Diagnosis(first, seed: subject.experiment.seed, counterfactuals: [])
  }
  let evidence = first.adding(kind, record, of: subject)
  let runs = evidence.counterfactual.map {
    [Diagnosis.CounterfactualRun(experiment: experiment, record: record, score: $0)]
  }
  return Diagnosis(evidence, seed: subject.experiment.seed, counterfactuals: runs ?? [])
}

extension Diagnosis {
  /// The verdict on evidence already gathered.
  package init(_ evidence: Evidence, seed: UInt32, counterfactuals: [CounterfactualRun] = []) {
    let judgement = Judgement(evidence)
    let headline = Headline(evidence: evidence, reading: judgement.reading)
    verdict = judgement.verdict
    statement = headline.statement
    confidence = headline.confidence
    nextStep = headline.nextStep
    scoreboard = evidence.scoreboard
    measures = evidence.measures
    repairing = evidence.repairing
    self.counterfactuals = counterfactuals
    findings = diagnosisRules.compactMap { $0.finding(in: evidence) }
    limits = Limits(evidence: evidence, verdict: judgement.verdict, seed: seed).sentences
    measuredSentences = MeasuredSentences(evidence: evidence).all
  }
}
