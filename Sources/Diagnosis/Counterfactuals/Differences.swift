package import Learning

/// The change from one value to the next in place of the values. What is missed of a change is missed
/// of the value: both squared errors are the same quantity.
package struct Differences: Counterfactual {
  package static let name = "differences"
  package static let title = "Changes in place of values"
  package static let summary =
    "one series: the network learns the change from each value to the next"

  package static func change(of experiment: Experiment, _ evidence: Evidence) -> Change? {
    guard let source = experiment.data as? SeriesSource, let changes = source.ofDifferences else {
      return nil
    }
    return Change(
      experiment.changed { $0.data = changes }, factor: "what is learned", from: "values",
      to: "the changes between them")
  }

  /// A forecast of changes as one of values: each added to the value it starts from.
  static func values(_ changes: Forecast, on data: Dataset) -> Prediction {
    var values = changes.values.values
    for n in 0..<data.sequences {
      for index in 0..<changes.steps * data.outputs {
        let at = n * changes.steps * data.outputs + index
        values[at] += data.inputs[n * data.steps * data.outputs + index]
      }
    }
    return Prediction(values: values, steps: changes.steps)
  }
}
