import ArgumentParser
import Runner
import SourceText

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists what a cell can name, and how files of other programs are read.")

  @Argument(help: "Only sections or entries of this name: losses, sine.")
  var name: String?

  func run() throws {
    let catalogue = Catalogue()
    var found = false
    for section in catalogue.sections {
      let isWanted = name == nil || name == section.title || name == section.key
      let entries = section.entries.filter { isWanted || $0.name == name }
      if entries.isEmpty { continue }
      found = true
      print("\(section.title)  (\(section.key))")
      for entry in entries {
        print("  \(entry.name): \(entry.summary)")
        for note in entry.notes { print("      \(note)") }
        for option in entry.options {
          print("      \(option.key) = \(option.standard)   \(option.allowed)")
        }
      }
      if !section.text.isEmpty, entries.count == section.entries.count {
        print(
          "\n"
            + section.text.split(separator: "\n", omittingEmptySubsequences: false).map {
              $0.isEmpty ? "" : "  \($0)"
            }.joined(separator: "\n"))
      }
      print("")
    }
    if !found {
      let sections = catalogue.sections.map(\.title)
      let names = sections + catalogue.sections.flatMap { $0.entries.map(\.name) }
      let near = nearest(to: name ?? "", among: names).map { " Did you mean '\($0)'?" } ?? ""
      throw ValidationError(
        "nothing is called '\(name ?? "")'.\(near) Sections: \(sections.joined(separator: ", ")).")
    }
  }
}
