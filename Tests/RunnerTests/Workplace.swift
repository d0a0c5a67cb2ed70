import Foundation
import Learning
import SourceText
import Synchronization
import Testing

@testable import Runner

/// The checkout these tests were compiled from.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// The notebooks and pages that are kept as examples.
let sites = repository + "/Tests/RunnerTests/Sites"

/// A project in a temporary folder of its own, which goes when the test is over.
final class Workplace: Sendable {
  let root: String

  init() throws {
    let made = FileManager.default.temporaryDirectory.path + "/meanwhile-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: true)
    // Without the links that a system's temporary folder may lie behind.
    root = try #require(Files.disk.resolve(made))
  }

  /// With the notebooks of an example.
  convenience init(site: String) throws {
    try self.init()
    try FileManager.default.copyItem(
      atPath: "\(sites)/\(site)/notebooks", toPath: root + "/notebooks")
  }

  /// With one notebook, `small.md`.
  convenience init(notebook: String) throws {
    try self.init()
    try write("notebooks/small.md", notebook)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  // MARK: Files

  func path(_ path: String) -> String { "\(root)/\(path)" }

  func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

  func write(_ path: String, _ data: Data) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: self.path(path)).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    try data.write(to: URL(filePath: self.path(path)))
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: self.path(path), withIntermediateDirectories: true)
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: self.path(path), withDestinationPath: target)
  }

  func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: self.path(path))) }

  func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

  /// Replaces a text that must stand in the file.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try self.text(path)
    try #require(text.contains(old), "'\(old)' is not in \(path)")
    try write(path, text.replacingOccurrences(of: old, with: new))
  }

  /// The bytes of all files in a folder by their names.
  func contents(_ folder: String) throws -> [String: Data] {
    try (Files.disk.list(path(folder)) ?? []).filter { !isFolder("\(folder)/\($0)") }.reduce(
      into: [:]) {
        $0[$1] = try data("\(folder)/\($1)")
      }
  }

  private func isFolder(_ path: String) -> Bool { Files.disk.list(self.path(path)) != nil }

  // MARK: Building

  /// What a build said and did.
  struct Built: Sendable {
    var result: Build.Result
    var counts: RunContext.Counts
    /// As a terminal shows it, with paths from the workplace.
    var messages: String
    /// The names of the runs that were trained, in alphabetical order.
    var trained: [String]
    /// Paths from the workplace, in alphabetical order.
    var written: [String]
    /// What the person at the terminal was told, in alphabetical order.
    var said: [String]
    /// Those of the written files that are pages.
    var pages: [String] { written.filter { $0.hasPrefix("output/") } }
  }

  func project(
    output: String = "output", store: String = "store", templates: String? = nil,
    allowsOutside: Bool = false
  ) -> Project {
    Project(
      notebooks: path("notebooks"), output: path(output),
      templates: templates ?? repository + "/templates", store: path(store),
      allowsOutside: allowsOutside)
  }

  func build(
    _ project: Project? = nil, cores: Int = 2, wishes: Build.Wishes = Build.Wishes(),
    refusing refusal: @escaping @Sendable (String) -> String? = { _ in nil },
    converter: FormulaConverter = .standIn(),
    executor change: (any Executor) -> any Executor = { $0 }
  ) async -> Built {
    let project = project ?? self.project()
    let (trained, written, said) = (Log(), Log(), Log())
    let reporter = Reporter(isTerminal: false, isQuiet: true) { said.add($0) }
    var files = Files.disk
    files.write = { path, data in
      if let reason = refusal(path) { throw Files.Failure(reason: reason) }
      written.add(self.short(path))
      try Files.disk.write(path, data)
    }
    let local = LocalExecutor(cores: cores, reporter: reporter)
    let context = RunContext(
      store: RecordStore(folder: project.store, files: files),
      executor: change(Watched(executor: local, log: trained)), reporter: reporter)
    let result = await Build(
      project, files: files, context: context, reporter: reporter, wishes: wishes,
      converter: converter
    ).run()
    return Built(
      result: result, counts: context.counts, messages: rendered(result.diagnostics),
      trained: trained.all, written: written.all, said: said.all.map(short))
  }

  func rendered(_ diagnostics: [Diagnostic]) -> String {
    short(DiagnosticRenderer().render(diagnostics))
  }

  private func short(_ text: String) -> String {
    text.replacingOccurrences(of: root + "/", with: "")
  }
}

/// What happened, from several threads.
final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0.sorted() } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Notes what is trained.
private struct Watched: Executor {
  let executor: any Executor
  let log: Log

  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    log.add(name)
    return try await executor.train(experiment, name: name, turn: turn)
  }
}
