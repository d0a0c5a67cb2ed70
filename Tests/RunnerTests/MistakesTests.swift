import Foundation
import Learning
import SourceText
import Testing

@testable import Runner

/// What is said of wrong notebooks, and what becomes of the others.
struct MistakesTests {
  /// The notebooks of `Sites/mistakes`, all of them, with a file outside.
  private func mistaken() throws -> Workplace {
    let workplace = try Workplace(site: "mistakes")
    try workplace.write("outside.csv", "date,value\n")
    return workplace
  }

  @Test func allMistakesOfAllNotebooksAreSaidAtOnce() async throws {
    let workplace = try mistaken()
    let built = await workplace.build()
    try expectKept(built.messages, "mistakes/expected/messages.txt")
    #expect(built.result.hasErrors)
    let checked = Build.check(workplace.project(), converter: .standIn())
    #expect(workplace.rendered(checked.diagnostics) == built.messages)
  }

  @Test func aSoundNotebookIsBuiltBesideMistakenOnes() async throws {
    let workplace = try mistaken()
    let built = await workplace.build()
    #expect(built.result.pages.map { workplace.name($0) } == ["sound.html", "index.html"])
    #expect(built.trained == ["sound"])
    let page = try workplace.text("output/sound.html")
    #expect(!page.contains("class=\"neighbours\""), "there is no other page to link to")
  }

  @Test func aMistakenNotebookKeepsThePageItHad() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/other.md", "# Other\n\nBefore.\n")
    _ = await workplace.build()
    let before = try workplace.data("output/small.html")
    try workplace.edit("notebooks/small.md", "lr: 0.01", "lr: fast")
    try workplace.edit("notebooks/small.md", "Three runs", "Two runs")
    try workplace.edit("notebooks/other.md", "Before.", "After.")
    let second = await workplace.build()
    #expect(second.result.hasErrors)
    #expect(second.trained == [])
    #expect(try workplace.data("output/small.html") == before)
    #expect(try workplace.text("output/other.html").contains("After."))
    let names = second.result.pages.map { workplace.name($0) }
    #expect(names == ["other.html", "small.html", "index.html"])
    #expect(try workplace.text("output/other.html").contains("href=\"small.html\""))
  }

  @Test func aWarningIsNoError() {
    let warning = Diagnostic("odd", "this is odd", severity: .warning)
    #expect(!Build.Result(diagnostics: [warning], pages: []).hasErrors)
    #expect(Build.Result(diagnostics: [warning, Diagnostic("x", "y")], pages: []).hasErrors)
  }

  @Test func aCellThatFailsIsShownInItsPageAndIsAnError() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let built = await workplace.build(executor: { Failing(executor: $0, name: "first") })
    #expect(
      built.messages == """
        notebooks/small.md:7:15: error: cell 'first' failed: the processor <melted> [failed-cell]
          |
        7 | ```yaml train first
          |               ^~~~~
        1 error

        """)
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<pre>the processor &lt;melted&gt;</pre>"))
    #expect(page.contains("<span class=\"value\">not measured: first failed</span>"))
    #expect(built.trained == ["second", "third"])
    // Nothing of a failure is remembered.
    let second = await workplace.build()
    #expect(second.messages == "")
    #expect(second.trained == ["first"])
  }

  // MARK: Folders

  @Test func missingFoldersAreNamedTogether() async throws {
    let workplace = try Workplace()
    let built = await workplace.build(workplace.project(templates: workplace.path("moulds")))
    #expect(
      built.messages == """
        error: there is no folder 'notebooks' [missing-folder]
          = help: name the folder that holds your notebooks: meanwhile build FOLDER
        error: there is no folder 'moulds' [missing-folder]
          = help: leave --templates out to use the templates that the program carries
        2 errors

        """)
    #expect(built.result.pages == [])
  }

  @Test func aFolderWithoutNotebooksIsAnError() async throws {
    let workplace = try Workplace()
    try workplace.write("notebooks/README.md", "No notebook.\n")
    try workplace.write("notebooks/.draft.md", "An editor's.\n")
    let built = await workplace.build()
    #expect(
      built.messages == """
        error: there are no Markdown files in 'notebooks' [no-notebooks]
        1 error

        """)
  }

  @Test func anEmptyNotebookIsAPage() async throws {
    let workplace = try Workplace(notebook: "")
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(try workplace.text("output/small.html").contains("<h1>small</h1>"))
  }

  @Test func anOutputThatIsAFileIsSaidBeforeAnythingIsTrained() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("output", "a file\n")
    let built = await workplace.build()
    #expect(
      built.messages == """
        error: 'output' is not a folder, so no page can be written into it [not-a-folder]
          = help: name another folder: --output FOLDER
        1 error

        """)
    #expect(built.trained == [])
    #expect(try workplace.text("output") == "a file\n")
  }

  @Test func aPageThatCannotBeWrittenIsAnErrorOfItsOwn() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/other.md", "# Other\n")
    try workplace.makeFolder("output/other.html")
    let built = await workplace.build()
    #expect(
      built.messages == """
        error: output/other.html cannot be written: Is a directory [unwritable-page]
        1 error

        """)
    #expect(try workplace.text("output/small.html").contains("<h1>Small</h1>"))
    #expect(Files.disk.list(workplace.path("output"))?.contains { $0.hasSuffix(".tmp") } == false)
  }

  @Test func aCellWithCarriageReturnsIsShownWithoutThem() async throws {
    let workplace = try Workplace()
    let text = smallNotebook.replacingOccurrences(of: "\n", with: "\r\n")
    try workplace.write("notebooks/small.md", text)
    #expect(await workplace.build().messages == "")
    let windows = try workplace.data("output/small.html")
    #expect(!windows.contains(UInt8(ascii: "\r")))
    try workplace.write("notebooks/small.md", smallNotebook)
    let second = await workplace.build()
    #expect(second.pages == [], "the same notebook with other line breaks is the same page")
    #expect(second.trained == [])
  }
}

extension Workplace {
  func name(_ path: String) -> String { URL(filePath: path).lastPathComponent }
}

/// Fails at one run.
private struct Failing: Executor {
  let executor: any Executor
  let name: String

  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    if name == self.name { throw Files.Failure(reason: "the processor <melted>") }
    return try await executor.train(experiment, name: name, turn: turn)
  }
}
