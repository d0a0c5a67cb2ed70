package import Learning

/// Forget gates that begin with times between 1 and the length of a sequence (Tallec and Ollivier
/// 2018).
package struct ChronoStart: Counterfactual {
  package static let name = "chrono"
  package static let title = "Gates that open for the whole length"
  package static let summary =
    "forget gates that begin open for times up to a sequence’s length"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    let steps = experiment.data.extent.steps
    guard type(of: experiment.model.layer).memoryGates != nil, experiment.model.bias, steps > 2,
      experiment.model.chrono != steps
    else { return nil }
    let start = "forget bias \(written(experiment.model.forgetBias))"
    return Change(
      experiment.changed {
        $0.model.chrono = steps
        $0.model.forgetBias = 0
      },
      factor: "the start of the gates",
      from: experiment.model.chrono > 0 ? "chrono \(experiment.model.chrono)" : start,
      to: "chrono \(steps)")
  }
}
