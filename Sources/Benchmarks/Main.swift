#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measurements that are too long or too noisy for tests.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "engine": try EngineBenchmark.run(Array(arguments.dropFirst()))
      case "train": try TrainProcess.run(Array(arguments.dropFirst()))
      case "seeds": try SeedCheck.run(Array(arguments.dropFirst()))
      case "recording": try RecordingBenchmark.run()
      case "rerun": try RerunBenchmark.run(Array(arguments.dropFirst()))
      default: throw UsageMistake()
      }
    } catch let mistake as UsageMistake {
      if let what = mistake.what { print("Benchmarks: \(what)") }
      print(usage)
      exit(64)
    }
  }

  private static let usage = """
    usage: Benchmarks engine [--json] [--cases \(BenchmarkCase.names)]
                             [--epochs N] [--threads N]
                                    time per epoch, rate and memory of training
           Benchmarks train CASE... trains the article's experiments as they stand, from nothing,
                                    and prints the losses its programs print
           Benchmarks seeds FILE    compares the article's losses with PyTorch's, seed by seed
           Benchmarks recording     the share of a training's time that keeping epochs takes
           Benchmarks rerun [--runs N]
                                    what an edit costs: times `meanwhile build` on notebooks that
                                    it makes and edits
    """
}

/// Arguments that cannot be followed; nil where there are none.
struct UsageMistake: Error {
  var what: String?
}
