import ArgumentParser
import Numerals
import Runner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Shows the remembered runs: size, age and how long each took.")

  @OptionGroup var folders: Folders

  func run() throws {
    let store = RecordStore(folder: folders.project.store)
    let entries = store.entries()
    for entry in entries {
      let when = entry.note.map { $0.finished.ISO8601Format() } ?? "unknown time"
      let took = entry.note.map { "\(Numerals.fixed($0.seconds, decimals: 1)) s" } ?? "unknown"
      print("\(entry.fingerprint.prefix(12))  \(when)  \(took)  \(size(entry.bytes))")
    }
    let total = entries.reduce(0) { $0 + $1.bytes }
    print("\(entries.count) records, \(size(total)) in \(folders.project.store)")
  }

  private func size(_ bytes: Int) -> String { "\(Numerals.count(max(1, bytes / 1000))) kB" }
}
