#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Measurements that are too long or too noisy for tests.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "seeds": try SeedCheck.run(Array(arguments.dropFirst()))
    case "engine": try EngineBenchmark.run()
    case "recording": try RecordingBenchmark.run()
    default:
      print(
        """
        usage: Benchmarks seeds FILE   compare the article's losses with PyTorch's, seed by seed
               Benchmarks engine       milliseconds per epoch of the article's three experiments
               Benchmarks recording    the share of a training's time that keeping epochs takes
        """)
    }
  }
}
