import Foundation
import Testing

@testable import Runner

/// A build that is killed at any moment leaves whole pages and a store that the next one can use.
///
/// `scripts/kills` repeats this two hundred times.
struct KillTests {
  private let rounds = ProcessInfo.processInfo.environment["MEANWHILE_KILLS"].flatMap(Int.init) ?? 6

  @Test func aKilledBuildLeavesWholePagesAndTheNextOneTheRightOnes() async throws {
    var random = Sequence64(state: 7)
    let versions = [smallNotebook, smallNotebook.replacingOccurrences(of: "0.01", with: "0.02")]
    let workplace = try Workplace()
    var expected: [[String: Data]] = []
    for version in versions {
      try workplace.write("notebooks/small.md", version)
      let name = "expected-\(expected.count)"
      _ = await workplace.build(workplace.project(output: name, store: "\(name)-store"))
      expected.append(try workplace.contents(name))
    }
    let arguments = ["build", "--templates", repository + "/templates"]
    let start = ContinuousClock.now
    #expect(try Command(arguments, in: workplace.root).finish().status == 0)
    let whole = start.duration(to: .now) / .seconds(1)
    for round in 0..<rounds {
      let version = round % 2
      try workplace.write("notebooks/small.md", versions[version])
      if random.below(2) == 0 {
        try? FileManager.default.removeItem(atPath: workplace.path(".meanwhile"))
      }
      let command = try Command(arguments, in: workplace.root)
      let moment = whole * Double(random.below(1000)) / 1000
      try await Task.sleep(for: .seconds(moment))
      kill(command.process.processIdentifier, SIGKILL)
      _ = try command.finish()
      for (name, page) in try workplace.contents("output") where name.hasSuffix(".html") {
        #expect(
          expected.contains { $0[name] == page }, "round \(round): \(name) is no whole page")
      }
      let next = try Command(arguments, in: workplace.root).finish()
      #expect(next.status == 0 && !next.errors.contains("cannot be used"), "\(next.errors)")
      #expect(try workplace.contents("output") == expected[version], "round \(round)")
    }
    for folder in ["output", ".meanwhile"] {
      let names = Files.disk.list(workplace.path(folder)) ?? []
      #expect(!names.contains { $0.hasSuffix(".tmp") }, "\(folder): \(names)")
    }
  }
}
