import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Prints which of the site's numbers moved, and by how much.",
    discussion: """
      Compares with the last build whose numbers were others, or with another output folder that was \
      built with the same store. Losses of single epochs are left out.
      """)

  @OptionGroup var folders: Folders

  @Option(help: "Another output folder to compare with.")
  var against: String?

  func run() throws {
    do {
      let moves = try NumberMoves(folders.project, against: against)
      for move in moves.all { print(move.text) }
      print("\(moves.all.count) moved, \(moves.same) did not")
    } catch let problem as Diagnostic {
      complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render([problem]))
      throw ExitCode(1)
    }
  }
}
