/// A measurement with its meaning. Every rule explains itself under the same headings: what it
/// measures, why this yields the mean, what would change it, when it says nothing.
package protocol DiagnosisRule: Sendable {
  /// The word in anchors: `re_pairing`.
  static var name: String { get }
  /// One line for lists.
  static var summary: String { get }
  /// Nil where the rule has nothing to say.
  static func finding(in evidence: Evidence) -> Finding?
}

/// Rules in the order of a report.
package let diagnosisRules: [any DiagnosisRule.Type] = [
  TrainingDiverged.self,
  NothingFound.self,
  AverageCurve.self,
  SignalRecovered.self,
  LastValueEcho.self,
  InputsUnused.self,
  StoppedEarly.self,
  NoiseMemorised.self,
  SpreadTooSmall.self,
  LevelMissed.self,
  DriftsWhenFedBack.self,
]
