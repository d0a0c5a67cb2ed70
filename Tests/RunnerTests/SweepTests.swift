import Learning
import Testing

@testable import Runner

/// Experiments over values of options, and runs side by side.
struct SweepTests {
  private func notebook(_ cell: String) -> String {
    smallNotebook + "\n```yaml \(cell)\n```\n\n"
  }

  @Test func aSweepTrainsEveryValueWithEverySeedOnce() async throws {
    let workplace = try Workplace(
      notebook: notebook(
        "sweep rates\nof: first\nvary: {training.lr: [0.001, 0.01, 0.1]}\nseeds: 2")
        + "Best: `= rates.best` at `= rates.best.training.lr` of `= rates.runs`.\n")
    let built = await workplace.build()
    #expect(built.messages == "")
    // One of the six is the cell's own run.
    #expect(built.counts.trained == 8)
    #expect(built.trained.contains("rates, lr 0.1, seed 1"))
    #expect(try workplace.text("output/small.html").contains("of <span class=\"value\">6</span>"))
    try workplace.edit("notebooks/small.md", "0.01, 0.1]", "0.02, 0.1]")
    #expect(
      await workplace.build().trained == ["rates, lr 0.02, seed 0", "rates, lr 0.02, seed 1"])
  }

  @Test func aRangeOfWholeNumbersHoldsWholeNumbers() async throws {
    let workplace = try Workplace(
      notebook: notebook(
        "sweep sizes\nof: first\nvary:\n  model.hidden_size: {from: 1, to: 4, count: 3, scale: log}\n"
          + "  training.lr: {from: 0.001, to: 0.1, count: 3, scale: log}"))
    let built = await workplace.build()
    #expect(built.messages == "")
    let names = Set(built.trained.filter { $0.hasPrefix("sizes, ") })
    #expect(names.contains("sizes, hidden_size 2, lr 0.1"))
    #expect(built.counts.trained == 3 + 9 - 1, "hidden_size 2, lr 0.01 is the cell's own run")
    #expect(try workplace.text("output/small.html").contains("Heat map."))
  }

  @Test func wordsAreSweptTooAndASweepMayFailAClaim() async throws {
    let workplace = try Workplace(
      notebook: notebook("sweep layers\nof: third\nvary: {model.layer: [lstm, gru]}")
        + "```yaml claim low\nsays: It is low.\nexpect: layers.best < 0\n```\n")
    let built = await workplace.build()
    #expect(built.messages.contains("the claim 'It is low.' does not hold"))
    #expect(try workplace.text("output/small.html").contains("One row per setting"))
  }

  @Test func everySettingCanBeQuotedAndClaimed() async throws {
    let workplace = try Workplace(
      notebook: notebook(
        "sweep rates\nof: first\nvary: {training.lr: [0.001, 1e-1]}\nseeds: 3")
        + "Middle: `= rates.1e-1.test.r2.median`.\n\n"
        + "```yaml claim ordered\nsays: They are ordered.\nexpect: rates.0.001.test.mse.low <= rates.0.001.test.mse.median and rates.0.001.test.mse.median <= rates.0.001.test.mse.high and rates.1e-1.test.mse.finite == 3\n```\n"
    )
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(try workplace.text("output/small.html").contains("Middle: <span class=\"value\">"))
  }

  @Test func trainCellsAreSweptSideBySideWithAnOptionOrWithout() async throws {
    let workplace = try Workplace(
      notebook: notebook("sweep both\nof: [first, third]\nseeds: 2")
        + "```yaml sweep more\nof: [first, third]\nvary: {training.lr: [0.01, 0.02]}\n```\n"
        + "`= both.third.test.ratio.median` `= more.first.0.02.test.spread.low`\n")
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(built.trained.contains("both, third, seed 1"))
    #expect(built.trained.contains("more, first, lr 0.02"))
    #expect(try !workplace.text("output/small.html").contains("not measured"))
  }

  @Test(arguments: [
    ("of: first", "'vary' is missing"),
    ("of: [first, first]\nseeds: 2", "of names a train cell twice"),
    (
      "of: [first, third]\nvary: {training.lr: [1, 2], seed: [1, 2]}",
      "several train cells leave room for one option"
    ),
    ("of: first\nvary: {training.lr: 0.1}", "must be a list of 2 to 100 numbers or words"),
    ("of: first\nvary: {training.lr: [0.1, fast]}", "lr must be a number, not 'fast'"),
    ("of: first\nvary: {trainin.lr: [0.1, 0.2]}", "unknown option 'trainin'"),
    ("of: first\nvary: {training.lr: {from: 0, to: 1, scale: log}}", "must begin above 0"),
    ("of: first\nvary: {training.lr: {from: 2, to: 1}}", "'from' must be below 'to'"),
    ("of: first\nvary: {training.lr: {from: 2}}", "a range needs 'from' and 'to'"),
    ("of: first\nvary: {training.lr: [1, 2]}\nshow: test.r3", "did you mean 'test.r2'?"),
    ("of: first\nvary: {seed: {from: 1, to: 90, count: 90}}\nseeds: 100", "would train 9000 runs"),
    ("of: frist\nvary: {training.lr: [1, 2]}", "did you mean 'first'?"),
  ])
  func aMistakeInASweepIsSaidOnce(_ options: String, _ message: String) throws {
    let workplace = try Workplace(notebook: notebook("sweep it\n" + options))
    let diagnostics = Build.check(workplace.project()).diagnostics
    #expect(diagnostics.count == 1)
    #expect(workplace.rendered(diagnostics).contains(message))
  }

  @Test func aComparisonNeedsRunsOfItsOwnNotebookAndTrainsNone() async throws {
    let workplace = try Workplace(
      notebook: notebook("compare both\nof: [first, second]")
        + "Ahead: `= both.best` at `= both.best.ratio`.\n")
    let built = await workplace.build()
    #expect(built.messages == "" && built.counts.trained == 3)
    let page = try workplace.text("output/small.html")
    #expect(page.contains("2 line charts on shared axes"))
    // What the second changes stands with the two of them.
    let pair = try #require(page.components(separatedBy: "id=\"cell-both\"").last)
    #expect(pair.contains("<p class=\"label\">What second changes in first</p>"))
    #expect(pair.contains("<code>training.epochs</code> <del>4</del> <ins>5</ins>"))
    #expect(pair.contains("Two plots on the same scales, of first and second."))
    for (cells, message) in [
      ("[first]", "must be a list of 2 to 8"), ("[first, first]", "names a train cell twice"),
      ("[first, shown]", "'shown' is a print cell"),
    ] {
      try workplace.write("notebooks/small.md", notebook("compare both\nof: \(cells)"))
      let diagnostics = Build.check(workplace.project()).diagnostics
      #expect(diagnostics.count == 1)
      #expect(workplace.rendered(diagnostics).contains(message))
    }
  }

  @Test func cellsThatNeedAFailedOneSayThatTheyDidNotRun() async throws {
    let workplace = try Workplace(
      notebook: notebook("compare both\nof: [first, third]")
        + "```yaml claim low\nsays: It is low.\nexpect: both.best.ratio < 9\n```\n")
    let built = await workplace.build(executor: { Failing(executor: $0, name: "third") })
    #expect(built.result.hasErrors)
    #expect(built.result.diagnostics.count == 1, "said once, of the cell that failed")
    let page = try workplace.text("output/small.html")
    #expect(
      page.contains("not run, because &#39;third&#39; failed")
        || page.contains("not run, because 'third' failed"))
    #expect(page.contains("both&#39; failed") || page.contains("not run, because 'both' failed"))
    #expect(await workplace.build().messages == "", "and it is tried again")
  }

  @Test func aSweepOfADescriptionNamesNoBestSetting() async throws {
    let workplace = try Workplace(
      notebook: notebook(
        "sweep flat\nof: first\nvary: {training.lr: [0.001, 0.01, 0.1]}\nshow: test.spread"))
    let page = try await page(of: workplace)
    #expect(page.contains("The spread of the forecasts ÷ the targets’ is "))
    #expect(!page.contains("is smallest at") && !page.contains("best: "))
  }

  @Test func aSweepWithoutAdviceSaysHowAScoreMovesAndNoMore() async throws {
    let sweep = "sweep rates\nof: first\nvary: {training.lr: [0.001, 0.1]}\nshow: test.r2"
    let advised = try await page(of: try Workplace(notebook: notebook(sweep)))
    #expect(advised.contains("The held-out R² is largest at lr "))
    #expect(advised.contains("which flatters it a little"))
    // Two values are two rows, and the mean's line is that of R².
    #expect(advised.contains("At 0 the network is as good as the constant mean."))
    #expect(advised.contains("One row per setting"))
    let plain = try await page(of: try Workplace(notebook: notebook(sweep + "\nadvice: false")))
    #expect(plain.contains("The held-out R² is ") && plain.contains(" at lr 0.001 and "))
    #expect(!plain.contains("largest at") && !plain.contains("flatters"))
  }

  private func page(of workplace: Workplace) async throws -> String {
    let built = await workplace.build()
    #expect(built.messages == "")
    return try workplace.text("output/small.html")
  }
}

/// Fails one run.
private struct Failing: Executor {
  let executor: any Executor
  let name: String

  func train(_ experiment: Experiment, name: String, turn: Int) async throws -> RunRecord {
    if name == self.name { throw Files.Failure(reason: "the machine is on fire") }
    return try await executor.train(experiment, name: name, turn: turn)
  }
}
