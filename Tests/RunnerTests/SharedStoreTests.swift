import Foundation
import Testing

@testable import Runner

/// Builds on one store at once.
struct SharedStoreTests {
  /// Six runs, a tenth of a second together.
  private var notebook: String {
    "# Shared\n\n"
      + (1...6).map { seed in
        """
        ```yaml train run-\(seed)
        data: {source: noise, sequences: 40, length: 10, test_sequences: 8}
        model: {hidden_size: 8}
        training: {epochs: 60}
        seed: \(seed)
        ```


        """
      }.joined()
  }

  @Test(arguments: [2, 4])
  func processesOnOneStoreMakeTheSamePagesAndShareTheWork(_ count: Int) throws {
    let workplace = try Workplace(notebook: notebook)
    func arguments(_ output: String) -> [String] {
      ["build", "--templates", repository + "/templates", "--output", output, "--threads", "1"]
    }
    let commands = try (1...count).map {
      try Command(arguments("output-\($0)"), in: workplace.root)
    }
    let runs = try commands.map { try $0.finish() }
    #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.errors))")
    let trained =
      runs.reduce(0) { $0 + $1.errors.components(separatedBy: "\ntrained run-").count - 1 }
      + runs.count { $0.errors.hasPrefix("trained run-") }
    #expect(trained == 6, "each once: \(runs.map(\.errors))")
    let pages = try workplace.contents("output-1")
    for other in 2...count { #expect(try workplace.contents("output-\(other)") == pages) }
    let again = try Command(arguments("output-1"), in: workplace.root).finish()
    #expect(again.errors.contains("0 trained, 6 from the store"))
    #expect(
      Files.disk.list(workplace.path(".meanwhile"))?.contains { $0.hasSuffix(".tmp") } == false)
  }

  @Test func whatAKilledBuildLeftIsSweptAndWhatIsBeingWrittenIsNot() throws {
    let workplace = try Workplace(notebook: "# Small\n")
    try workplace.write("output/.meanwhile-1-abc.tmp", "half a pa")
    try workplace.write("output/.meanwhile-2-def.tmp", "being writt")
    let writer = open(workplace.path("output/.meanwhile-2-def.tmp"), O_RDWR)
    defer { close(writer) }
    #expect(flock(writer, LOCK_EX) == 0)
    let run = try Command(
      ["build", "--templates", repository + "/templates"], in: workplace.root
    ).finish()
    #expect(run.status == 0)
    #expect(
      Files.disk.list(workplace.path("output")) == [
        ".meanwhile-2-def.tmp", "index.html", "small.html",
      ])
  }
}
