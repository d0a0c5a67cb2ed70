import ArgumentParser
import Numerals
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

struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Shows the remembered runs: size, age, how long each took and which cells name it.",
    subcommands: [ShowStoreCommand.self, PruneCommand.self],
    defaultSubcommand: ShowStoreCommand.self)
}

struct ShowStoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Lists the remembered runs, oldest first.")

  @OptionGroup var folders: Folders

  func run() throws {
    let project = folders.project
    let use = StoreUse(project)
    for item in use.items { print(StoreLine.text(item)) }
    let unused = use.unused
    print(
      "\(StoreLine.records(use.items)) in \(project.store)"
        + (unused.isEmpty ? "" : "; unused: \(StoreLine.records(unused))"))
    if !use.diagnostics.isEmpty {
      complain("Some notebooks have mistakes, so what they name is not known: meanwhile check\n")
    }
  }
}

struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Removes the runs that no notebook names any more, after it has listed them.")

  @OptionGroup var folders: Folders

  @Flag(help: "Remove without asking.")
  var yes = false

  func run() throws {
    let project = folders.project
    let use = StoreUse(project)
    if !use.diagnostics.isEmpty {
      complain(DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render(use.diagnostics))
      complain("Nothing is removed: what a mistaken notebook names is not known.\n")
      throw ExitCode(1)
    }
    let unused = use.unused
    if unused.isEmpty {
      print("nothing to remove: notebooks name all of \(StoreLine.records(use.items))")
      return
    }
    for item in unused { print(StoreLine.text(item)) }
    guard try yes || isConfirmed(StoreLine.records(unused)) else {
      print("nothing removed")
      return
    }
    let store = RecordStore(folder: project.store)
    for item in unused {
      do {
        try store.remove(item.entry.fingerprint)
      } catch let failure as Files.Failure {
        complain("\(failure.reason)\n")
        throw ExitCode(1)
      }
    }
    store.sweep()
    print("removed \(StoreLine.records(unused)) from \(project.store)")
  }

  private func isConfirmed(_ records: String) throws -> Bool {
    guard isTerminal(STDIN_FILENO) else {
      complain("Nothing is removed: nobody is there to be asked. To remove these: --yes\n")
      throw ExitCode(1)
    }
    complain("Remove \(records)? [y/N] ")
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }
}

/// One stored run as a line.
private enum StoreLine {
  static func text(_ item: StoreUse.Item) -> String {
    let note = item.entry.note
    let age = note.map { Self.age(seconds: -$0.finished.timeIntervalSinceNow) } ?? "unknown age"
    let took = note.map { "took \(Numerals.fixed($0.seconds, decimals: 1)) s" } ?? "took unknown"
    let use =
      item.cells.isEmpty
      ? item.isUsed ? "for a diagnosis" : "unused" : item.cells.joined(separator: ", ")
    let columns = [String(item.entry.fingerprint.prefix(12)), age, took, size(item.entry.bytes)]
    return (columns + [use]).joined(separator: "  ")
  }

  static func records(_ items: [StoreUse.Item]) -> String {
    let bytes = items.reduce(0) { $0 + $1.entry.bytes }
    return "\(items.count) record\(items.count == 1 ? "" : "s"), \(size(bytes))"
  }

  private static func size(_ bytes: Int) -> String {
    "\(Numerals.count(max(1, bytes / 1000))) kB"
  }

  /// In the largest unit of which there is at least one.
  private static func age(seconds: Double) -> String {
    for (unit, length) in [("d", 86400.0), ("h", 3600), ("min", 60)] where seconds >= length {
      return "\(Numerals.count(Int(seconds / length))) \(unit) old"
    }
    return "\(max(0, Int(seconds))) s old"
  }
}
