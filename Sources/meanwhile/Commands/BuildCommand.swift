import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Trains what the notebooks name and writes their pages.",
    discussion: """
      Runs are remembered: an edit retrains only the experiments it changes. A notebook with a \
      mistake keeps the page it had; the others are built.
      """)

  @OptionGroup var folders: Folders

  @OptionGroup var cores: Cores

  @Option(
    name: .customLong("retrain"),
    help: "Train a cell's experiments anew, although the store has them; may be repeated.")
  var retrain: [String] = []

  @Flag(help: "Say of every cell why its experiments are trained, or that the store has them.")
  var explain = false

  func run() async throws {
    let project = folders.project
    let reporter = Reporter(isTerminal: isTerminal(STDERR_FILENO))
    let interrupt = Interrupt()
    let context = cores.context(store: project.store, reporter, interrupt)
    let result = await Build(
      project, context: context, reporter: reporter,
      wishes: Build.Wishes(retrain: retrain, explains: explain)
    ).run()
    if interrupt.isRequested { throw ExitCode(Interrupt.status) }
    let renderer = DiagnosticRenderer(colour: isTerminal(STDERR_FILENO))
    complain(renderer.render(result.diagnostics))
    for page in result.pages { print(page) }
    let counts = context.counts
    if !result.pages.isEmpty {
      complain(
        "\(counts.trained) trained, \(counts.remembered) from the store. Open \(result.pages[result.pages.count - 1])\n"
      )
    }
    if result.hasErrors { throw ExitCode(1) }
  }
}
