import Testing

@testable import Runner

/// A page is looked at again when what its links lead to has changed, and only then.
struct LinkTests {
  private func linked() throws -> Workplace {
    let workplace = try Workplace(
      notebook: "# Small\n\nSee [it](other.md#a-part) and [the floor](glossary.md#floor).\n")
    try workplace.write("notebooks/other.md", "# Other\n\n## A part\n\nText.\n")
    try workplace.write("notebooks/glossary.md", "# Glossary\n\n## Floor\n\nThe least error.\n")
    return workplace
  }

  @Test func aPageIsWarnedAboutWhenItsNeighbourLosesAnAnchor() async throws {
    let workplace = try linked()
    #expect(await workplace.build().messages == "")
    try workplace.edit("notebooks/other.md", "A part", "A pert")
    let warned = """
      notebooks/small.md:3:10: warning: other.md has no heading and no cell 'a-part' [unknown-anchor]
        |
      3 | See [it](other.md#a-part) and [the floor](glossary.md#floor).
        |          ^~~~~~~~~~~~~~~
        = help: did you mean 'a-pert'?
        = note: anchors: a-pert
      1 warning

      """
    #expect(await workplace.build().messages == warned)
    #expect(await workplace.build().messages == warned, "said at every build")
    try workplace.edit("notebooks/other.md", "A pert", "A part")
    #expect(await workplace.build().messages == "")
    #expect(await workplace.build().written == [])
  }

  @Test func aPageIsWarnedAboutWhenANotebookGoes() async throws {
    let workplace = try linked()
    _ = await workplace.build()
    try Files.disk.remove(workplace.path("notebooks/other.md"))
    let built = await workplace.build()
    #expect(built.messages.contains("small.md:3:10: warning: there is no notebook 'other.md'"))
  }

  @Test func aMeaningThatChangesIsShownWhereItsTermIsUsed() async throws {
    let workplace = try linked()
    _ = await workplace.build()
    let link = "<a href=\"glossary.html#floor\" class=\"term\" title=\"The least error.\">"
    #expect(try workplace.text("output/small.html").contains(link))
    try workplace.edit("notebooks/glossary.md", "least error.", "\"least\" error there is.")
    let built = await workplace.build()
    #expect(built.pages == ["output/glossary.html", "output/small.html"])
    #expect(
      try workplace.text("output/small.html")
        .contains("title=\"The “least” error there is.\""))
  }

  @Test func otherEditsOfANotebookLeaveThePagesThatLinkToItAlone() async throws {
    let workplace = try linked()
    _ = await workplace.build()
    try workplace.edit("notebooks/other.md", "Text.", "Other text.\n\n## More\n\nOf it.")
    try workplace.edit("notebooks/glossary.md", "error.", "error. And more of it.")
    let built = await workplace.build()
    #expect(built.pages == ["output/glossary.html", "output/other.html"])
  }

  @Test func aFigureIsNamedByItsNumberAndACellWithoutOneIsSaid() async throws {
    let workplace = try Workplace(
      notebook: smallNotebook
        + "\n[Figure](#third), [Fig.](#shown).\n")
    let built = await workplace.build()
    #expect(built.messages.contains("warning: cell 'shown' shows no figure [unknown-figure]"))
    let page = try workplace.text("output/small.html")
    #expect(page.contains(">Figure\u{A0}"))
    #expect(page.contains("<a href=\"#cell-shown\">Fig.</a>"))
    let number = try #require(
      page.firstMatch(of: #/<a href="#figure-(\d+)">Figure\u{A0}(\d+)</a>/#))
    #expect(number.1 == number.2)
    let figure = try #require(page.firstRange(of: "id=\"figure-\(number.1)\""))
    let cell = try #require(page.firstRange(of: "id=\"cell-third\""))
    #expect(cell.upperBound < figure.lowerBound, "the figure is one of the cell's")
    #expect(!page[cell.upperBound..<figure.lowerBound].contains("id=\"figure-"), "its first")
  }
}
