import Testing

@testable import Runner

/// A diagnosis goes through the same store as any run. What it says is tested in its own room.
struct DiagnosisPageTests {
  private static let notebook = """
    # A diagnosis

    ```yaml diagnose why
    of: sines
    ```

    Its verdict: `= why.verdict`.

    ```yaml train sines
    data: {source: sine, sequences: 16, length: 6, test_sequences: 16}
    model: {hidden_size: 2}
    training: {epochs: 5}
    ```

    """

  @Test func itsRunsAreRememberedAndItsPageIsTheSameEverywhere() async throws {
    let workplace = try Workplace(notebook: Self.notebook)
    let first = await workplace.build()
    #expect(first.messages == "")
    #expect(first.trained.count > 1, "which runs it needs follows from what it measures")
    #expect(first.trained.filter { $0 == "sines" }.count == 1)
    #expect(Set(first.trained) == ["sines", "sines, one thing changed"])
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<div class=\"verdict\">"))
    #expect(!page.contains("not measured: "))
    let second = await workplace.build()
    #expect(second.trained == [] && second.written == [])
    let elsewhere = workplace.project(output: "elsewhere", store: "store-elsewhere")
    let cold = await workplace.build(elsewhere, cores: 1)
    #expect(cold.trained == first.trained)
    #expect(try workplace.contents("elsewhere") == workplace.contents("output"))
    #expect(try workplace.records("store-elsewhere") == workplace.records("store"))
  }

  @Test func aPageOfSeveralDiagnosesShowsTheSectionsThatItsAuthorNames() async throws {
    let short = Self.notebook.replacing("of: sines", with: "of: sines\nsections: [changes]")
    let workplace = try Workplace(notebook: short)
    #expect(await workplace.build().messages == "")
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<div class=\"verdict\">") && page.contains("held-out skill"))
    #expect(!page.contains("The idea, on this data") && !page.contains("stand in its diagnosis"))
    try workplace.edit("notebooks/small.md", "[changes]", "[chances]")
    let diagnostics = Build.check(workplace.project()).diagnostics
    #expect(workplace.rendered(diagnostics).contains("did you mean 'changes'?"))
  }
}
