import Learning
import Numerals
import SourceText
import Tensors

/// Milliseconds per epoch of the article's experiments, on one and two threads.
enum EngineBenchmark {
  static func run() throws {
    print(KernelLevel.provenance)
    for article in Article.allCases {
      for threads in [1, 2] {
        var experiment = article.experiment(seed: 0)
        experiment.training.epochs = article == .ex1 ? 500 : 100
        var durations: [Double] = []
        let clock = ContinuousClock()
        var last = clock.now
        let trainer = Trainer(threads: threads) { _, _ in
          let now = clock.now
          durations.append(Double((now - last).components.attoseconds) / 1e15)
          last = now
          return true
        }
        _ = try trainer.train(experiment)
        durations.sort()
        print(
          "\(article.rawValue)  \(threads) threads  median \(Numerals.measured(durations[durations.count / 2])) ms, least \(Numerals.measured(durations[0])) ms"
        )
      }
    }
  }
}
