import ArgumentParser
import Runner

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a command finds what it works on.
struct Folders: ParsableArguments {
  @Argument(help: "The folder with the notebooks.")
  var notebooks = "notebooks"

  @Option(help: "The folder for the pages.")
  var output = "output"

  @Option(
    help: "A folder with templates in place of the program's; default: templates, if it is here.")
  var templates: String?

  @Option(help: "The folder for run records; default: .meanwhile beside the notebooks.")
  var store: String?

  @Flag(help: "Let cells read data files outside the project's folder.")
  var allowOutside = false

  /// An empty name, from a variable of the shell that is not set, would mean the root folder.
  func validate() throws {
    let names = [
      ("the notebooks' folder", notebooks), ("--output", output), ("--templates", templates ?? "."),
      ("--store", store ?? "."),
    ]
    for (name, path) in names where path.isEmpty {
      throw ValidationError("\(name) must be the name of a folder, not empty.")
    }
  }

  var project: Project {
    Project(
      notebooks: notebooks, output: output, templates: templates, store: store,
      allowsOutside: allowOutside)
  }
}

/// Whether a file descriptor is a terminal that a person looks at.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Writes to standard error, where messages go: standard output is for results.
func complain(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written <= 0 { return }
    bytes = bytes.dropFirst(written)
  }
}
