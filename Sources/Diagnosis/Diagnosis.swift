/// Why a model predicts what it predicts: a verdict with the measurements it follows from.
package struct Diagnosis: Sendable {
  package var verdict: Verdict
  package var evidence: Evidence
  /// What each rule found, in the order of the rules.
  package var findings: [Finding]
  /// What this does not show.
  package var limits: [String]
  /// What was measured, without judgement.
  package var measuredSentences: [String]

  package var scoreboard: Scoreboard { evidence.scoreboard }
  package var measures: Measures? { evidence.measures }
  package var repairing: RepairingTest? { evidence.repairing }
  /// The changed runs, in the order they were tried.
  package var trials: [Trial] { evidence.trials }
}

/// The scoreboard and the measures of one model, where no verdict is asked for.
package func evaluate(_ subject: Subject) -> (scoreboard: Scoreboard, measures: Measures?) {
  (Scoreboard(subject), Measures(subject.test, on: subject.split.test))
}

/// Diagnoses a model: measures it, asks for the changed runs that the measurements leave open, and
/// reads both, until nothing is open.
package func diagnose(_ subject: Subject) async throws -> Diagnosis {
  var evidence = Evidence(subject)
  var bench = TrialBench(subject)
  while case .open(let kinds) = Judgement(evidence).state {
    evidence = try await bench.try(kinds, on: evidence)
  }
  return Diagnosis(evidence, seed: subject.seed)
}

extension Diagnosis {
  /// The verdict on evidence already gathered.
  package init(_ evidence: Evidence, seed: UInt32) {
    verdict = Judgement(evidence).verdict
    self.evidence = evidence
    findings = diagnosisRules.compactMap { $0.finding(in: evidence) }
    limits = Limits(evidence: evidence, cause: verdict.cause, seed: seed).sentences
    measuredSentences = MeasuredSentences(evidence: evidence).all
  }
}
