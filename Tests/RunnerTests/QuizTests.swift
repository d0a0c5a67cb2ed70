import Testing

@testable import Runner

/// A quiz asks before it tells, and its answer stands on what the notebook measured.
struct QuizTests {
  private func quiz(_ options: String) -> String {
    smallNotebook + """

      ```yaml quiz asked
      \(options)
      ```

      """
  }

  private func built(_ options: String) async throws -> (Workplace.Built, page: String) {
    let workplace = try Workplace(notebook: quiz(options))
    let built = await workplace.build()
    return (built, try workplace.text("output/small.html"))
  }

  @Test func theAnswerIsFoldedAndHoldsWhatWasMeasured() async throws {
    let (built, page) = try await built(
      """
      asks: Over how many epochs was it trained?
      answer: |
        Over `= first.epochs`,
        no more.

        See `epochs`.
      expect: first.epochs == 4
      """)
    #expect(built.messages == "")
    #expect(page.contains("Over how many epochs was it trained?"))
    #expect(page.contains("<p>Over <span class=\"value\">4</span>, no more.</p>"))
    #expect(page.contains("<p>See <code>epochs</code>.</p>"))
    #expect(page.contains("<details>\n<summary>The answer</summary>"))
    #expect(page.contains("4.00 = 4.00 <code>first.epochs == 4</code>"))
    // Without choices there is nothing to press.
    #expect(!page.contains("<script"))
  }

  @Test func theListingThatHoldsTheAnswerIsFoldedAtEveryWidth() async throws {
    let (_, page) = try await built("asks: Which?\nanswer: This one.")
    #expect(page.contains("<details class=\"listing folded\""))
    #expect(page.contains("<details class=\"listing\""))
  }

  @Test func choicesBringTheScriptThatTellsRightFromWrong() async throws {
    let (_, page) = try await built(
      "asks: Which?\nchoices: [two of `= first.epochs`, all]\ncorrect: 2\nanswer: All.")
    #expect(page.contains("data-correct=\"2\""))
    #expect(page.contains("<li>two of <span class=\"value\">4</span></li><li>all</li>"))
    #expect(page.contains("<script>"))
  }

  @Test func anAnswerThatIsNoLongerTrueIsShownAsSuchAndFailsTheBuild() async throws {
    let (built, page) = try await built(
      "asks: Which?\nchoices: [a, b]\ncorrect: 2\nanswer: b.\nexpect: first.test.mse < 0")
    #expect(built.result.hasErrors)
    #expect(built.messages.contains("small.md:31:14: error"))
    #expect(built.messages.contains("the answer to 'Which?' does not hold [answer-does-not-hold]"))
    #expect(page.contains("<details open>"))
    #expect(page.contains("This answer is no longer true."))
    // Nobody is told that a guess is right by an answer that is not true.
    #expect(!page.contains("data-correct=\""))
  }

  @Test(arguments: [
    ("asks: Which?", "small.md:31:14: error: 'answer' is missing"),
    ("answer: This.", "small.md:31:14: error: 'asks' is missing"),
    ("asks: Which?\nanswer: x\nchoices: [one]", "34:10: error: choices must be a list of 2 to 6"),
    ("asks: Which?\nanswer: x\nchoices: [one, [two]]", "34:16: error: each of choices must be"),
    (
      "asks: Which?\nanswer: x\nchoices: [one, two]\ncorrect: 3",
      "35:10: error: correct must be between 1 and 2, not 3"
    ),
    ("asks: Which?\nanswer: x\ncorrect: 1", "34:10: error: correct is the number of a choice"),
    ("asks: Which?\nanswer: x\nexpect: first.test.mse", "34:23: error: expected a comparison"),
    (
      "asks: Which?\nanswer: Over `= first.epocs`.",
      "33:17: error: unknown value 'first.epocs'"
    ),
    (
      "asks: Which?\nanswer: |\n  Yes.\n\n  Over `= third.epochs` and `= thrid.epochs`.",
      "36:32: error: unknown cell 'thrid'"
    ),
    ("ask: Which?\nanswer: x", "did you mean 'asks'?"),
  ])
  func mistakesAreSaidWithTheirPlaceBeforeAnythingRuns(
    _ options: String, _ message: String
  ) async throws {
    let workplace = try Workplace(notebook: quiz(options))
    let built = await workplace.build()
    #expect(built.trained.isEmpty)
    #expect(built.messages.contains(message), "\(built.messages)")
  }

  @Test func aQuestionMayStandBeforeWhatItAsksAbout() async throws {
    let question = """
      ```yaml quiz asked
      asks: How many?
      answer: "`= first.epochs`"
      ```

      ```yaml train first
      """
    let workplace = try Workplace(
      notebook: smallNotebook.replacing("```yaml train first", with: question))
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(try workplace.text("output/small.html").contains("<span class=\"value\">4</span>"))
  }
}
