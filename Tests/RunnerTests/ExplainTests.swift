import Testing

@testable import Runner

/// `build --explain` says why, and `--retrain` trains what is known already.
struct ExplainTests {
  private let explained = Build.Wishes(explains: true)

  @Test func aNewCellIsNewAndAKnownOneComesFromTheStore() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let first = await workplace.build(wishes: explained)
    #expect(first.said.contains("small.first: train, because it is new"))
    #expect(first.said.contains("small.shown: nothing to train: it reads second"))
    let second = await workplace.build(wishes: explained)
    #expect(second.said.contains("small.first: from the store"), "its notebook is not even read")
    try workplace.edit("notebooks/small.md", "Held out,", "On held-out sequences,")
    let third = await workplace.build(wishes: explained)
    #expect(third.said.contains("small.third: from the store"))
    #expect(third.said.filter { $0.hasPrefix("small.") }.count == 4, "a line for each cell")
  }

  @Test(arguments: [
    ("lr: 0.01", "lr: 0.02", "first", "`training.lr` changed from 0.01 to 0.02"),
    ("source: noise", "source: random_walk", "third", "`data` changed from noise to random_walk"),
    (
      "{epochs: 3}", "{epochs: 3, loss: huber}", "third",
      "`training.loss` changed from mse to huber"
    ),
    ("{epochs: 3}", "{epochs: 2, lr: 0.5}", "third", "`training.epochs` changed from 3 to 2"),
    (
      "{hidden_size: 2}", "{hidden_size: 2, layer: gru}", "first",
      "`model.layer` changed from lstm to gru"
    ),
    ("noise: 0.1", "noise: 0.1, phase: random", "first", "`data.phase` is now random"),
  ])
  func aChangedOptionIsNamed(_ old: String, _ new: String, _ cell: String, _ clause: String)
    async throws
  {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    try workplace.edit("notebooks/small.md", old, new)
    let said = await workplace.build(wishes: explained).said
    let line = try #require(said.first { $0.hasPrefix("small.\(cell): ") })
    #expect(line.contains("train, because ") && line.contains(clause))
  }

  @Test func aRecordThatIsGoneOrSpoiltIsSaidToBe() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let records = try workplace.records("store").keys.filter { $0.hasSuffix(".record") }.sorted()
    try Files.disk.remove(workplace.path("store/\(records[0])"))
    try workplace.write("store/\(records[1])", "nonsense\n")
    let said = await workplace.build(wishes: explained).said
    #expect(said.count { $0.hasSuffix("train, because its record is no longer in the store") } == 1)
    #expect(said.count { $0.hasSuffix("train, because its record cannot be used") } == 1)
  }

  @Test func retrainTrainsTheNamedCellAlone() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let records = try workplace.records("store")
    let built = await workplace.build(wishes: Build.Wishes(retrain: ["second"], explains: true))
    #expect(built.trained == ["second"])
    #expect(built.said.contains("small.second: train, because --retrain names it"))
    #expect(built.said.contains("second gave the same record as before"))
    #expect(try workplace.records("store") == records)
    #expect(
      await workplace.build(wishes: Build.Wishes(retrain: ["small.first"])).trained == ["first"])
  }

  @Test func retrainOfAnUnknownCellTrainsNothing() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let built = await workplace.build(wishes: Build.Wishes(retrain: ["secnd"]))
    #expect(built.trained == [] && built.result.pages == [])
    #expect(built.messages.contains("unknown cell 'secnd'"))
    #expect(built.messages.contains("did you mean 'second'?"))
  }
}
