package import SourceText

/// A mistake in a training loop, made on purpose: what it does to a network can then be shown beside the
/// same network without it.
package protocol Accident: Choosable {
  /// What the program computes in place of a loss; nil where the accident cannot happen to it.
  func spoil(_ loss: any Loss) -> (any Loss)?
  /// Where the program cuts the gradient's way back.
  var cut: GradientCut { get }
  /// Whether gradients of earlier updates stay in the sum.
  var keepsGradients: Bool { get }
}

/// Where no gradient passes.
package enum GradientCut: Sendable {
  case nowhere
  /// From a step to the step before it.
  case betweenSteps
  /// From the head into the recurrent layers.
  case belowHead
}

extension Accident {
  package func spoil(_ loss: any Loss) -> (any Loss)? { loss }
  package var cut: GradientCut { .nowhere }
  package var keepsGradients: Bool { false }
}

/// Accidents an author may list under `training.accidents`. Those of a data loader are options of the
/// data: `shuffle_pairs`, `shift`, `leak`.
package let accidents: [any Accident.Type] = [
  BroadcastLoss.self,
  ForgottenZeroGrad.self,
  DetachedState.self,
  DetachedOutput.self,
]

extension Training {
  /// What the program computes as its loss: the one it names, unless an accident changes it.
  var computedLoss: any Loss {
    accidents.reduce(loss) { loss, accident in accident.spoil(loss) ?? loss }
  }
  var cut: GradientCut { accidents.map(\.cut).first { $0 != .nowhere } ?? .nowhere }
  var keepsGradients: Bool { accidents.contains { $0.keepsGradients } }
}

extension Training {
  /// Without what makes the program compute another loss than the one it names; nil where nothing
  /// does.
  package var withTheLossNamed: Training? {
    without { type(of: $0.spoil(loss) ?? loss) != type(of: loss) }
  }
  /// Without what keeps a gradient from passing; nil where nothing does.
  package var withWholeGradient: Training? { without { $0.cut != .nowhere } }

  private func without(_ isMeant: (any Accident) -> Bool) -> Training? {
    guard accidents.contains(where: isMeant) else { return nil }
    var copy = self
    copy.accidents.removeAll(where: isMeant)
    return copy
  }
}
