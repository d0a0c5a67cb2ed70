import Testing

@testable import Runner

/// Runs that end badly, or on data with nothing to compare, are results: their pages are built and
/// claim no ratio that is no number.
struct HardRunTests {
  @Test(arguments: [
    (
      "a loss that is no number",
      "data: {source: noise, sequences: 4, length: 3, test_sequences: 5}",
      "{epochs: 5, lr: 1e30, optimizer: sgd}", "The loss stopped being a number at epoch "
    ),
    (
      "weights that are no numbers, after a loss that was one",
      "data: {source: sine, sequences: 4, length: 5, test_sequences: 4}",
      "{epochs: 1, lr: 1e38, feeding: scheduled_sampling}",
      "its predictions of 16 held-out targets are not all numbers."
    ),
    (
      "targets that never vary", "data: {source: noise, sequences: 4, length: 3, std: 0}",
      "{epochs: 2}",
      "The constant mean makes an error of 0 on the held-out targets; the network’s is "
    ),
    (
      "a constant series", "data: {source: series, path: flat.csv, window: 4}", "{epochs: 2}",
      "The constant mean makes an error of 0 on the held-out targets; the network’s is "
    ),
    (
      "one held-out sequence of one scored step",
      "data: {source: sine, sequences: 1, length: 2, test_sequences: 1}", "{epochs: 1}",
      "The held-out targets, 1 in all, do not vary."
    ),
  ])
  func aHardRunHasItsPage(
    _ what: String, _ data: String, _ training: String, _ sentence: String
  ) async throws {
    let workplace = try Workplace(
      notebook: """
        ```yaml train hard
        \(data)
        model: {hidden_size: 2}
        training: \(training)
        ```

        ```yaml print hard-print
        of: hard
        every: 1
        ```

        """)
    try workplace.write(
      "notebooks/flat.csv", "value\n" + String(repeating: "5\n", count: 30))
    let built = await workplace.build()
    #expect(!built.messages.contains("error:"), "\(what)")
    let page = try workplace.text("output/small.html")
    #expect(page.contains(sentence), "\(what)")
    for nonsense in ["∞ times", "not a number times", "<p></p>"] {
      #expect(!page.contains(nonsense), "\(what)")
    }
  }

  @Test func oneCellThatCannotBeShownDoesNotCostThePage() async throws {
    let workplace = try Workplace(
      notebook: """
        ```yaml train hard
        data: {source: sine, sequences: 4, length: 5, test_sequences: 4}
        model: {hidden_size: 2}
        training: {epochs: 1, lr: 1e38}
        ```

        ```yaml diagnose why
        of: hard
        ```

        """)
    let built = await workplace.build()
    #expect(built.result.pages.map { workplace.name($0) } == ["small.html", "index.html"])
    #expect(try workplace.text("output/small.html").contains("id=\"cell-why\""))
  }
}
