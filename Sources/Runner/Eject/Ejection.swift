import ArrayFiles
package import Learning
import PyTorch
import SourceText

/// A run in a form that other programs read: a PyTorch script, a safetensors file.
package struct Ejection {
  private let found: RunFinder.Found

  package init(_ found: RunFinder.Found) { self.found = found }

  /// - Throws: a `Diagnostic` that says why PyTorch cannot repeat the run.
  package func script() throws -> String {
    let script = try PyTorchScript(found.run.experiment, title: found.title, folder: found.folder)
    if script.obstacles.isEmpty { return script.text }
    throw Diagnostic(
      "cannot-eject", "PyTorch cannot repeat \(quoted(found.title))", notes: script.obstacles)
  }

  /// The trained weights, under the names of the ejected script's state dict.
  ///
  /// - Throws: a `Diagnostic` where the record holds none, as those of earlier versions do.
  package func weights(of record: RunRecord) throws -> [UInt8] {
    guard let weights = record.weights?.values else {
      throw Diagnostic(
        "no-weights", "the record of \(quoted(found.title)) holds no weights",
        help: ["train it anew: meanwhile build --retrain \(found.run.name)"])
    }
    let experiment = found.run.experiment
    let split = try experiment.split()
    let layout = ParameterLayout(
      experiment.model, inputs: split.train.features,
      outputs: experiment.training.loss.headOutputs(for: split.train.outputs))
    guard layout.count == weights.count else {
      throw Diagnostic(
        "no-weights", "the record holds \(weights.count) weights for a network of \(layout.count)")
    }
    return SafetensorsFile.encoded(
      layout.entries.map { entry in
        (
          name: experiment.model.stateDictName(of: entry.name),
          array: NumberArray(
            shape: entry.shape,
            values: Array(weights[entry.offset..<entry.offset + entry.count]))
        )
      })
  }
}
