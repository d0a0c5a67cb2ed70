package import Learning

extension Change {
  /// The same change in a longer training, where the change alone was too slow to show.
  func prolonged(_ evidence: Evidence) -> Change? {
    guard let longer = MoreSteps.change(of: experiment, evidence), let steps = evidence.setup?.steps
    else { return nil }
    return Change(
      longer.experiment, factor: "\(factor) and the number of updates",
      from: "\(from) and \(steps)", to: "\(to) and \(longer.to)")
  }
}

/// Gates that begin open, trained longer: for a lag that most starts learn, and not all in time.
package struct ChronoLonger: Counterfactual {
  package static let name = "chrono_longer"
  package static let title = "Gates that open for the whole length, and more steps"
  package static let summary =
    "open gates, trained longer: read beside more steps alone, which change one thing less"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    ChronoStart.change(of: experiment, evidence)?.prolonged(evidence)
  }
}

/// Longer sequences, trained longer.
package struct ContextLonger: Counterfactual {
  package static let name = "longer_context_longer"
  package static let title = "Longer context, and more steps"
  package static let summary =
    "longer sequences, trained longer: read beside more steps alone, which change one thing less"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    LongerContext.change(of: experiment, evidence)?.prolonged(evidence)
  }
}
