import Learning

/// What the training's own loss says on held-out sequences, where that is no squared error; of
/// classes beside what needs no network, and what the network writes.
enum LossValues {
  static func names(of experiment: Experiment) -> [String] {
    if experiment.training.loss is MeanSquaredError { return [] }
    return experiment.hasClasses
      ? ["test.loss", "uniform.loss", "frequencies.loss", "pairs.loss", "written"] : ["test.loss"]
  }

  static func values(of run: Run) -> [String: Value] {
    guard !names(of: run.experiment).isEmpty else { return [:] }
    let network = run.network
    var values: [String: Value] = [
      "test.loss": (network?.loss(on: run.split.test)).map { .measured($0) } ?? .text("unknown")
    ]
    if let scores = run.classScores {
      values["uniform.loss"] = .measured(scores.uniform)
      values["frequencies.loss"] = .measured(scores.frequencies)
      values["pairs.loss"] = scores.pairs.map { .measured($0) } ?? .text("none")
      values["written"] = .text(run.written(60) ?? "nothing")
    }
    return values
  }
}

extension Experiment {
  /// Whether it predicts classes and not numbers.
  var hasClasses: Bool { data.classes != nil && training.loss is CrossEntropy }
}

extension Run {
  /// Nil in records from before weights were kept.
  var network: TrainedNetwork? {
    record.weights.flatMap { TrainedNetwork(experiment, split, weights: $0.values) }
  }

  /// Of a network of classes.
  var classScores: ClassScores? {
    guard experiment.hasClasses, let classes = experiment.data.classes else { return nil }
    return ClassScores(split, classes: classes.count)
  }

  /// So many characters as the network writes them; line breaks as blanks.
  func written(_ length: Int) -> String? {
    guard let classes = experiment.data.classes else { return nil }
    return network?.writtenClasses(length)?.map {
      classes[$0].allSatisfy(\.isNewline) ? " " : classes[$0]
    }
    .joined()
  }
}
