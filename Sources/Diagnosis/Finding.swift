/// What a rule says about a model, with the numbers it says it from.
package struct Finding: Sendable {
  package enum Bearing: Sendable, Equatable {
    case supports(Cause)
    case rulesOut(Cause)
    /// It describes and decides nothing.
    case describes
  }
  package struct Number: Sendable, Equatable {
    package var label: String
    package var value: String
    package init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
    init(_ label: String, _ value: Double) { self.init(label, written(value)) }
  }

  /// The rule's name.
  package var rule: String
  package var bearing: Bearing
  package var statement: String
  package var evidence: [Number]

  package init(rule: String, bearing: Bearing, statement: String, evidence: [Number]) {
    self.rule = rule
    self.bearing = bearing
    self.statement = statement
    self.evidence = evidence
  }
}

extension Finding {
  /// Skills before and after a change, means of its seeds.
  static func skills(_ trial: Trial) -> [Number] {
    [
      Number("\(trial.title): skill before", trial.skillBefore.map { written($0) } ?? "not finite"),
      Number("\(trial.title): skill after", trial.skillAfter.map { written($0) } ?? "not finite"),
    ]
  }
}
