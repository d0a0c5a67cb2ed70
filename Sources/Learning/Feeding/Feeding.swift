package import SourceText

/// What the network is given as its next input while it trains.
package protocol Feeding: Choosable {
  /// The chance in the first epoch that the next input is the truth and not the network's own
  /// output; nil where the inputs are given whole.
  var truthShare: Double? { get }
  /// The same in an epoch, counted from 1, of all `epochs`.
  func truthShare(inEpoch epoch: Int, of epochs: Int) -> Double?
  /// One coin per sequence and step, or one per step for the whole batch.
  var coinPerSequence: Bool { get }
  /// Whether no gradient flows through an output that was fed back.
  var detached: Bool { get }
}

extension Feeding {
  package func truthShare(inEpoch epoch: Int, of epochs: Int) -> Double? { truthShare }
}

/// Ways of feeding an author may name under `training.feeding`.
package let feedings: [any Feeding.Type] = [
  TeacherForcing.self,
  ScheduledSampling.self,
]

/// Every input is the true one.
package struct TeacherForcing: Feeding {
  package static let name = "teacher_forcing"
  package static let summary = "every input is the true one"
  package init(_ options: inout Options) {}
  package var truthShare: Double? { nil }
  package var coinPerSequence: Bool { false }
  package var detached: Bool { false }
}
