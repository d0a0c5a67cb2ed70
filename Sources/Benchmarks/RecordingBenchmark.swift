import Learning
import Numerals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much of a training's processor time goes into what is measured of it, for the article's
/// experiments at 300 epochs and at their own length. At most a twentieth is meant to.
enum RecordingBenchmark {
  static func run() throws {
    for article in Article.allCases {
      for epochs in [300, article.experiment(seed: 0).training.epochs] {
        var experiment = article.experiment(seed: 0)
        experiment.training.epochs = epochs
        var durations: [Double] = []
        var last = processorTime()
        let trainer = Trainer { _, _ in
          let now = processorTime()
          durations.append(now - last)
          last = now
          return true
        }
        let record = try trainer.train(experiment)
        // What the median of the epochs that are not kept takes, every epoch takes.
        let kept = Set(record.kept.map(\.epoch))
        let plain = durations.indices.filter { !kept.contains($0 + 1) }.map { durations[$0] }
        let median = plain.sorted()[plain.count / 2]
        let extra = kept.filter { $0 > 1 }.map { max(0, durations[$0 - 1] - median) }
        let share = extra.reduce(0, +) / (median * Double(epochs))
        print(
          "\(article.rawValue)  \(epochs) epochs  \(kept.count) kept on \(record.keptSequences.count) sequences  \(Numerals.percent(share)) of the training's time"
        )
      }
    }
  }

  /// In seconds, of all threads.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
