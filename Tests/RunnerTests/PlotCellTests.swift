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
    "marks: [stacked_bar]", "marks: [best_constant]", "marks: [best_constant_l1]",
    "marks: [dots example_target, line example_prediction]",
    "marks: [heat_map forget_gate_map]", "marks: [heat_map reach_map]",
    "marks: [film]\npanels: scrub",
  ])
  func everyMarkDrawsOneRun(_ marks: String) async throws {
    let page = try await page("of: first\n" + marks)
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(figure.contains("<svg class=\"plot"))
    #expect(!figure.contains("no values to draw"))
    // The table of a worked number is not folded.
    #expect(
      figure.contains("<details class=\"values\">") || figure.contains("<figure class=\"table\""))
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
    ("of: first\nmarks: [line loss]\npanels: scrub", "scrub goes through 2 to 16 runs, not 1"),
    ("of: [first, third]\nmarks: [rows error]\npanels: scrub", "rows shows all runs at once"),
    ("of: first\nmarks: [best_constant loss]", "best_constant cannot show loss"),
    ("of: first\nmarks: [best_constant, film]", "best_constant fills a figure of its own"),
    ("of: [first, third]\nvary: {seed: [1, 2]}\nmarks: [line loss]", "vary changes one train cell"),
    ("of: first\nvary: {seed: [1, 2], data.noise: [0, 1]}\nmarks: [line loss]", "vary must be one"),
    ("of: first\nvary: {data.noize: [0, 1]}\nmarks: [line loss]", "unknown option 'noize'"),
    ("of: first\nvary: {data.noise: 1}\nmarks: [line loss]", "must be a list of 2 to 100"),
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

  @Test func aVariedOptionTrainsARunForEachValueAndShowsThemAsFrames() async throws {
    let workplace = try Workplace(
      notebook: plot(
        """
        of: first
        vary: {model.hidden_size: [1, 2, 3]}
        marks: [dots example_target, line example_prediction, rule mean]
        panels: scrub
        """))
    let built = await workplace.build()
    #expect(built.messages == "")
    // Two hidden units are what the first run has.
    #expect(built.trained.filter { $0.hasPrefix("hidden size") }.count == 2)
    let page = try workplace.text("output/small.html")
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(figure.components(separatedBy: "<g data-y=").count == 1 + 1 + 3)
    #expect(figure.contains("max=\"2\" value=\"0\""))
    #expect(figure.contains(">Hidden size</label>"))
    #expect(figure.contains("From hidden size 1 to hidden size 3 the held-out error goes from"))
    #expect(figure.contains("<p class=\"said\">Hidden size 1: held-out error"))
  }

  @Test func theFramesOfAFilmAreItsEpochs() async throws {
    let page = try await page("of: first\nmarks: [film]\npanels: scrub")
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    let frames = figure.matches(of: /<option value="(\d+)" label="Epoch (\d+): error/)
    #expect(frames.map { String($0.2) } == ["0", "1", "2", "3", "4"])
    #expect(figure.contains("max=\"4\" value=\"4\""))
  }

  @Test func theWorkedNumberStandsInATableThatIsNotFolded() async throws {
    let page = try await page("of: first\nmarks: [best_constant]")
    let figure = try #require(page.components(separatedBy: "id=\"cell-drawn\"").last)
    #expect(!figure.contains("<details class=\"values\">"))
    #expect(figure.contains("<th scope=\"row\">average</th>"))
    #expect(figure.contains("Their sum is"))
  }
}
