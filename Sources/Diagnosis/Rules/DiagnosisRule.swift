/// A measurement with its meaning. Some rules only describe; others suspect a cause, ask for the
/// changed runs that would tell, and name it.
package protocol DiagnosisRule: Sendable {
  /// The word in anchors: `re_pairing`.
  static var name: String { get }
  /// One line for lists.
  static var summary: String { get }
  static var explanation: Explanation { get }
  /// What the rule can say in a report; nil where it has nothing to say.
  static func finding(in evidence: Evidence) -> Finding?
  /// The changed runs that would tell whether this is the cause; none where nothing points to it.
  static func open(in evidence: Evidence) -> [any Counterfactual.Type]
  /// Nil unless the evidence names this rule's cause.
  static func verdict(in evidence: Evidence) -> Verdict?
}

extension DiagnosisRule {
  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] { [] }
  package static func verdict(in evidence: Evidence) -> Verdict? { nil }
}

/// What every rule says of itself, under the same headings.
package struct Explanation: Sendable {
  package var measures, whyTheMean, remedy, silence: String

  /// - Parameters:
  ///   - measures: what it measures.
  ///   - whyTheMean: why this yields the mean.
  ///   - remedy: what would change it.
  ///   - silence: when it says nothing.
  package init(measures: String, whyTheMean: String, remedy: String, silence: String) {
    self.measures = measures
    self.whyTheMean = whyTheMean
    self.remedy = remedy
    self.silence = silence
  }
}
