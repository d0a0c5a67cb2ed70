import Foundation
import Testing

@testable import Runner

/// The command as a person runs it: arguments in, pages and messages out.
struct CommandTests {
  @Test func helpNamesEveryCommand() throws {
    let run = try meanwhile("--help")
    #expect(run.status == 0 && run.errors == "")
    let commands = [
      "build", "preview", "diagnose", "check", "diff", "plan", "train", "eject", "list",
      "templates",
      "store",
      "doctor",
    ]
    for command in commands {
      #expect(run.output.contains("\n  \(command) "), "\(command)")
      #expect(try meanwhile(command, "--help").status == 0)
    }
  }

  @Test func versionIsTheOneOnThePages() throws {
    #expect(try meanwhile("--version").output == Version.current + "\n")
  }

  @Test func listHasNoEmptySection() throws {
    let run = try meanwhile("list")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    let headings = lines.indices.filter { !lines[$0].isEmpty && !lines[$0].hasPrefix(" ") }
    #expect(headings.count == Catalogue().sections.count)
    for heading in headings {
      #expect(lines[heading + 1].hasPrefix("  "), "\(lines[heading]) has no entry")
    }
  }

  @Test func listShowsOneSectionOrEntry() throws {
    let losses = try meanwhile("list", "losses").output
    #expect(losses.hasPrefix("losses  (training.loss)\n  mse: "))
    #expect(!losses.contains("adam"))
    #expect(
      try meanwhile("list", "sine").output.contains("      periods = 2   a number, above 0\n"))
    let unknown = try meanwhile("list", "sines")
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("nothing is called 'sines'. Did you mean 'sine'?"))
  }

  @Test func buildPrintsPagesAndStoreShowsRuns() throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let run = try meanwhile("build", "--templates", templates, in: workplace)
    #expect(run.status == 0)
    #expect(run.output == "output/small.html\noutput/index.html\n")
    #expect(run.errors.contains("written  output/small.html\n"))
    #expect(run.errors.hasSuffix("3 trained, 0 from the store. Open output/index.html\n"))
    let again = try meanwhile("build", "--templates", templates, in: workplace)
    #expect(again.output == run.output)
    #expect(again.errors.hasSuffix("0 trained, 3 from the store. Open output/index.html\n"))
    let store = try meanwhile("store", in: workplace)
    #expect(store.status == 0)
    #expect(store.output.hasSuffix(" in .meanwhile\n") && store.output.contains("\n3 records, "))
  }

  @Test func buildIsTheDefaultAndFindsFoldersFromAnywhere() throws {
    let workplace = try Workplace()
    try workplace.write("my nötes/ä b.md", smallNotebook)
    try workplace.makeFolder("elsewhere")
    try FileManager.default.copyItem(
      atPath: templates, toPath: workplace.path("elsewhere/the templates"))
    let run = try meanwhile(
      "../my nötes", "--output", "pages", "--templates", "the templates", in: workplace,
      at: "elsewhere")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "pages/ä b.html\npages/index.html\n")
    #expect(Files.disk.list(workplace.path("elsewhere/pages")) == ["index.html", "ä b.html"])
    let store = Files.disk.list(workplace.path(".meanwhile")) ?? []
    #expect(store.count { $0.hasSuffix(".record") } == 3, "beside the notebooks")
  }

  @Test func aMistakeIsAPlaceOnStandardErrorAndAStatus() throws {
    let workplace = try Workplace(notebook: smallNotebook)
    #expect(try meanwhile("check", in: workplace).status == 0)
    #expect(
      try meanwhile("check", in: workplace).output == "1 notebook with 4 cells: no mistakes\n")
    try workplace.edit("notebooks/small.md", "lr: 0.01", "lr: fast")
    try workplace.write("notebooks/other.md", "# Other\n")
    let message = "notebooks/small.md:10:27: error: lr must be a number, not 'fast' [wrong-type]\n"
    let check = try meanwhile("check", in: workplace)
    #expect(check.status == 1 && check.output == "")
    #expect(check.errors.hasPrefix(message))
    #expect(Files.disk.list(workplace.path("output")) == nil, "check writes nothing")
    let build = try meanwhile("build", "--templates", templates, in: workplace)
    #expect(build.status == 1)
    #expect(build.output == "output/other.html\noutput/index.html\n")
    #expect(build.errors.contains("\n" + message))
    #expect(!build.errors.contains("\u{1B}"), "no colour where no person looks")
  }

  @Test(arguments: [
    (["--threads", "0"], "--threads must be at least 1."),
    (["--output", ""], "--output must be the name of a folder, not empty."),
    (["--outputs", "x"], "Unknown option '--outputs'. Did you mean '--output'?"),
  ])
  func wrongArgumentsAreRefused(_ arguments: [String], _ message: String) throws {
    let workplace = try Workplace(notebook: "# Small\n")
    let run = try meanwhile(arguments: ["build"] + arguments, in: workplace.root)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("Error: \(message)\n"))
    #expect(Files.disk.list(workplace.root) == ["notebooks"])
  }

  @Test func anInterruptedBuildKeepsFinishedRunsAndLeavesNoHalfPage() throws {
    let workplace = try Workplace(
      notebook: """
        ```yaml train short
        data: {source: noise, sequences: 5, length: 4}
        training: {epochs: 1}
        ```

        ```yaml train long
        data: {source: noise, sequences: 50, length: 20}
        training: {epochs: 1000000}
        ```

        """)
    // Three, because a run that comes first may take two and leave none for the other.
    let running = try Command(
      ["build", "--templates", templates, "--threads", "3"], in: workplace.root)
    func records() -> Int {
      (Files.disk.list(workplace.path(".meanwhile")) ?? []).count { $0.hasSuffix(".record") }
    }
    let deadline = Date(timeIntervalSinceNow: 60)
    while records() == 0, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
    let start = ContinuousClock.now
    running.process.interrupt()
    let run = try running.finish()
    // 200 ms on a machine that does nothing else; the tests beside this one slow it down.
    #expect(start.duration(to: .now) < .seconds(2))
    #expect(run.status == 130)
    #expect(run.output == "")
    #expect(records() == 1)
    #expect(Files.disk.list(workplace.path("output")) == nil)
  }

  // MARK: Helpers

  private let templates = repository + "/templates"

  private func meanwhile(
    _ arguments: String..., in workplace: Workplace? = nil, at folder: String = "."
  ) throws -> Command.Outcome {
    try meanwhile(arguments: arguments, in: workplace?.path(folder) ?? repository)
  }

  private func meanwhile(arguments: [String], in folder: String) throws -> Command.Outcome {
    try Command(arguments, in: folder).finish()
  }
}

/// One run of the program that was built with these tests.
struct Command {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  let process = Process()
  private let scratch: Workplace

  /// - Parameter environment: set in addition to that of the tests.
  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    scratch = try Workplace()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = try Command.program()
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Command.file(scratch.path("output"))
    process.standardError = try Command.file(scratch.path("errors"))
    try process.run()
  }

  func finish() throws -> Outcome {
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try scratch.text("output"),
      errors: try scratch.text("errors"))
  }

  private static func file(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: path))
    return try #require(FileHandle(forWritingAtPath: path))
  }

  /// Beside the test bundle, wherever that was built.
  private static func program() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [Bundle.main.bundleURL]
    let starts = bundles + [URL(filePath: CommandLine.arguments[0])]
    let folders = starts.flatMap { start in
      sequence(first: start) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }.prefix(5)
    }
    let candidates = folders + [URL(filePath: repository + "/.build/debug")]
    let programs = candidates.map { $0.appending(path: "meanwhile") }
    return try #require(
      programs.first {
        !$0.hasDirectoryPath && FileManager.default.isExecutableFile(atPath: $0.path)
          && (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
      }, "the program is not built: swift build")
  }
}
