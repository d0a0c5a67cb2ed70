import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Lists what a build would train and why, the longest first; trains nothing.",
    discussion: """
      What a diagnosis trains besides follows from what is measured, so a build may train more. \
      With --json the list is a manifest for `meanwhile train`.
      """)

  @OptionGroup var folders: Folders

  @Flag(help: "Write the list as JSON.")
  var json = false

  func run() throws {
    let project = folders.project
    let (plan, diagnostics) = Plan.make(project)
    complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render(diagnostics))
    let manifest = Manifest(plan, project)
    if json {
      print(manifest.json)
    } else if manifest.tasks.isEmpty {
      print("nothing to train")
    } else {
      for task in manifest.tasks {
        print("\(task.number)  \(task.notebook).\(task.cell)  \(task.name): \(task.why)")
      }
    }
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }
}
