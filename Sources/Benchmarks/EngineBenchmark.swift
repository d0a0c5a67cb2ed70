import Learning
import Tensors

/// How long an epoch of training takes, and how near that is to what the processor can do.
enum EngineBenchmark {
  static func run(_ arguments: [String]) throws {
    let arguments = try EngineArguments(arguments)
    var report = EngineReport()
    for threads in arguments.threads.map({ [$0] }) ?? [1, 2] {
      let peak = PeakRate.measured(threads: threads)
      report.peaks.append(EngineReport.Peak(threads: threads, gflops: peak))
      for measured in arguments.cases where measured != .sweep {
        let times = try epochs(
          of: measured, count: arguments.epochs ?? measured.standardEpochs, threads: threads)
        report.add(
          measured, threads: threads, times, operations: measured.operationsPerEpoch, peak: peak)
      }
    }
    if arguments.cases.contains(.sweep) {
      let workers = arguments.threads ?? Processor.count
      let runs = (0..<BenchmarkCase.sweep.standardEpochs).map { _ in sweep(workers: workers) }
      let epochs = Double(BenchmarkCase.sweepRuns * BenchmarkCase.ex1.standardEpochs)
      report.add(
        .sweep, threads: workers, runs,
        operations: BenchmarkCase.sweep.operationsPerEpoch * epochs,
        peak: PeakRate.measured(threads: workers))
    }
    print(arguments.json ? try report.json : report.text)
  }

  /// Milliseconds of each epoch but the first, which also made the workspaces.
  private static func epochs(of measured: BenchmarkCase, count: Int, threads: Int) throws
    -> [Double]
  {
    var experiment = measured.experiment()
    experiment.training.epochs = count + 1
    var ends: [ContinuousClock.Instant] = []
    ends.reserveCapacity(count + 1)
    let trainer = Trainer(threads: threads) { _, _ in
      ends.append(.now)
      return true
    }
    _ = try trainer.train(experiment)
    return zip(ends, ends.dropFirst()).map { milliseconds($1 - $0) }
  }

  /// Milliseconds for all runs, each on one thread from its data to its record.
  private static func sweep(workers: Int) -> Double {
    let team = Team(size: workers)
    defer { team.close() }
    let start = ContinuousClock.now
    team.run(parts: BenchmarkCase.sweepRuns) { seed in
      do {
        _ = try Trainer().train(BenchmarkCase.sweep.experiment(seed: seed))
      } catch {
        preconditionFailure("a generated experiment did not train: \(error)")
      }
    }
    return milliseconds(ContinuousClock.now - start)
  }
}

func milliseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}
