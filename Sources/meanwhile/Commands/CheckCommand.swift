import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads and validates all notebooks; trains nothing, writes nothing.")

  @OptionGroup var folders: Folders

  func run() throws {
    let (workbooks, diagnostics) = Build.check(folders.project)
    complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render(diagnostics))
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    let cells = workbooks.reduce(0) { $0 + $1.cells.count }
    print("\(counted(workbooks.count, "notebook")) with \(counted(cells, "cell")): no mistakes")
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
