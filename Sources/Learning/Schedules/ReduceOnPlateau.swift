package import SourceText

/// `ReduceLROnPlateau`: times `factor` when the validation loss, or without one the training loss,
/// has not fallen for more than `patience` epochs.
package struct ReduceOnPlateau: Schedule {
  package static let name = "reduce_on_plateau"
  package static let summary = "times factor when the loss has not fallen for patience epochs"

  enum ThresholdMode: String, CaseIterable, Encodable { case rel, abs }

  let factor: Double
  let patience: Int
  let threshold: Double
  let thresholdMode: ThresholdMode
  let cooldown: Int
  let minLr, eps: Double

  enum CodingKeys: String, CodingKey {
    case factor, patience, threshold, cooldown, eps
    case thresholdMode = "threshold_mode"
    case minLr = "min_lr"
  }

  package init(_ options: inout Options) {
    factor = options.number("factor", default: 0.1, .from(0, below: 1))
    patience = options.integer("patience", default: 10, .atLeast(0))
    threshold = options.number("threshold", default: 1e-4, .atLeast(0))
    thresholdMode = options.word("threshold_mode", default: .rel)
    cooldown = options.integer("cooldown", default: 0, .atLeast(0))
    minLr = options.number("min_lr", default: 0, .atLeast(0))
    eps = options.number("eps", default: 1e-8, .atLeast(0))
  }

  package func makeState(_ start: ScheduleStart) -> any ScheduleState { State(self, start.lr) }

  final class State: ScheduleState {
    private let options: ReduceOnPlateau
    private var best = Double.infinity
    private var badEpochs = 0
    private var cooling = 0
    private(set) var lr: Double

    init(_ options: ReduceOnPlateau, _ lr: Double) {
      self.options = options
      self.lr = lr
    }

    func endEpoch(metric: Double) {
      let bar =
        options.thresholdMode == .rel ? best * (1 - options.threshold) : best - options.threshold
      if metric < bar {
        best = metric
        badEpochs = 0
      } else {
        badEpochs += 1
      }
      if cooling > 0 {
        cooling -= 1
        badEpochs = 0
      }
      guard badEpochs > options.patience else { return }
      let reduced = max(lr * options.factor, options.minLr)
      if lr - reduced > options.eps { lr = reduced }
      cooling = options.cooldown
      badEpochs = 0
    }
  }
}
