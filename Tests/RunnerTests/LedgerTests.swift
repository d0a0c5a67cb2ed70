import Foundation
import Testing

@testable import Runner

/// What is unchanged is not even read, and what changed is always noticed.
struct LedgerTests {
  @Test func anUnchangedNotebookIsNotParsed() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let project = workplace.project()
    let site = await drafts(of: project)
    #expect(site.map(\.slug) == ["small"])
    #expect(site.allSatisfy { $0.workbook == nil })
    try workplace.edit("notebooks/small.md", "Held out,", "On held-out sequences,")
    #expect(await drafts(of: project).allSatisfy { $0.workbook != nil })
  }

  @Test func aPageThatWasChangedOrDeletedIsMadeAgain() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let pages = try workplace.contents("output")
    for name in ["small.html", "index.html"] {
      try workplace.write("output/\(name)", "<p>mine</p>\n")
      #expect(await workplace.build().pages == ["output/\(name)"])
      #expect(try workplace.contents("output") == pages)
      try Files.disk.remove(workplace.path("output/\(name)"))
      #expect(await workplace.build().pages == ["output/\(name)"])
      #expect(try workplace.contents("output") == pages)
    }
  }

  @Test func changedDataAreNoticedThoughTheNotebookIsAsItWas() async throws {
    let workplace = try Workplace(site: "series")
    _ = await workplace.build()
    let file = "data/level.csv"
    let text = try workplace.text("notebooks/\(file)")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try workplace.write("notebooks/\(file)", lines.dropLast(2).joined(separator: "\n") + "\n")
    let edited = await workplace.build(wishes: Build.Wishes(explains: true))
    #expect(edited.counts.trained > 0)
    #expect(edited.said.contains { $0.contains("because `\(file)` has other contents") })
    try workplace.write("notebooks/\(file)", text)
    #expect(await workplace.build().trained == [])
  }

  @Test func aNewTitleReachesThePagesThatLinkToIt() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/other.md", "# Other\n")
    _ = await workplace.build()
    try workplace.edit("notebooks/other.md", "# Other", "# Another")
    let built = await workplace.build()
    #expect(built.pages == ["output/index.html", "output/other.html", "output/small.html"])
    #expect(try workplace.text("output/small.html").contains("Another"))
  }

  @Test func aClaimThatDoesNotHoldIsSaidAtEveryBuild() async throws {
    let workplace = try Workplace(
      notebook: smallNotebook + """
        ```yaml claim low
        says: It is low.
        expect: first.test.mse < 0
        ```

        """)
    let first = await workplace.build()
    let second = await workplace.build()
    #expect(first.result.hasErrors && second.messages == first.messages)
    #expect(second.written == [])
  }

  @Test(arguments: ["", "meanwhile-ledger 1 0\nsite\t\t\t\n", "nonsense"])
  func aDamagedLedgerChangesNoPage(_ text: String) async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let ledger = workplace.project().ledgerPath(.disk)
    let written = try Data(contentsOf: URL(filePath: ledger))
    try Data(text.utf8).write(to: URL(filePath: ledger))
    let built = await workplace.build()
    #expect(built.messages == "" && built.trained == [] && built.pages == [])
    #expect(try Data(contentsOf: URL(filePath: ledger)) == written, "it is written anew")
  }

  @Test func aLedgerIsReadAsItWasWritten() throws {
    var ledger = Ledger()
    (ledger.index, ledger.indexPage, ledger.notebooks) = ("a", "b", "/c d\t\\e")
    ledger.entries["x"] = Ledger.Entry(
      slug: "x", text: "1", frame: "2", title: "tab\there\nand \\t", description: "", order: .max,
      anchors: ["a b", "größe"], meanings: ["a": "A\tb."],
      links: [
        Ledger.LinkEntry(notebook: "y", anchor: "", wantsCell: false, found: "page"),
        Ledger.LinkEntry(notebook: "y", anchor: "c", wantsCell: true, found: "cell"),
      ], converter: "/usr/bin/x 1 2 3",
      inputs: [DataReader.Input(path: "p", resolved: "q", digest: "r")],
      seals: [RecordStore.Seal(fingerprint: "f", digest: "d", size: 3)],
      cells: [
        Ledger.CellEntry(name: "c", runs: [Ledger.NamedRun(name: "r 1", fingerprint: "f")]),
        Ledger.CellEntry(name: "d", runs: []),
      ], page: "p", isSettled: true)
    #expect(Ledger(reading: ledger.data) == ledger)
    #expect(Ledger(reading: ledger.data.dropLast()) == nil)
  }

  /// As a build reads them.
  private func drafts(of project: Project) async -> [Draft] {
    let reader = DraftReader(
      project: project, files: .disk,
      templates: TemplateFolder(project, files: .disk).digest,
      ledger: Ledger.read(project, .disk))
    return await reader.read(NotebookFolder(project, files: .disk)).drafts
  }
}
