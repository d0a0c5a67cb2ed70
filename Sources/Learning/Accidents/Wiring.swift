package import SourceText

// Accidents that are one missing or misplaced line of a program.

/// `optimizer.zero_grad()` was forgotten: each update follows the sum of all gradients so far.
package struct ForgottenZeroGrad: Accident {
  package static let name = "forgotten_zero_grad"
  package static let summary = "gradients of earlier updates stay in the sum"
  package init(_ options: inout Options) {}
  package var keepsGradients: Bool { true }
}

/// The state is detached at every step: no step is credited for what a later one needed.
package struct DetachedState: Accident {
  package static let name = "detached_state"
  package static let summary = "no gradient passes from a step to the step before it"
  package init(_ options: inout Options) {}
  package var cut: GradientCut { .betweenSteps }
}

/// The recurrent layers' output is detached: only the head trains.
package struct DetachedOutput: Accident {
  package static let name = "detached_output"
  package static let summary = "no gradient passes from the head into the recurrent layers"
  package init(_ options: inout Options) {}
  package var cut: GradientCut { .belowHead }
}
