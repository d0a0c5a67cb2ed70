import ArgumentParser
import Runner
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs in a form that other programs read.
struct EjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eject",
    abstract: "Writes a run as a PyTorch script, or its trained weights as safetensors.",
    subcommands: [EjectScript.self, EjectWeights.self, EjectSite.self])
}

/// Which run, and where to.
struct Ejected: ParsableArguments {
  @Argument(
    help: "NOTEBOOK#NAME, or a NAME that one notebook alone has: a train cell's or a run's.")
  var what: String

  @Option(help: "The folder where runs are looked for; default: notebooks, or that of NOTEBOOK.")
  var notebooks: String?

  @Option(help: "The folder for run records; default: .meanwhile beside the notebooks.")
  var store: String?

  @Flag(help: "Let cells read data files outside the project's folder.")
  var allowOutside = false

  var project: Project {
    let path = what.prefix { $0 != "#" }
    let folder = what.contains("#") ? path.lastIndex(of: "/").map { String(path[..<$0]) } : nil
    return Project(
      notebooks: notebooks ?? folder ?? "notebooks", store: store, allowsOutside: allowOutside)
  }

  func found() throws -> RunFinder.Found { try RunFinder(project).run(what) }
}

struct EjectScript: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pytorch",
    abstract: "Prints a PyTorch script with the same data, initial weights, batches and losses.",
    discussion: """
      The script needs torch and numpy, and reads data files where the notebook reads them: start it \
      in the project's folder.

        meanwhile eject pytorch why-the-mean#noise-targets > noise.py
        python3 noise.py
      """)

  @OptionGroup var ejected: Ejected

  func run() throws {
    print(try reporting { try Ejection(ejected.found()).script() }, terminator: "")
  }
}

struct EjectWeights: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Writes a run's trained weights to a safetensors file with PyTorch's names.",
    discussion: "A run that the store does not have is trained first.")

  @OptionGroup var ejected: Ejected

  @Option(
    name: .shortAndLong, help: "The file to write; default: the run's name with .safetensors.")
  var output: String?

  @OptionGroup var cores: Cores

  func run() async throws {
    let found = try reporting { try ejected.found() }
    let interrupt = Interrupt()
    let context = cores.context(
      store: ejected.project.store, Reporter(isTerminal: isTerminal(STDERR_FILENO)),
      interrupt)
    let record = try await context.record(of: found.run.experiment, name: found.run.name)
    let path = output ?? "\(found.run.name).safetensors"
    try reporting {
      try Files.disk.write(path, Data(Ejection(found).weights(of: record)))
    }
    print("written  \(path)")
  }
}

struct EjectSite: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Writes a PyTorch script for every run of the notebooks.",
    discussion: """
      Beside them runs.json lists the runs: the script of each, or why there is none, and the first \
      losses that were measured here. scripts/test-eject compares them with PyTorch's.
      """)

  @OptionGroup var folders: Folders

  @Option(name: .customLong("to"), help: "The folder for the scripts.")
  var target = "ejected"

  func run() throws {
    let site = try reporting { try EjectedSite(folders.project) }
    try reporting { try site.write(to: target) }
    let written = site.runs.count { $0.script != nil }
    print("\(written) scripts in \(target); \(site.runs.count - written) runs have none")
  }
}

/// Does it, and prints what stands in its way.
private func reporting<Value>(_ body: () throws -> Value) throws -> Value {
  let problems: [Diagnostic]
  do { return try body() } catch let error as Diagnostic {
    problems = [error]
  } catch let error as Diagnostics {
    problems = error.all
  }
  complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render(problems))
  throw ExitCode(1)
}
