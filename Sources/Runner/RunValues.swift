import Diagnosis
import Learning

/// The numbers of a run under the names that prose quotes them by.
enum RunValues {
  /// Every name `values` will hold, known before anything is trained.
  static func names(of experiment: Experiment) -> [String] {
    let epochs = experiment.training.epochs
    var names = [
      "test.mse", "test.r2", "test.ratio", "test.spread", "test.slope", "test.bias",
      "test.sequences", "train.mse", "train.ratio", "train.sequences", "mean.mse", "step-mean.mse",
      "floor", "seed",
      "epochs", "loss.first", "loss.last", "gradient.before", "gradient.after",
    ]
    if experiment.data.targetIsNextInput {
      names += ["last-value.mse", "last-value.ratio", "season.mse"]
    }
    if experiment.feedsBack { names += ["free.mse", "free.ratio"] }
    if experiment.training.loss is MeanPenalty { names += ["test.penalty", "mean.penalty"] }
    names += ConstantValues.names + LossValues.names(of: experiment)
    if experiment.data is SeriesSource { names += ["series.values", "series.training"] }
    return names + (1...epochs).map { "loss.\($0)" }
  }

  static func values(of run: Run) -> [String: Value] {
    let test = run.split.test
    var values: [String: Value] = [
      "test.mse": .measured(run.testMSE),
      "test.r2": .measured(1 - run.testMSE / run.meanMSE),
      "test.ratio": .measured(run.testMSE / run.meanMSE),
      "test.sequences": .count(test.sequences),
      "train.mse": .measured(run.trainMSE),
      "train.ratio": .measured(run.trainMSE / run.trainMeanMSE),
      "train.sequences": .count(run.split.train.sequences),
      "floor": run.split.floor.map { .measured($0) } ?? .text("unknown"),
      // Where one step alone is scored there is no curve to average.
      "step-mean.mse": .text("none"),
      "season.mse": .text("none"),
      "seed": .count(Int(run.experiment.seed)),
      "epochs": .count(run.experiment.training.epochs),
    ]
    let measures = run.measures
    for (name, value) in [
      ("spread", measures?.spread), ("slope", measures?.slope), ("bias", measures?.bias),
    ] {
      values["test.\(name)"] = value.map { .measured($0) } ?? .text("none")
    }
    // Of the last forecast by the farthest input, over that by the nearest.
    let reach = run.record.reach
    for (name, lags) in [("before", reach?.start), ("after", reach?.end)] {
      let ends = lags.flatMap { lags in
        lags.values.first.flatMap { near in lags.values.last.map { (near: near, far: $0) } }
      }
      values["gradient.\(name)"] =
        ends.map { .measured(Double($0.far) / Double($0.near)) } ?? .text("none")
    }
    for entry in run.references {
      let name = [
        "constant_mean": "mean", "per_step_mean": "step-mean", "last_value": "last-value",
        "seasonal_last_value": "season",
      ]
      values["\(name[entry.name] ?? entry.name).mse"] = .measured(entry.mse)
    }
    if let last = run.references.first(where: { $0.name == LastValue.name }) {
      values["last-value.ratio"] = .measured(run.testMSE / last.mse)
    }
    if let free = run.freeMSE {
      values["free.mse"] = .measured(free)
      values["free.ratio"] = .measured(free / run.meanMSE)
    }
    if run.experiment.training.loss is MeanPenalty {
      let mean = [Float](repeating: Float(run.mean), count: test.targets.count)
      values["test.penalty"] = .measured(
        MeanPenalty.penalty(
          of: run.record.test.values.values, steps: run.record.test.steps, on: test))
      values["mean.penalty"] = .measured(
        MeanPenalty.penalty(of: mean, steps: test.steps, on: test))
    }
    if let series = run.experiment.data as? SeriesSource {
      values["series.values"] = .count(series.table.values.count)
      values["series.training"] = .count(series.trainingCount)
    }
    values.merge(ConstantValues.values(of: run)) { $1 }
    values.merge(LossValues.values(of: run)) { $1 }
    let losses = run.record.losses.values.map { Double($0) }
    for (index, loss) in losses.enumerated() { values["loss.\(index + 1)"] = .measured(loss) }
    values["loss.first"] = losses.first.map { .measured($0) }
    values["loss.last"] = losses.last.map { .measured($0) }
    return values
  }
}
