/// What a diagnosis comes to.
package enum Verdict: String, CaseIterable, Sendable {
  case nothingToLearn, clock, signalMissed, healthy, undecided

  /// For readers.
  package var title: String {
    switch self {
    case .nothingToLearn: "Nothing to learn was found"
    case .clock: "A clock"
    case .signalMissed: "Signal is there and missed"
    case .healthy: "It learned"
    case .undecided: "Undecided"
    }
  }
}
