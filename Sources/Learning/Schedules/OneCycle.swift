package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `OneCycleLR` (Smith and Topin 2018): from `max_lr / div_factor` up to `max_lr` within the share
/// `pct_start` of the updates, then down to the start's `final_div_factor`th part. The momentum, or
/// Adam's first beta, goes the other way. Stepped after every update.
///
/// `training.lr` plays no part. Updates beyond `total_steps` keep the last rate.
package struct OneCycle: Schedule {
  package static let name = "one_cycle"
  package static let summary = "up to max_lr and down again, momentum the other way; per update"

  enum Anneal: String, CaseIterable, Encodable { case cos, linear }

  let maxLr: Double
  /// 0 for as many as there are updates.
  let totalSteps: Int
  let pctStart: Double
  let annealStrategy: Anneal
  let cycleMomentum: Bool
  let baseMomentum, maxMomentum: Double
  let divFactor, finalDivFactor: Double
  let threePhase: Bool

  enum CodingKeys: String, CodingKey {
    case maxLr = "max_lr"
    case totalSteps = "total_steps"
    case pctStart = "pct_start"
    case annealStrategy = "anneal_strategy"
    case cycleMomentum = "cycle_momentum"
    case baseMomentum = "base_momentum"
    case maxMomentum = "max_momentum"
    case divFactor = "div_factor"
    case finalDivFactor = "final_div_factor"
    case threePhase = "three_phase"
  }

  package init(_ options: inout Options) {
    maxLr = options.number("max_lr", default: 0.01, .above(0))
    totalSteps = options.integer("total_steps", default: 0, .atLeast(0))
    pctStart = options.number("pct_start", default: 0.3, .between(0, 1))
    annealStrategy = options.word("anneal_strategy", default: .cos)
    cycleMomentum = options.flag("cycle_momentum", default: true)
    baseMomentum = options.number("base_momentum", default: 0.85, .from(0, below: 1))
    maxMomentum = options.number("max_momentum", default: 0.95, .from(0, below: 1))
    divFactor = options.number("div_factor", default: 25, .above(0))
    finalDivFactor = options.number("final_div_factor", default: 1e4, .above(0))
    threePhase = options.flag("three_phase", default: false)
  }

  package var cyclesMomentum: Bool { cycleMomentum }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    State(self, steps: totalSteps == 0 ? start.epochs * start.updatesPerEpoch : totalSteps)
  }

  /// Where a phase ends, in updates, and what it leads from and to.
  private struct Phase {
    var end: Double
    var lr, momentum: (from: Double, to: Double)
  }

  private func phases(_ steps: Int) -> [Phase] {
    let low = maxLr / divFactor
    let up = (from: low, to: maxLr)
    let (high, base) = (maxMomentum, baseMomentum)
    let peak = pctStart * Double(steps) - 1
    let last = Double(steps - 1)
    let rise = Phase(end: peak, lr: up, momentum: (high, base))
    if threePhase {
      return [
        rise, Phase(end: 2 * peak, lr: (maxLr, low), momentum: (base, high)),
        Phase(end: last, lr: (low, low / finalDivFactor), momentum: (high, high)),
      ]
    }
    return [rise, Phase(end: last, lr: (maxLr, low / finalDivFactor), momentum: (base, high))]
  }

  final class State: ScheduleState {
    private let options: OneCycle
    private let phases: [Phase]
    private let steps: Int
    private var step = 0
    private(set) var lr = 0.0
    private(set) var momentum: Double?

    init(_ options: OneCycle, steps: Int) {
      self.options = options
      self.steps = steps
      phases = options.phases(steps)
      set()
    }

    func endUpdate() {
      step = min(step + 1, steps - 1)
      set()
    }

    private func set() {
      var begin = 0.0
      for (index, phase) in phases.enumerated() {
        if Double(step) <= phase.end || index == phases.count - 1 {
          // A training of a single update has phases without length.
          let share = phase.end > begin ? (Double(step) - begin) / (phase.end - begin) : 1
          lr = anneal(phase.lr, share)
          momentum = options.cycleMomentum ? anneal(phase.momentum, share) : nil
          return
        }
        begin = phase.end
      }
    }

    private func anneal(_ ends: (from: Double, to: Double), _ share: Double) -> Double {
      switch options.annealStrategy {
      case .cos: ends.to + (ends.from - ends.to) / 2 * (1 + cos(Double.pi * share))
      case .linear: ends.from + (ends.to - ends.from) * share
      }
    }
  }
}
