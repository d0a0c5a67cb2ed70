import Foundation
import Testing

@testable import Runner

/// What `meanwhile store` shows and `store prune` removes.
struct StoreUseTests {
  @Test func aRecordBelongsToItsCellsUntilNoneNamesIt() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    #expect(use(workplace) == ["small.first", "small.second", "small.third"])
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    #expect(use(workplace).count == 3, "the last build's runs stay until the next one")
    _ = await workplace.build()
    #expect(use(workplace) == ["", "small.first", "small.second", "small.third"])
    #expect(StoreUse(workplace.project()).unused.count == 1)
    try Files.disk.remove(workplace.path("notebooks/small.md"))
    try workplace.write("notebooks/other.md", "# Other\n")
    #expect(StoreUse(workplace.project()).unused.count == 4)
  }

  @Test func whatTheLastBuildAskedForBesidesIsUsed() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let project = workplace.project()
    let third = try #require(
      StoreUse(project).items.first { $0.cells == ["small.third"] }?.entry.fingerprint)
    var ledger = Ledger.read(project, .disk)
    let old = ledger
    // As after a diagnosis, whose counterfactual runs no cell names.
    ledger.entries["small"]?.cells = []
    ledger.save(over: old, project, .disk)
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    let item = StoreUse(project).items.first { $0.entry.fingerprint == third }
    #expect(item?.isUsed == true && item?.cells == [])
  }

  @Test func pruneRemovesWhatNobodyNamesAndSaysSo() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build(workplace.project(store: ".meanwhile"))
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    _ = await workplace.build(workplace.project(store: ".meanwhile"))
    let records = try workplace.records(".meanwhile")
    let refused = try Command(["store", "prune"], in: workplace.root).finish()
    #expect(refused.status == 1 && refused.errors.contains("--yes"))
    #expect(try workplace.records(".meanwhile") == records, "never without being told to")
    let pruned = try Command(["store", "prune", "--yes"], in: workplace.root).finish()
    #expect(pruned.status == 0)
    let lines = pruned.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasSuffix("  unused"))
    #expect(lines[1].hasPrefix("removed 1 record, "))
    #expect(try workplace.records(".meanwhile").count == records.count - 2)
    let rest = try Command(["store", "prune", "--yes"], in: workplace.root).finish()
    #expect(rest.output.hasPrefix("nothing to remove: "))
    #expect(await workplace.build(workplace.project(store: ".meanwhile")).trained == [])
  }

  @Test func nothingIsPrunedWhileANotebookHasAMistake() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build(workplace.project(store: ".meanwhile"))
    try workplace.write("notebooks/small.md", "# Small\n\n```yaml train first\nlr: }\n```\n")
    let run = try Command(["store", "prune", "--yes"], in: workplace.root).finish()
    #expect(run.status == 1 && run.errors.contains("Nothing is removed"))
    #expect(try workplace.records(".meanwhile").count == 6)
  }

  /// The cells of each record, in alphabetical order.
  private func use(_ workplace: Workplace) -> [String] {
    StoreUse(workplace.project()).items.map { $0.cells.joined(separator: " ") }.sorted()
  }
}
