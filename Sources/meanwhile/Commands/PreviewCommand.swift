import ArgumentParser
import Runner

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Serves the site on this machine, builds after every save and reloads open pages.",
    discussion: """
      Watches notebooks, templates and the data files that cells name. An edit during a training \
      ends the trainings it made pointless; the others go on. Mistakes stand over the page and in \
      the terminal until they are mended. Ctrl-C ends it.
      """)

  @OptionGroup var folders: Folders

  @OptionGroup var cores: Cores

  @Option(help: "The port to serve on, at 127.0.0.1; default: 4000, or any if that is taken.")
  var port: UInt16?

  @Flag(help: "Open the site in the browser.")
  var open = false

  func run() throws {
    let settings = PreviewSettings(
      project: folders.project, threads: cores.count, port: port, opens: open)
    let program = PreviewSettings.program()
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(settings.argument), nil]
    execv(program, &words)
    let reason = String(cString: strerror(errno))
    words.forEach { free($0) }
    throw ValidationError(
      "'\(program)' cannot be run (\(reason)): swift build -c release --product meanwhile-preview")
  }
}
