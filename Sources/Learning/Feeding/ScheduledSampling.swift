package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A coin decides at each step between the truth and the network's own last output
/// (Bengio, Vinyals, Jaitly and Shazeer 2015).
///
/// The chance of the truth is `teacher_forcing_ratio`, or goes from it in the first epoch to
/// `teacher_forcing_ratio_end` in the last.
package struct ScheduledSampling: Feeding {
  package static let name = "scheduled_sampling"
  package static let summary =
    "a coin decides at each step between the truth and the network's own last output"

  let teacherForcingRatio: Double
  let teacherForcingRatioEnd: Double
  enum Decay: String, CaseIterable, Encodable {
    case linear, exponential
    case inverseSigmoid = "inverse_sigmoid"
  }
  let decay: Decay
  enum Coin: String, CaseIterable, Encodable { case step, sequence }
  let coin: Coin
  let detach: Bool

  enum CodingKeys: String, CodingKey {
    case coin, detach, decay
    case teacherForcingRatio = "teacher_forcing_ratio"
    case teacherForcingRatioEnd = "teacher_forcing_ratio_end"
  }

  package init(_ options: inout Options) {
    teacherForcingRatio = options.number("teacher_forcing_ratio", default: 0.5, .between(0, 1))
    teacherForcingRatioEnd = options.number(
      "teacher_forcing_ratio_end", default: teacherForcingRatio, .between(0, 1))
    decay = options.word("decay", default: .linear)
    coin = options.word("coin", default: .step)
    detach = options.flag("detach", default: false)
    if options.contains("decay"), !options.contains("teacher_forcing_ratio_end") {
      options.report(
        Diagnostic(
          "contradiction", "decay needs a teacher_forcing_ratio_end to lead to",
          at: options.range(of: "decay")))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(teacherForcingRatio, forKey: .teacherForcingRatio)
    try container.encode(coin, forKey: .coin)
    try container.encode(detach, forKey: .detach)
    if teacherForcingRatioEnd != teacherForcingRatio {
      try container.encode(teacherForcingRatioEnd, forKey: .teacherForcingRatioEnd)
      try container.encode(decay, forKey: .decay)
    }
  }

  package var truthShare: Double? { teacherForcingRatio }
  package var coinPerSequence: Bool { coin == .sequence }
  package var detached: Bool { detach }

  package func truthShare(inEpoch epoch: Int, of epochs: Int) -> Double? {
    if teacherForcingRatioEnd == teacherForcingRatio || epochs < 2 { return teacherForcingRatio }
    let left = remaining(at: Double(epoch - 1) / Double(epochs - 1))
    return teacherForcingRatioEnd + (teacherForcingRatio - teacherForcingRatioEnd) * left
  }

  /// How much of the way is left, 1 at the start and 0 at the end of the training, in the three
  /// shapes of the paper. Their free parameter is set here: the exponential falls to a hundredth,
  /// the inverse sigmoid runs from 6 to -6; what they miss at the ends is scaled away.
  private func remaining(at progress: Double) -> Double {
    func scaled(_ shape: (Double) -> Double) -> Double {
      (shape(progress) - shape(1)) / (shape(0) - shape(1))
    }
    switch decay {
    case .linear: return 1 - progress
    case .exponential: return scaled { pow(0.01, $0) }
    case .inverseSigmoid: return scaled { 1 / (1 + exp(12 * $0 - 6)) }
    }
  }
}
