package import Learning

/// A mixture of two normals with its likelihood as the loss, and twice the steps. It replaces the loss,
/// so it also gets past a wrong one: its gain is measured against a normal of equal error.
package struct MixtureHead: Counterfactual {
  package static let name = "mdn"
  package static let title = "A density of two normals"
  package static let summary =
    "a mixture density in place of one number: it shows branches that squared error averages"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard experiment.training.loss is MeanSquaredError, experiment.model.headActivation == .none
    else { return nil }
    return Change(
      experiment.changed {
        $0.training.loss = MixtureLikelihood(components: 2)
        $0.training.accidents = []
        $0.training.epochs *= 2
      }, factor: "the head and its loss", from: "one number", to: "a mixture of two normals")
  }
}
