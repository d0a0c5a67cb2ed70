package import SourceText

/// What the network is given as its next input while it trains.
package protocol Feeding: Choosable {
  /// The chance that the next input is the truth and not the network's own output; nil where the
  /// inputs are given whole.
  var truthShare: Double? { get }
  /// One coin per sequence and step, or one per step for the whole batch.
  var coinPerSequence: Bool { get }
  /// Whether no gradient flows through an output that was fed back.
  var detached: Bool { get }
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

/// A coin decides at each step between the truth and the network's own last output
/// (Bengio, Vinyals, Jaitly and Shazeer 2015).
package struct ScheduledSampling: Feeding {
  package static let name = "scheduled_sampling"
  package static let summary =
    "a coin decides at each step between the truth and the network's own last output"

  let teacherForcingRatio: Double
  enum Coin: String, CaseIterable, Encodable { case step, sequence }
  let coin: Coin
  let detach: Bool

  enum CodingKeys: String, CodingKey {
    case coin, detach
    case teacherForcingRatio = "teacher_forcing_ratio"
  }

  package init(_ options: inout Options) {
    teacherForcingRatio = options.number("teacher_forcing_ratio", default: 0.5, .between(0, 1))
    coin = options.word("coin", default: .step)
    detach = options.flag("detach", default: false)
  }

  package var truthShare: Double? { teacherForcingRatio }
  package var coinPerSequence: Bool { coin == .sequence }
  package var detached: Bool { detach }
}
