import Testing

@testable import Runner

/// `index.md` is the text of the page that lists all others.
struct IndexTests {
  private static let text = """
    ---
    title: Two reports
    description: What they are about.
    ---

    The mean scores `= base.mean.mse`.

    ```yaml train base
    data: {source: noise, sequences: 4, length: 3, test_sequences: 6}
    model: {hidden_size: 2}
    training: {epochs: 2}
    ```

    """

  private func place(_ text: String = text) throws -> Workplace {
    let workplace = try Workplace(notebook: "# Small\n")
    try workplace.write("notebooks/index.md", text)
    return workplace
  }

  private func page(_ workplace: Workplace) throws -> String {
    try workplace.text("output/index.html")
  }

  @Test func itsTextAndItsCellsStandAboveTheList() async throws {
    let workplace = try place()
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(built.trained == ["base"])
    #expect(built.result.pages.map { workplace.name($0) } == ["small.html", "index.html"])
    let page = try page(workplace)
    let parts = try [
      "<title>Two reports</title>", "<h1>Two reports</h1>", "What they are about.</p>",
      "The mean scores <span class=\"value\">", "id=\"cell-base\"",
      "<a href=\"small.html\">Small</a>",
      "<summary>1 run</summary>",
    ].map { try #require(page.range(of: $0), "\($0)").lowerBound }
    #expect(parts == parts.sorted())
  }

  @Test func noPageCountsItAmongItsNeighbours() async throws {
    let workplace = try place()
    _ = await workplace.build()
    let small = try workplace.text("output/small.html")
    #expect(!small.contains("class=\"neighbours\"") && !small.contains("Two reports"))
    #expect(small.contains("<a href=\"index.html\">All pages</a>"))
  }

  @Test func itIsMadeAnewWhenWhatItListsChangesAndNotOtherwise() async throws {
    let workplace = try place()
    _ = await workplace.build()
    #expect(await workplace.build().written == [])
    try workplace.edit("notebooks/small.md", "# Small", "# Small\n\nMore prose.")
    #expect(await workplace.build().pages == ["output/small.html"])
    try workplace.edit("notebooks/small.md", "# Small", "# Large")
    #expect(await workplace.build().pages == ["output/index.html", "output/small.html"])
    #expect(try page(workplace).contains("<a href=\"small.html\">Large</a>"))
    try workplace.write("notebooks/other.md", "# Other\n")
    #expect(await workplace.build().pages.contains("output/index.html"))
    try Files.disk.remove(workplace.path("notebooks/other.md"))
    #expect(await workplace.build().pages.contains("output/index.html"))
    #expect(try !page(workplace).contains("Other"))
    let built = await workplace.build()
    #expect(built.written == [] && built.trained == [])
  }

  @Test func withoutItTheListStandsAlone() async throws {
    let workplace = try place()
    _ = await workplace.build()
    try Files.disk.remove(workplace.path("notebooks/index.md"))
    #expect(await workplace.build().pages == ["output/index.html"])
    #expect(try page(workplace).contains("<h1>Meanwhile</h1>"))
    #expect(await workplace.build().written == [])
    try workplace.write("notebooks/index.md", Self.text)
    #expect(await workplace.build().pages == ["output/index.html"])
    #expect(try page(workplace).contains("<h1>Two reports</h1>"))
  }

  @Test func aMistakenOneKeepsThePageItHad() async throws {
    let workplace = try place()
    _ = await workplace.build()
    let before = try page(workplace)
    try workplace.edit("notebooks/index.md", "hidden_size: 2", "hidden_size: none")
    try workplace.write("notebooks/other.md", "# Other\n")
    #expect(await workplace.build().result.hasErrors)
    #expect(try page(workplace) == before)
  }

  @Test func aMistakenOneThatNeverHadAPageLeavesTheList() async throws {
    let workplace = try place("`= nothing.test.mse`\n")
    #expect(await workplace.build().result.hasErrors)
    #expect(try page(workplace).contains("<a href=\"small.html\">Small</a>"))
    try workplace.write("notebooks/other.md", "# Other\n")
    _ = await workplace.build()
    #expect(try page(workplace).contains("<a href=\"other.html\">Other</a>"))
  }

  @Test func itListsOnlyPagesThatStand() async throws {
    let workplace = try place()
    try workplace.write("notebooks/other.md", "# Other\n")
    let refused = await workplace.build(refusing: { $0.hasSuffix("other.html") ? "no" : nil })
    #expect(refused.result.hasErrors)
    #expect(try !page(workplace).contains("other.html"))
    #expect(await workplace.build().pages == ["output/index.html", "output/other.html"])
    #expect(try page(workplace).contains("other.html"))
  }

  @Test func itMayBeTheOnlyPage() async throws {
    let workplace = try place()
    try Files.disk.remove(workplace.path("notebooks/small.md"))
    let built = await workplace.build()
    #expect(built.result.pages.map { workplace.name($0) } == ["index.html"])
    #expect(try !page(workplace).contains("<ol"))
  }
}
