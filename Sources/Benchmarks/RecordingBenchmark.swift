import Learning
import Numerals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much of a training's processor time goes into what is measured of it, for the article's
/// experiments at 300 epochs and at their own length: the median of five trainings, because a
/// shared machine stalls some. At most a twentieth is meant to.
enum RecordingBenchmark {
  static func run() throws {
    for article in Article.allCases {
      for epochs in [300, article.experiment(seed: 0).training.epochs] {
        var experiment = article.experiment(seed: 0)
        experiment.training.epochs = epochs
        let trainings = try (0..<5).map { _ in try measure(experiment) }
        let shares = trainings.map(\.share).sorted()
        let record = trainings[0].record
        print(
          "\(article.rawValue)  \(epochs) epochs  \(record.kept.count) kept on \(record.keptSequences.count) sequences  \(Numerals.percent(shares[shares.count / 2])) of the training's time (least \(Numerals.percent(shares[0])))"
        )
      }
    }
  }

  /// One training, on one thread, and the share of its time that went into what was kept.
  private static func measure(_ experiment: Experiment) throws -> (share: Double, record: RunRecord)
  {
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
    return (extra.reduce(0, +) / (median * Double(experiment.training.epochs)), record)
  }

  /// In seconds, of all threads.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
