/// Why a model predicts what it predicts. The raw values are the words of reports and of JSON.
package enum Cause: String, CaseIterable, Sendable {
  /// Nothing is wrong.
  case none
  // The flat, shrunken, echoing or decaying prediction is the best there is.
  case noSignal = "no_signal"
  case lowSignal = "low_signal"
  case clockOnly = "clock_only"
  case persistence
  case horizonDecay = "horizon_decay"
  case multimodal
  // Signal is there and the model misses it.
  case undertrained
  case rateTooHigh = "lr_too_high"
  case capacity
  case overRegularised = "over_regularised"
  case contextTooShort = "context_too_short"
  case vanishingGradient = "vanishing_gradient"
  case unscaledTarget = "unscaled_target"
  case unscaledInput = "unscaled_input"
  case levelMoved = "level_moved"
  case broadcastBug = "broadcast_bug"
  case misaligned
  case targetLeak = "target_leak"
  case saturatedOutput = "saturated_output"
  case overfit
  case noGradient = "no_gradient"
  case swappedAxes = "swapped_axes"
  case diverged
  /// Signal is there, and the cause is not among those tried; or too little is known to say.
  case unknown

  /// What a cause says of the model.
  package enum Kind: String, CaseIterable, Sendable { case healthy, optimal, broken, open }

  package var kind: Kind {
    switch self {
    case .none: .healthy
    case .noSignal, .lowSignal, .clockOnly, .persistence, .horizonDecay, .multimodal: .optimal
    case .unknown: .open
    default: .broken
    }
  }

  /// For readers.
  package var title: String {
    switch self {
    case .none: "It learned"
    case .noSignal: "Nothing to learn was found"
    case .lowSignal: "Little to learn, and learned"
    case .clockOnly: "A clock"
    case .persistence: "The last value, repeated"
    case .horizonDecay: "The horizon is too far"
    case .multimodal: "Several answers, and their mean"
    case .undertrained: "Trained too little"
    case .rateTooHigh: "Learning rate too high here"
    case .capacity: "Too few hidden units here"
    case .overRegularised: "Held back by regularisation"
    case .contextTooShort: "Context too short"
    case .vanishingGradient: "The gradient does not reach the cause"
    case .unscaledTarget: "Targets far from the network’s scale"
    case .unscaledInput: "Inputs far from the network’s scale"
    case .levelMoved: "The series has left the level that was learned"
    case .broadcastBug: "The loss compares the wrong pairs"
    case .misaligned: "Inputs and targets do not belong together"
    case .targetLeak: "The input holds the target"
    case .saturatedOutput: "The head cannot reach the targets"
    case .overfit: "Memorised"
    case .noGradient: "No gradient reaches a layer"
    case .swappedAxes: "The recurrence runs over the batch"
    case .diverged: "Training diverged"
    case .unknown: "Cause not found"
    }
  }
}
