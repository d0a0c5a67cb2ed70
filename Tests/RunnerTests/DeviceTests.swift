import Testing

@testable import Runner

/// What the scripts of a page do to it, in a browser.
@Suite(.enabled(if: Browser.isThere, Browser.missing), .serialized)
struct DeviceTests {
  /// The small notebook with a cell, built; the path of its page.
  private func page(_ cell: String, in workplace: Workplace) async throws -> String {
    try workplace.write("notebooks/small.md", smallNotebook + "\n" + cell + "\n")
    #expect(await workplace.build().messages == "")
    return workplace.path("output/small.html")
  }

  private let quiz = """
    ```yaml quiz asked
    asks: Which?
    choices: [one, "`two`", three]
    correct: 2
    answer: Two.
    ```
    """

  @Test func thePagesPolicyLetsItsScriptRun() async throws {
    let workplace = try Workplace()
    let document = try Browser.document(of: try await page(quiz, in: workplace))
    #expect(
      document.contains(
        "<li><button type=\"button\" aria-pressed=\"false\"><code>two</code></button></li>"))
    #expect(document.contains("<details>\n<summary>The answer</summary>"))
  }

  @Test(arguments: [
    (
      0, "a is not it: b is.",
      "<li class=\"wrong\"><button type=\"button\" aria-pressed=\"true\">one"
    ),
    (1, "b is right.", "<li class=\"right\"><button type=\"button\" aria-pressed=\"true\">"),
  ])
  func aGuessOpensTheAnswerAndIsTold(_ choice: Int, _ said: String, _ marked: String) async throws {
    let workplace = try Workplace()
    let document = try Browser.document(
      of: try await page(quiz, in: workplace),
      after: "document.querySelectorAll('.quiz button')[\(choice)].click()")
    #expect(document.contains("<p class=\"said\" role=\"status\">\(said)</p>"))
    #expect(document.contains(marked))
    #expect(document.contains("<details open=\"\">\n<summary>The answer</summary>"))
  }

  @Test func aGuessWithoutARightChoiceIsOnlyMarked() async throws {
    let workplace = try Workplace()
    let document = try Browser.document(
      of: try await page(quiz.replacing("correct: 2\n", with: ""), in: workplace),
      after: "document.querySelectorAll('.quiz button')[2].click()")
    #expect(document.contains("You chose c."))
    #expect(!document.contains("class=\"wrong\"") && !document.contains("class=\"right\""))
  }
}
