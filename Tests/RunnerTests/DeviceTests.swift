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

  // MARK: The scrubber

  @Test func theSliderCopiesAFrameIntoTheLargePanelAndSaysWhatItIs() async throws {
    let workplace = try Workplace()
    let page = try await page(
      "```yaml plot film\nof: first\nmarks: [film]\npanels: scrub\n```", in: workplace)
    let start = try Browser.document(of: page)
    #expect(
      start.contains("<p><label for=\"figure-") && start.contains("aria-valuetext=\"Epoch 4:"))
    let moved = try Browser.document(
      of: page,
      after: """
        const range = document.querySelector(".scrubber input");
        range.value = 1;
        range.dispatchEvent(new Event("input"));
        const [large, , frame] = document.querySelectorAll("g[data-y]");
        const paths = (group) => [...group.querySelectorAll("path")].map((p) => p.getAttribute("d"));
        const inside = [...large.querySelectorAll("circle, line")].every((mark) =>
          ["cy", "y1"].every((name) => {
            const [top, bottom] = large.dataset.y.split(" ").map(Number);
            const place = mark.getAttribute(name);
            return place === null || (place >= top - 1 && place <= bottom + 1);
          }));
        document.title = [paths(large).join() == paths(frame).join(), inside].join();
        """)
    #expect(moved.contains("<title>true,true</title>"))
    #expect(moved.contains("<p class=\"said\">Epoch 1: error"))
    #expect(moved.contains("aria-valuetext=\"Epoch 1: error"))
  }

  // MARK: A reader's own run

  /// What the fields say for each loss, variance and loss before training.
  private func said(_ typed: [(String, String, String)]) async throws -> [String] {
    let workplace = try Workplace()
    let page = try await page("```yaml own-run yours\n```", in: workplace)
    let rows = typed.map { "[\"\($0.0)\",\"\($0.1)\",\"\($0.2)\"]" }.joined(separator: ",")
    let document = try Browser.document(
      of: page,
      after: """
        const fields = [...document.querySelectorAll(".own-run input")];
        document.title = [\(rows)].map((row) => {
          row.forEach((text, index) => (fields[index].value = text));
          fields[0].dispatchEvent(new Event("input"));
          return document.querySelector(".own-run .said").textContent;
        }).join("|");
        """)
    let title = try #require(document.firstMatch(of: /<title>(.*?)<\/title>/))
    return title.1.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func theFieldsSayWhatTheTablesCasesSay() async throws {
    let ratios = [0.0, 0.3, 0.5, 0.7, 0.95, 1, 1.05, 1.2, 40]
    let said = try await said(ratios.map { ("\($0)", "1", "1") })
    #expect(said.count == ratios.count)
    for (ratio, said) in zip(ratios, said) {
      let readings = [LossReading.besideVariance, LossReading.besideStart].compactMap {
        $0.first { $0.holds(for: ratio) }
      }
      #expect(readings.count == 2 && readings.allSatisfy { said.contains($0.says) }, "\(said)")
    }
  }

  @Test func numbersThatGiveNoRatioAreSaidToGiveNone() async throws {
    let said = try await said([
      ("0,0107", "0,0100", ""), ("-1.2", "1", ""), ("1", "0", ""), ("", "1", ""), ("x", "y", "z"),
    ])
    #expect(said[0].hasPrefix("0.0107 ÷ 0.01 = 1.07. Worse than the mean."))
    #expect(said.dropFirst() == [LossReading.negative, LossReading.notPositive, "", ""])
  }
}
