package import SourceText

/// How the learning rate changes while a training goes on.
///
/// Stepped once at the end of every epoch, except `one_cycle`, which is stepped after every update,
/// as PyTorch's programs do. Updates of an epoch share one rate otherwise.
package protocol Schedule: Choosable {
  func makeState(_ start: ScheduleStart) -> any ScheduleState
  /// Whether it sets the optimizer's momentum too.
  var cyclesMomentum: Bool { get }
}

/// What a schedule starts from.
package struct ScheduleStart: Sendable {
  /// `training.lr`.
  package var lr: Double
  package var epochs: Int
  package var updatesPerEpoch: Int
  package init(lr: Double, epochs: Int, updatesPerEpoch: Int = 1) {
    self.lr = lr
    self.epochs = epochs
    self.updatesPerEpoch = updatesPerEpoch
  }
}

package protocol ScheduleState: AnyObject {
  /// For the next update.
  var lr: Double { get }
  /// Beta 1 or the momentum for the next update; nil where the optimizer's own stands.
  var momentum: Double? { get }
  func endUpdate()
  /// - Parameter metric: the validation loss after the epoch, or where nothing is kept for
  ///   validation the epoch's training loss.
  func endEpoch(metric: Double)
}

extension Schedule {
  package var cyclesMomentum: Bool { false }
}
extension ScheduleState {
  package var momentum: Double? { nil }
  package func endUpdate() {}
  package func endEpoch(metric: Double) {}
}

/// Schedules an author may name under `training.schedule`.
package let schedules: [any Schedule.Type] = [
  ConstantRate.self,
  StepSchedule.self,
  MultiStepSchedule.self,
  ExponentialSchedule.self,
  CosineSchedule.self,
  OneCycle.self,
  ReduceOnPlateau.self,
]

/// A rate that depends on the number of ended epochs alone.
final class EpochRate: ScheduleState {
  private let rate: (_ epochs: Int) -> Double
  private var epochs = 0
  private(set) var lr: Double

  init(_ rate: @escaping (_ epochs: Int) -> Double) {
    self.rate = rate
    lr = rate(0)
  }

  func endEpoch(metric: Double) {
    epochs += 1
    lr = rate(epochs)
  }
}
