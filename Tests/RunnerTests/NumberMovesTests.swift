import Testing

@testable import Runner

/// `meanwhile diff`: which numbers moved.
struct NumberMovesTests {
  @Test func onlyTheNumbersOfEditedCellsMove() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let first = try NumberMoves(workplace.project(), against: nil)
    #expect(first.same == 0 && first.all.allSatisfy { $0.from == nil }, "all are new")
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    _ = await workplace.build()
    let moves = try NumberMoves(workplace.project(), against: nil)
    #expect(moves.all.map(\.name).contains("small.third.test.mse"))
    #expect(moves.all.allSatisfy { $0.name.hasPrefix("small.third.") })
    #expect(moves.all.map(\.text).contains("small.third.epochs: 3 → 2"))
    try workplace.edit("notebooks/small.md", "Held out,", "On held-out sequences,")
    _ = await workplace.build()
    #expect(
      try NumberMoves(workplace.project(), against: nil).all == moves.all,
      "a build that moves nothing is none to compare with")
  }

  @Test func anotherOutputFolderIsComparedByItsNumbers() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build(workplace.project(output: "old"))
    try workplace.edit("notebooks/small.md", "lr: 0.01", "lr: 0.02")
    _ = await workplace.build()
    let project = workplace.project()
    let moves = try NumberMoves(project, against: workplace.path("old") + "/")
    #expect(moves.all.contains { $0.name == "small.first.test.mse" })
    #expect(!moves.all.contains { $0.name.hasPrefix("small.third.") })
    #expect(moves.same > 10)
    #expect(throws: (any Error).self) { try NumberMoves(project, against: "elsewhere") }
  }

  @Test(arguments: [
    (0.25, 0.248, "x: 0.250 → 0.248 (−0.800 %)"),
    (0.25, 0.25001, "x: 0.25000 → 0.25001 (+0.00400 %)"),
    (0, 1, "x: 0 → 1.00"),
    (-2, -1, "x: −2.00 → −1.00 (+50.0 %)"),
  ])
  func aMoveShowsAsManyDigitsAsItTakes(_ from: Double, _ to: Double, _ text: String) {
    let move = NumberMoves.Move(
      name: "x", from: .measured(from.bitPattern), to: .measured(to.bitPattern))
    #expect(move.text == text)
  }

  @Test func aNumberThatCameOrWentIsSaidTo() {
    #expect(NumberMoves.Move(name: "x", from: nil, to: .count(3)).text == "x: new, 3")
    #expect(NumberMoves.Move(name: "x", from: .text("a"), to: nil).text == "x: gone, was a")
  }
}
