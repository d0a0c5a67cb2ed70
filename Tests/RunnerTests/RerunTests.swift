import Testing

@testable import Runner

/// A second build does what an edit makes necessary, and nothing else.
struct RerunTests {
  @Test func theFirstBuildTrainsEachRunOnceAndWritesEachPageOnce() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let built = await workplace.build()
    #expect(built.trained == ["first", "second", "third"])
    #expect(built.counts.trained == 3)
    #expect(
      built.pages == ["output/index.html", "output/small.html"])
  }

  @Test func nothingChangedTrainsNothingAndWritesNothing() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let first = await workplace.build()
    let second = await workplace.build()
    #expect(second.trained == [])
    #expect(second.written == [])
    #expect(second.counts.remembered == 3)
    #expect(second.result.pages == first.result.pages)
  }

  @Test func anEditOfProseTrainsNothingAndWritesThatPageOnly() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/other.md", "# Other\n")
    _ = await workplace.build()
    try workplace.edit("notebooks/small.md", "Held out,", "On held-out sequences,")
    let second = await workplace.build()
    #expect(second.trained == [])
    #expect(second.pages == ["output/small.html"])
    #expect(try workplace.text("output/small.html").contains("On held-out sequences,"))
  }

  @Test func anEditOfACellTrainsItAndThoseThatExtendIt() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    try workplace.edit("notebooks/small.md", "lr: 0.01", "lr: 0.02")
    #expect(await workplace.build().trained == ["first", "second"])
    try workplace.edit("notebooks/small.md", "epochs: 5", "epochs: 6")
    #expect(await workplace.build().trained == ["second"])
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    #expect(await workplace.build().trained == ["third"])
  }

  @Test func anEditTakenBackIsRemembered() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let pages = try workplace.contents("output")
    try workplace.edit("notebooks/small.md", "lr: 0.01", "lr: 0.02")
    _ = await workplace.build()
    #expect(try workplace.contents("output") != pages)
    try workplace.edit("notebooks/small.md", "lr: 0.02", "lr: 0.01")
    #expect(await workplace.build().trained == [])
    #expect(try workplace.contents("output") == pages)
  }

  @Test func equalCellsAreTrainedOnce() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/twin.md", smallNotebook)
    let built = await workplace.build()
    #expect(built.trained.count == 3)
    #expect(built.result.pages.count == 3)
  }

  @Test func aPageGoesWithItsNotebookUnlessSomebodyEditedIt() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    for name in ["one", "two"] { try workplace.write("notebooks/\(name).md", "# \(name)\n") }
    _ = await workplace.build()
    try workplace.write("output/two.html", "<p>mine</p>\n")
    try workplace.write("output/other.html", "<p>not a page of ours</p>\n")
    for name in ["one", "two"] { try Files.disk.remove(workplace.path("notebooks/\(name).md")) }
    let built = await workplace.build()
    #expect(built.said.contains("removed  output/one.html"))
    #expect(
      try workplace.contents("output").keys.sorted() == [
        "index.html", "other.html", "small.html", "two.html",
      ])
  }

  @Test func aBuildOfAnotherFolderRemovesNothing() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("others/one.md", "# One\n")
    _ = await workplace.build()
    var project = workplace.project()
    project.notebooks = workplace.path("others")
    _ = await workplace.build(project)
    #expect(try workplace.contents("output").count == 3)
  }

  @Test func aRenamedNotebookLeavesNoDeadLink() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/a b#1?.md", "# Odd\n")
    _ = await workplace.build()
    #expect(try workplace.text("output/index.html").contains("href=\"a%20b%231%3F.html\""))
    #expect(try workplace.text("output/small.html").contains("href=\"a%20b%231%3F.html\""))
  }
}
