package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// The rates that follow from the number of ended epochs, each as PyTorch's scheduler of that name.

/// The learning rate stays as it is.
package struct ConstantRate: Schedule {
  package static let name = "none"
  package static let summary = "the learning rate stays as it is"
  package init(_ options: inout Options) {}
  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    EpochRate { _ in start.lr }
  }
}

/// `StepLR`: times `gamma` after every `step_size` epochs.
package struct StepSchedule: Schedule {
  package static let name = "step"
  package static let summary = "times gamma after every step_size epochs"

  let stepSize: Int
  let gamma: Double
  enum CodingKeys: String, CodingKey {
    case gamma
    case stepSize = "step_size"
  }

  package init(_ options: inout Options) {
    stepSize = options.integer("step_size", default: 100, .atLeast(1))
    gamma = options.number("gamma", default: 0.1, .between(0, 1))
  }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    EpochRate { [stepSize, gamma] in start.lr * pow(gamma, Double($0 / stepSize)) }
  }
}

/// `MultiStepLR`: times `gamma` at each of the milestones, counted in epochs.
package struct MultiStepSchedule: Schedule {
  package static let name = "multi_step"
  package static let summary = "times gamma after as many epochs as each milestone says"

  let milestones: [Int]
  let gamma: Double

  package init(_ options: inout Options) {
    milestones = options.integers("milestones", default: [100, 200], .atLeast(1))
    gamma = options.number("gamma", default: 0.1, .between(0, 1))
  }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    EpochRate { [milestones, gamma] epochs in
      start.lr * pow(gamma, Double(milestones.count { $0 <= epochs }))
    }
  }
}

/// `ExponentialLR`: times `gamma` after every epoch.
package struct ExponentialSchedule: Schedule {
  package static let name = "exponential"
  package static let summary = "times gamma after every epoch"

  let gamma: Double

  package init(_ options: inout Options) {
    gamma = options.number("gamma", default: 0.99, .between(0, 1))
  }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    EpochRate { [gamma] in start.lr * pow(gamma, Double($0)) }
  }
}

/// `CosineAnnealingLR` (Loshchilov and Hutter 2017): half a cosine down to `eta_min` within `t_max`
/// epochs; after them it rises again.
package struct CosineSchedule: Schedule {
  package static let name = "cosine"
  package static let summary = "half a cosine down to eta_min within t_max epochs"

  /// 0 for the number of epochs.
  let tMax: Int
  let etaMin: Double
  enum CodingKeys: String, CodingKey {
    case tMax = "t_max"
    case etaMin = "eta_min"
  }

  package init(_ options: inout Options) {
    tMax = options.integer("t_max", default: 0, .atLeast(0))
    etaMin = options.number("eta_min", default: 0, .atLeast(0))
  }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState {
    let span = Double(tMax == 0 ? start.epochs : tMax)
    return EpochRate { [etaMin] in
      etaMin + (start.lr - etaMin) * (1 + cos(Double.pi * Double($0) / span)) / 2
    }
  }
}
