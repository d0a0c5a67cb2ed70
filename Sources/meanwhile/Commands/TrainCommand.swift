import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains tasks of a manifest into the store, for a build to find them there.",
    discussion: """
      Any job engine can hand tasks out, to machines that share the store's folder. With this \
      Makefile, `make -j8` trains eight at a time:

        all: $(addprefix task-,$(shell seq $$(grep -c fingerprint plan.json)))
        task-%: ; meanwhile train --manifest plan.json --task $* --threads 1

      """)

  @OptionGroup var folders: Folders

  @Option(help: "The file that `meanwhile plan --json` wrote.")
  var manifest: String

  @Option(
    help: "The number of a task, from 1; may be repeated. Without one all of them are trained.")
  var task: [Int] = []

  @OptionGroup var cores: Cores

  func run() async throws {
    let project = folders.project
    let reporter = Reporter(isTerminal: isTerminal(STDERR_FILENO))
    let interrupt = Interrupt()
    let context = cores.context(store: project.store, reporter, interrupt)
    do {
      try await context.train(try tasks(project))
    } catch let problem as Diagnostic {
      complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render([problem]))
      throw ExitCode(1)
    }
    if interrupt.isRequested { throw ExitCode(Interrupt.status) }
    let counts = context.counts
    complain("\(counts.trained) trained, \(counts.remembered) already in the store\n")
  }

  private func tasks(_ project: Project) throws -> [Plan.Run] {
    let manifest = try Manifest(path: manifest)
    let chosen =
      try task.isEmpty
      ? manifest.tasks
      : task.map { number in
        guard let task = manifest.tasks.first(where: { $0.number == number }) else {
          throw ValidationError(
            "the manifest has no task \(number): it has \(manifest.tasks.count)")
        }
        return task
      }
    return try chosen.map { try Plan.run(of: $0, project) }
  }
}
