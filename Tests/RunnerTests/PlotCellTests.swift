import Testing

@testable import Runner

/// A plot cell: what is drawn, and what cannot be.
struct PlotCellTests {
  private func plot(_ options: String) -> String {
    smallNotebook + """

      ```yaml plot drawn
      \(options)
      ```

      """
  }

  private func page(_ options: String) async throws -> String {
    let workplace = try Workplace(notebook: plot(options))
    let built = await workplace.build()
    #expect(built.messages == "")
    return try workplace.text("output/small.html")
  }

  @Test(arguments: [
    "marks: [line loss, line held_out_error, rule mean_loss, rule floor_loss]\nx_scale: log",
    "marks: [line target_spread, line prediction_spread]",
    "marks: [line reach_before, line reach]\ny_scale: log", "marks: [dots prediction target]",
    "marks: [dots residual]", "marks: [histogram residual]", "marks: [density residual]",
    "marks: [heat_map prediction_map]", "marks: [film]", "marks: [rows error_ratio]",
    "marks: [stacked_bar]",
  ])
  func everyMarkDrawsOneRun(_ marks: String) async throws {
    let page = try await page("of: first\n" + marks)
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(figure.contains("<svg class=\"plot"))
    #expect(!figure.contains("no values to draw"))
    #expect(figure.contains("<details class=\"values\">"))
  }

  @Test(arguments: [
    "marks: [band loss]", "marks: [dumbbell skill]", "marks: [line loss]\npanels: each_run",
    "marks: [rows skill]", "marks: [heat_map target_map]",
  ])
  func severalRunsShareAFigure(_ marks: String) async throws {
    let page = try await page("of: [first, third]\n" + marks)
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(figure.contains("Runs: first, third."))
  }

  @Test func anErrorIsReadInUnitsOfItsOwnDatasMean() async throws {
    let page = try await page("of: [first, third]\nmarks: [stacked_bar]")
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(figure.contains("<th scope=\"row\">first</th>"))
    #expect(figure.contains("The finding is of first."))
  }

  @Test(arguments: [
    ("of: first\nmarks: [lime loss]", "unknown mark 'lime'"),
    ("of: first\nmarks: [line los]", "unknown quantity 'los'"),
    ("of: first\nmarks: [histogram loss]", "histogram cannot show loss"),
    ("of: first\nmarks: [line]", "line takes one quantity, not 0"),
    ("of: first\nmarks: [film loss]", "film cannot show loss"),
    ("of: first\nmarks: [line loss, line reach]", "share no horizontal axis"),
    ("of: first\nmarks: [line loss, film]", "film fills a figure of its own"),
    ("of: first\nmarks: [band loss]", "name at least two"),
    ("of: first\nmarks: []", "marks must name at least one mark"),
    ("of: furst\nmarks: [line loss]", "unknown train cell 'furst'"),
    ("marks: [line loss]", "of must name a train cell"),
    ("of: first\nmarks: [line loss]\nx_scale: lug", "x_scale"),
    ("of: first\nmarks: [line loss]\nscale: log", "unknown option 'scale'"),
  ])
  func mistakesAreSaidBeforeAnythingRuns(_ options: String, _ message: String) async throws {
    let workplace = try Workplace(notebook: plot(options))
    let built = await workplace.build()
    #expect(built.trained.isEmpty)
    #expect(built.messages.contains(message))
  }

  @Test func aRunThatPredictsNoDensityHasNothingToDrawFrom() async throws {
    let workplace = try Workplace(notebook: plot("of: first\nmarks: [density draw]"))
    let built = await workplace.build()
    #expect(built.messages.contains("run 'first' has no draw"))
  }

  @Test func aRunWithoutTheQuantityFailsItsCellAlone() async throws {
    let workplace = try Workplace(
      notebook: plot("of: first\nmarks: [line reach]").replacing(
        "model: {hidden_size: 2}", with: "model: {hidden_size: 2, blind: true}"))
    let built = await workplace.build()
    #expect(built.messages.contains("run 'first' has no reach"))
    #expect(try workplace.text("output/small.html").contains("id=\"cell-first\""))
  }
}
