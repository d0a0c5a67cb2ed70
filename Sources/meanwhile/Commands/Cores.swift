import ArgumentParser
import Runner

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a command trains: on so many cores, remembering runs, until it is interrupted.
struct Cores: ParsableArguments {
  @Option(help: "How many processor cores to train on; default: all. Results do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
  }

  var count: Int { threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  func context(store: String, _ reporter: Reporter, _ interrupt: Interrupt) -> RunContext {
    RunContext(
      store: RecordStore(folder: store),
      executor: LocalExecutor(
        cores: count, reporter: reporter, isCancelled: { interrupt.isRequested }),
      reporter: reporter)
  }
}
