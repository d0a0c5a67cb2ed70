import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measurements that are too long or too noisy for tests.
@main
struct Benchmarks {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "engine": try EngineBenchmark.run(Array(arguments.dropFirst()))
      case "train": try TrainProcess.run(Array(arguments.dropFirst()))
      case "seeds": try SeedCheck.run(Array(arguments.dropFirst()))
      case "recording": try RecordingBenchmark.run()
      case "rerun": try RerunBenchmark.run(Array(arguments.dropFirst()))
      case "allocations": try AllocationBenchmark.run()
      case "draw": try ScenarioWriter.run(Array(arguments.dropFirst()))
      case "diagnosis":
        try await DiagnosisBenchmark.run(ScenarioArguments(Array(arguments.dropFirst())))
      case "scenarios":
        let wanted = try ScenarioArguments(Array(arguments.dropFirst()))
        ScenarioCheck.run(try wanted.chosen(from: wanted.allScenarios()))
      default: throw UsageMistake()
      }
    } catch let mistakes as Diagnostics {
      print(DiagnosticRenderer().render(mistakes.all), terminator: "")
      exit(65)
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
           Benchmarks allocations   the blocks of memory that the epochs of trainings ask for
           Benchmarks diagnosis [--scenarios FILE] [--only NAME[,NAME]] [--draws N[,N]] [--json]
                                    trains and diagnoses problems whose cause is known
           Benchmarks scenarios [--scenarios FILE] [--only NAME[,NAME]] [--draws N[,N]]
                                    trains problems whose cause is known, without and with their cure
           Benchmarks draw SEED [N] draws N problems of each family anew and writes them
    """
}

/// Arguments that cannot be followed; nil where there are none.
struct UsageMistake: Error {
  var what: String?
}
