import Learning
import Numerals
import Tensors

/// The article's experiments from nothing, as a reader would run its programs: data, training, and
/// the losses they print; also the forty held-out scores and the forecasts of a run record, which
/// the programs do not make.
enum TrainProcess {
  static func run(_ names: [String]) throws {
    if names.isEmpty { throw UsageMistake(what: "train needs at least one of ex1, ex2, ex3") }
    for name in names {
      guard let article = Article(rawValue: name) else {
        throw UsageMistake(what: "no experiment is called '\(name)': ex1, ex2, ex3")
      }
      let experiment = article.experiment(seed: 0)
      let record = try Trainer(threads: min(2, Processor.count)).train(experiment)
      let interval = article == .ex1 ? 100 : 200
      for epoch in stride(from: interval, through: experiment.training.epochs, by: interval) {
        let loss = Numerals.fixed(Double(record.losses.values[epoch - 1]), decimals: 4)
        print("\(name) epoch \(epoch): loss \(loss)")
      }
    }
  }
}
