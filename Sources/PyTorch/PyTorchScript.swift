package import Learning

/// A run as a PyTorch program: the same data, initial weights, batches and coins, so that it prints the
/// same losses to the digits that two orders of summation leave.
package struct PyTorchScript {
  /// Why PyTorch cannot repeat the run; one lower-case sentence each. Empty where it can.
  package let obstacles: [String]
  package let text: String

  /// - Parameters:
  ///   - experiment: with its data loaded.
  ///   - title: what the script's first line calls it.
  ///   - folder: from which the paths of its files are written.
  package init(_ experiment: Experiment, title: String, folder: String) throws {
    let options = try CanonicalOptions(experiment)
    let split = try experiment.split()
    let data = DataSection(experiment, options, folder: folder)
    let preparation = PreparationSection(experiment, options, split)
    let loss = LossSection(options, outputs: split.train.outputs)
    let model = ModelSection(
      experiment, options, inputs: split.train.features,
      outputs: experiment.training.loss.headOutputs(for: split.train.outputs),
      beforeWeights: data.beforeWeights, folder: folder)
    let training = TrainingSection(experiment, options, split, loss)
    obstacles =
      data.obstacles + preparation.obstacles + model.obstacles + loss.obstacles
      + training.obstacles
    let body =
      PyTorchScript.seeds(experiment) + data.text + preparation.text + model.text + training.text
      + PyTorchScript.score(experiment, split, loss)
    text = PyTorchScript.laidOut(
      PyTorchScript.head(title, body) + "\nepochs = \(experiment.training.epochs)\n" + body)
  }

  /// The path of a file, from where the script is started.
  static func path(_ path: String, in folder: String) -> String {
    pythonText(path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)")
  }

  private static func head(_ title: String, _ body: String) -> String {
    let standard = ["csv", "math", "zlib"].filter { body.contains("\($0).") }
    let packages =
      (body.contains("np.") ? ["import numpy as np"] : [])
      + (body.contains("safetensors.") ? ["import safetensors.torch"] : [])
      + ["import torch", "from torch import nn"]
    let imports = standard.map { "import \($0)" }
    return """
      \"\"\"\(title)

      Repeats a run of Meanwhile in PyTorch: the same data, initial weights, batches and coins.
      The losses agree to the digits that another order of adding up leaves.
      \"\"\"

      \(imports.joined(separator: "\n"))\(imports.isEmpty ? "" : "\n\n")\(packages.joined(separator: "\n"))

      """
  }

  /// Two empty lines around functions and classes, one at most elsewhere.
  private static func laidOut(_ text: String) -> String {
    var lines: [Substring] = []
    var isAfterDefinition = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isTop = line.first.map { $0 != " " && $0 != ")" && $0 != "#" } ?? false
      let begins = line.hasPrefix("def ") || line.hasPrefix("class ")
      if isTop, begins || isAfterDefinition {
        while lines.last?.isEmpty == true { lines.removeLast() }
        lines += ["", ""]
      } else if line.isEmpty, lines.last?.isEmpty == true {
        continue
      }
      if isTop { isAfterDefinition = begins }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// One torch stream and one numpy stream for the whole program, where its order of drawing is PyTorch's.
  private static func seeds(_ experiment: Experiment) -> String {
    guard experiment.random == .pytorch else { return "" }
    let seed = experiment.dataSeed ?? experiment.seed
    return "torch.manual_seed(\(seed))\nnp.random.seed(\(seed))\n\n\n"
  }

  /// The held-out error, beside that of the constant mean, both in data units.
  private static func score(_ experiment: Experiment, _ split: Split, _ loss: LossSection) -> String
  {
    let steps = split.test.steps(for: experiment.model)
    let seen = stepSlice(0..<steps, of: split.test.steps)
    let predicted = stepSlice(split.test.scored, of: steps)
    let scored = stepSlice(split.test.scored, of: split.test.steps)
    let trained = stepSlice(split.train.scored, of: split.train.steps)
    let forecast = loss.hasReadout ? "point(model(X_test\(seen))[0])" : "model(X_test\(seen))[0]"
    let isScaled = !split.scaling.targets.isEmpty
    let back = isScaled ? " * y_scale + y_location" : ""
    return """

      with torch.no_grad():
          forecast = \(isScaled ? "(\(forecast)\(back)).float()" : forecast)
      truth = Y_test\(scored)
      constant = \(isScaled ? "(Y\(trained)\(back))" : "Y\(trained)").mean((0, 1))
      error = ((forecast\(predicted) - truth) ** 2).mean().item()
      print(f"Held out: {error:.4g}; the constant mean: {((constant - truth) ** 2).mean().item():.4g}")

      """
  }
}
