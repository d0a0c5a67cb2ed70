import Foundation
import Learning
import Runner
import SourceText
import Synchronization
import Testing

@testable import Preview

/// The checkout these tests were compiled from.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A project in a temporary folder of its own, which goes when the test is over.
final class Workplace: Sendable {
  let root: String

  init(notebooks: [String: String] = [:]) throws {
    let made = FileManager.default.temporaryDirectory.path + "/meanwhile-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: true)
    root = try #require(Files.disk.resolve(made))
    for (name, text) in notebooks { try write("notebooks/\(name).md", text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ path: String) -> String { "\(root)/\(path)" }

  func write(_ path: String, _ text: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: self.path(path)).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: self.path(path)))
  }

  /// As editors do that never leave half a file: another name first, then this one.
  func save(_ path: String, _ text: String) throws {
    try write(path + "~", text)
    try rename(path + "~", path)
  }

  func rename(_ old: String, _ new: String) throws {
    try #require(Foundation.rename(path(old), path(new)) == 0)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: self.path(path)) }

  func text(_ path: String) -> String {
    (try? String(contentsOfFile: self.path(path), encoding: .utf8)) ?? ""
  }

  /// The bytes of all files in a folder by their names.
  func contents(_ folder: String) -> [String: Data] {
    (Files.disk.list(path(folder)) ?? []).reduce(into: [:]) {
      $0[$1] = try? Data(contentsOf: URL(filePath: path("\(folder)/\($1)")))
    }
  }

  var project: Project {
    Project(
      notebooks: path("notebooks"), output: path("output"),
      templates: repository + "/templates", store: path("store"))
  }

  /// What a command of its own makes of the notebooks as they are, from nothing.
  func coldPages() async -> [String: Data] {
    var project = project
    project.output = path("cold/output")
    project.store = path("cold/store")
    try? FileManager.default.removeItem(atPath: path("cold"))
    let reporter = Reporter(isTerminal: false, isQuiet: true)
    let context = RunContext(
      store: RecordStore(folder: project.store),
      executor: LocalExecutor(cores: 2, reporter: reporter), reporter: reporter)
    _ = await Build(project, context: context, reporter: reporter).run()
    return contents("cold/output")
  }
}

/// A preview of a workplace, without its server.
final class Watched: Sendable {
  let preview: Preview
  let pages: OpenPages
  let said = Log()
  private let task: Task<Void, Never>

  init(_ workplace: Workplace, project: Project? = nil) throws {
    let project = project ?? workplace.project
    let reporter = Reporter(isTerminal: false, isQuiet: true) { [said] in said.add($0) }
    pages = OpenPages(files: OutputFiles(folder: project.output))
    let preview = try Preview(
      PreviewSettings(project: project, threads: 2), pages: pages, reporter: reporter,
      renderer: DiagnosticRenderer())
    self.preview = preview
    task = Task { await preview.run() }
  }

  deinit { task.cancel() }

  /// How often something was said.
  func count(_ line: String) -> Int { said.all.count { $0.contains(line) } }
}

/// What was said, from several threads.
final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Waits until something holds; three minutes at most, for machines that are busy.
func eventually(
  _ what: Comment, _ location: SourceLocation = #_sourceLocation,
  _ holds: () async -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(180)
  while await !holds() {
    if ContinuousClock.now > deadline {
      Issue.record(what, sourceLocation: location)
      return
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}
