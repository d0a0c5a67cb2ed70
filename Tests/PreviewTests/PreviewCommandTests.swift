import Foundation
import Runner
import Testing

/// `meanwhile preview` as a person runs it.
struct PreviewCommandTests {
  @Test func settingsPassFromOneProgramToTheOther() throws {
    let settings = PreviewSettings(
      project: Project(notebooks: "my \"nötes\"/", output: "o", store: "s", allowsOutside: true),
      threads: 3, port: 65535, opens: true)
    #expect(PreviewSettings(argument: settings.argument) == settings)
    #expect(PreviewSettings(argument: "--help") == nil)
  }

  @Test func itServesFollowsAndEndsWithControlC() async throws {
    let workplace = try Workplace(notebooks: ["a": "# A\n\nold\n"])
    let preview = try Program(["--port", "0"], in: workplace)
    try await eventually("its address") { workplace.text("out").hasSuffix("/\n") }
    let address = workplace.text("out")
    #expect(address.hasPrefix("http://127.0.0.1:"))
    let port = try #require(UInt16(address.dropFirst("http://127.0.0.1:".count).dropLast(2)))
    let request = "GET /a.html HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n"
    try await eventually("the page") {
      (try? await Reply(port: port, request))?.body.contains("<p>old</p>") == true
    }
    try workplace.save("notebooks/a.md", "# A\n\nnew\n")
    try await eventually("the edited page") {
      (try? await Reply(port: port, request))?.body.contains("<p>new</p>") == true
    }
    let second = try Program(["--port", "\(port)"], in: workplace, log: "second")
    second.process.waitUntilExit()
    #expect(second.process.terminationStatus == 1)
    #expect(
      workplace.text("second-err") == "port \(port) cannot be used: Address already in use\n")
    preview.process.interrupt()
    preview.process.waitUntilExit()
    #expect(preview.process.terminationStatus == Interrupt.status)
  }

  @Test func wrongArgumentsAreRefusedBeforeAnythingIsServed() throws {
    let workplace = try Workplace()
    for (arguments, message) in [
      (["--port", "70000"], "The value '70000' is invalid for '--port <port>'"),
      (["--threads", "0"], "--threads must be at least 1."),
    ] {
      let preview = try Program(arguments, in: workplace)
      preview.process.waitUntilExit()
      #expect(preview.process.terminationStatus == 64)
      #expect(workplace.text("err").contains(message))
    }
  }
}

/// One run of the program that was built with these tests.
private final class Program {
  let process = Process()

  init(_ arguments: [String], in workplace: Workplace, log: String? = nil) throws {
    let (out, err) = (log.map { $0 + "-out" } ?? "out", log.map { $0 + "-err" } ?? "err")
    for name in [out, err] { try workplace.write(name, "") }
    process.executableURL = try Self.program()
    process.arguments = ["preview", "--templates", repository + "/templates"] + arguments
    process.currentDirectoryURL = URL(filePath: workplace.root)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: workplace.path(out))
    process.standardError = FileHandle(forWritingAtPath: workplace.path(err))
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Beside the test bundle, wherever that was built.
  private static func program() throws -> URL {
    let starts = Bundle.allBundles.map(\.bundleURL.path) + CommandLine.arguments
    let folders = starts.flatMap { start in
      sequence(first: URL(filePath: start)) {
        $0.path == "/" ? nil : $0.deletingLastPathComponent()
      }.prefix(5)
    }
    let programs = (folders + [URL(filePath: repository + "/.build/debug")]).map {
      $0.appending(path: "meanwhile")
    }
    return try #require(
      programs.first { url in
        FileManager.default.isExecutableFile(atPath: url.path)
          && FileManager.default.isExecutableFile(atPath: url.path + "-preview")
      }, "the programs are not built: swift build")
  }
}
