import Testing

@testable import Runner

/// Which figures a train cell draws.
struct TrainFigureTests {
  private func page(_ first: String, _ more: String = "") async throws -> (String, String) {
    let notebook = smallNotebook.replacing(
      "training: {epochs: 4, lr: 0.01}", with: "training: {epochs: 4, lr: 0.01}\n" + first)
    let workplace = try Workplace(notebook: notebook + more)
    let built = await workplace.build()
    let page = (try? workplace.text("output/small.html")) ?? ""
    return (page, built.messages)
  }

  private func figures(of cell: String, in page: String) -> Int {
    let part = page.components(separatedBy: "id=\"cell-\(cell)\"").last ?? ""
    let own = part.components(separatedBy: "id=\"cell-").first ?? ""
    return own.components(separatedBy: "<svg class=\"plot").count - 1
  }

  @Test func aCellDrawsWhatItAsksForAndThoseThatExtendItDrawAll() async throws {
    let (page, messages) = try await page("figures: [scores]")
    #expect(messages == "")
    let all = figures(of: "second", in: page)
    #expect(figures(of: "first", in: page) == 1)
    #expect(all > 1)
    let (none, _) = try await self.page("figures: []")
    #expect(figures(of: "first", in: none) == 0)
    #expect(none.contains("all held out, the network’s squared error is"))
  }

  @Test func anUnknownFigureIsSaidWithTheNamesThereAre() async throws {
    let (_, messages) = try await page("figures: [scors]")
    #expect(messages.contains("unknown figure 'scors'"))
    #expect(messages.contains("did you mean 'scores'?"))
  }

  @Test func lettersAreScoredInNatsBesideTheirFrequencies() async throws {
    let (page, messages) = try await page(
      "",
      """

      ```yaml train letters
      data: {source: text, sequences: 20, length: 12, test_sequences: 10}
      model: {hidden_size: 3}
      training: {loss: cross_entropy, epochs: 3}
      ```

      Frequencies: `= letters.frequencies.loss`; pairs: `= letters.pairs.loss`; it writes `= letters.written`.

      """)
    #expect(messages == "")
    #expect(page.contains("cross-entropy is "))
    #expect(page.contains("frequencies behind each character"))
    #expect(figures(of: "letters", in: page) == 1)
  }
}
