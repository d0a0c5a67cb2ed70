import Learning
import Testing

@testable import Runner

/// Equal notebooks give equal bytes.
struct DeterminismTests {
  @Test(arguments: [2, 3])
  func pagesAndRecordsDoNotDependOnCores(_ cores: Int) async throws {
    let workplace = try Workplace(site: "training")
    let one = await workplace.build(
      workplace.project(output: "one", store: "store-one"), cores: 1)
    let more = await workplace.build(
      workplace.project(output: "more", store: "store-more"), cores: cores)
    #expect(one.messages + more.messages == "")
    #expect(more.trained == ["fed", "forced", "noise"])
    #expect(try workplace.contents("one") == workplace.contents("more"))
    #expect(try workplace.records("store-one") == workplace.records("store-more"))
  }

  @Test func pagesAndRecordsDoNotDependOnTheOrderOfRuns() async throws {
    let workplace = try Workplace(site: "training")
    _ = await workplace.build(
      workplace.project(output: "forwards", store: "store-forwards"), cores: 1)
    let backwards = await workplace.build(
      workplace.project(output: "backwards", store: "store-backwards"), cores: 1,
      executor: { Backwards($0, runs: 3) })
    #expect(backwards.counts.trained == 3)
    #expect(try workplace.contents("forwards") == workplace.contents("backwards"))
    #expect(try workplace.records("store-forwards") == workplace.records("store-backwards"))
  }

  @Test func pagesDoNotDependOnWhereTheProjectLies() async throws {
    let here = try Workplace(site: "series")
    let there = try Workplace(site: "series")
    _ = await here.build()
    _ = await there.build()
    #expect(try here.contents("output") == there.contents("output"))
    #expect(try here.records("store") == there.records("store"))
  }

  /// German writes 0,5 for a half, and the capital of a Turkish i has a dot.
  @Test(arguments: ["de_DE.UTF-8", "tr_TR.UTF-8"])
  func pagesAndMessagesDoNotDependOnTheLocale(_ locale: String) throws {
    let arguments = [["build"], ["list"], ["check"]]
    let places = try ["C", locale].map { name in
      let workplace = try Workplace(notebook: smallNotebook)
      let said = try arguments.map {
        try Command($0, in: workplace.root, environment: ["LC_ALL": name, "LANG": name]).finish()
          .output
      }
      return (pages: try workplace.contents("output"), said: said)
    }
    #expect(places[0].pages == places[1].pages && places[0].pages.count == 2)
    #expect(places[0].said == places[1].said)
  }
}

extension Workplace {
  /// Without the notes, which say when a run was made.
  func records(_ store: String) throws -> [String: [UInt8]] {
    try contents(store).filter {
      $0.key.hasSuffix(".record") || $0.key.hasSuffix(".experiment.json")
    }.mapValues { Array($0) }
  }
}

/// Waits until all runs are asked for, then trains them one by one, the last first.
private actor Backwards: Executor {
  private let executor: any Executor
  private let runs: Int
  private var asked = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ executor: any Executor, runs: Int) {
    self.executor = executor
    self.runs = runs
  }

  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    asked += 1
    if asked < runs { await withCheckedContinuation { waiting.append($0) } }
    defer { waiting.popLast()?.resume() }
    return try await executor.train(experiment, name: name, turn: turn)
  }
}
