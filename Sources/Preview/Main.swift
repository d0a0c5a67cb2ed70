import Glibc
import Runner
import SourceText

/// What `meanwhile preview` starts.
@main
struct MeanwhilePreview {
  /// The port of a preview whose user named none, so that a tab left open finds the next one.
  private static let usualPort: UInt16 = 4000

  static func main() async {
    guard CommandLine.arguments.count == 2,
      let settings = PreviewSettings(argument: CommandLine.arguments[1])
    else {
      say("This program is started by: meanwhile preview", to: STDERR_FILENO)
      exit(64)
    }
    // A browser may close its end while it is written to.
    signal(SIGPIPE, SIG_IGN)
    let interrupt = Interrupt()
    do {
      try await serve(settings, interrupt)
    } catch let failure as PageServer.Failure {
      say(failure.reason, to: STDERR_FILENO)
    } catch let failure as Inotify.Failure {
      say("changes cannot be watched: \(failure.reason)", to: STDERR_FILENO)
    } catch {
      say("\(error)", to: STDERR_FILENO)
    }
    exit(interrupt.isRequested ? Interrupt.status : 1)
  }

  private static func serve(_ settings: PreviewSettings, _ interrupt: Interrupt) async throws {
    let files = OutputFiles(folder: settings.project.output)
    let pages = OpenPages(files: files)
    let isTerminal = isatty(STDERR_FILENO) == 1
    let preview = try Preview(
      settings, pages: pages, reporter: Reporter(isTerminal: isTerminal),
      renderer: DiagnosticRenderer(colour: isTerminal), isCancelled: { interrupt.isRequested })
    let server = PageServer(Answering(files: files, pages: pages))
    let address = "http://127.0.0.1:\(try await start(server, settings.port))/"
    say(address, to: STDOUT_FILENO)
    if settings.opens, !Browser.open(address) {
      say("no browser could be opened: xdg-open is missing", to: STDERR_FILENO)
    }
    await preview.run()
  }

  private static func start(_ server: PageServer, _ port: UInt16?) async throws -> UInt16 {
    if let port { return try await server.start(port: port).port }
    if let started = try? await server.start(port: usualPort) { return started.port }
    return try await server.start(port: 0).port
  }

  /// At once, also where the output is no terminal.
  private static func say(_ line: String, to descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
