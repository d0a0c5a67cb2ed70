import Foundation
import Testing

@testable import Runner

/// TeX becomes MathML once, in as few processes as may be.
struct FormulaTests {
  private let notebook = """
    # Formulas

    A sentence with $`a^2`$ and $`b`$.

    ```math
    a^2
    ```

    """

  @Test func theFormulasOfAllPagesAreConvertedInOneProcess() async throws {
    let workplace = try Workplace(notebook: notebook)
    try workplace.write("notebooks/other.md", "# Other\n\nAnother $`c`$.\n")
    let log = Log()
    _ = await workplace.build(converter: .standIn(log))
    #expect(log.all == ["started"])
    let page = try workplace.text("output/small.html")
    #expect(page.contains("with <math><mi>a^2</mi></math> and"))
    #expect(
      page.contains("aria-label=\"Formula\"><math display=\"block\"><mi>a^2</mi></math></div>"))
  }

  @Test func anEditOfProseStartsNoProcess() async throws {
    let workplace = try Workplace(notebook: notebook)
    let log = Log()
    _ = await workplace.build(converter: .standIn())
    try workplace.edit("notebooks/small.md", "A sentence", "Words")
    let second = await workplace.build(converter: .standIn(log))
    #expect(second.pages == ["output/small.html"])
    #expect(log.all == [])
    #expect(try workplace.text("output/small.html").contains("<mi>a^2</mi>"))
    #expect(await workplace.build(converter: .standIn(log)).written == [])
  }

  @Test func anotherConverterMakesThePagesWithFormulasAnew() async throws {
    let workplace = try Workplace(notebook: notebook)
    try workplace.write("notebooks/other.md", "# Other\n\nNothing.\n")
    _ = await workplace.build()
    let log = Log()
    let built = await workplace.build(converter: .standIn(log, identity: "newer"))
    #expect(log.all == ["started"])
    #expect(built.pages == [], "its output is the same")
    #expect(await workplace.build(converter: .standIn(log, identity: "newer")).written == [])
  }

  @Test func withoutAConverterTheTeXCanBeReadAndOneWarningSaysSo() async throws {
    let workplace = try Workplace(notebook: notebook)
    try workplace.write("notebooks/other.md", "# Other\n\nAnother $`c < d`$.\n")
    let warning = """
      warning: formulas are shown as TeX, because the program 'blahtexml' is not installed [no-math]
        = help: install it: apt-get install blahtexml
      1 warning

      """
    for _ in 1...2 {
      let built = await workplace.build(converter: .missing)
      #expect(built.messages == warning)
      #expect(!built.result.hasErrors)
    }
    #expect(try workplace.text("output/small.html").contains("<code class=\"tex\">a^2</code>"))
    #expect(
      try workplace.text("output/small.html").contains("<pre class=\"tex\"><code>a^2</code></pre>"))
    #expect(try workplace.text("output/other.html").contains("<code class=\"tex\">c &lt; d</code>"))
    #expect(await workplace.build().pages == ["output/other.html", "output/small.html"])
  }

  @Test func aFormulaThatKillsTheConverterIsFoundAndTheOthersAreConverted() async throws {
    let workplace = try Workplace(
      notebook: "# F\n\n" + "abcdefgh".map { "$`\($0)`$" }.joined(separator: " ") + "\n")
    let log = Log()
    let working = FormulaConverter.standIn(log)
    let converter = FormulaConverter(identity: working.identity) { document in
      if document.contains(UInt8(ascii: "e")),
        String(decoding: document, as: UTF8.self).contains("\"e\"")
      {
        throw Files.Failure(reason: "it took too long")
      }
      return try working.convert(document)
    }
    let built = await workplace.build(converter: converter)
    #expect(
      built.messages.contains(
        "small.md:3:27: error: this formula cannot be read: the converter gives no answer to it"))
    #expect(log.all.count == 3, "one half, then a quarter, then an eighth")
    #expect(await workplace.build().messages == "", "that a machine was too slow is not kept")
  }

  @Test func whatIsNotWorthAProcessIsRefusedBefore() async throws {
    let long = String(repeating: "x", count: 6000)
    let workplace = try Workplace(notebook: "# F\n\n$`\(long)`$ $`a\u{1}b`$\n")
    let log = Log()
    let built = await workplace.build(converter: .standIn(log))
    #expect(log.all == [])
    #expect(built.messages.contains("it is longer than 5000 bytes"))
    #expect(built.messages.contains("it holds a control character"))
  }

  @Test func lettersOfOtherAlphabetsAreLettersOfTheirOwn() {
    let markup =
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi mathvariant=\"double-struck\">E</mi><mi mathvariant=\"bold\">W1σ</mi><mspace width=\"0\"></mspace><mi mathvariant=\"script\">L</mi><mi mathvariant=\"normal\">d</mi><mo mathvariant=\"bold\">+</mo></math>"
    #expect(
      MathML.forBrowsers(markup)
        == "<math><mi>𝔼</mi><mi>𝐖𝟏𝛔</mi><mi>ℒ</mi><mi mathvariant=\"normal\">d</mi><mo>+</mo></math>"
    )
  }

  @Test func minusAndBracesAreThoseThatBrowsersDraw() {
    #expect(
      MathML.forBrowsers("<mi>a-b</mi><mo lspace=\"0\">-</mo><mo>︸</mo>")
        == "<mi>a-b</mi><mo lspace=\"0\">−</mo><mo>⏟</mo>")
  }

  @Test func anAccentJoinsNoTagBeforeIt() {
    #expect(
      MathML.forBrowsers("<mover><mi>y</mi><mo accent=\"true\">\u{302}</mo></mover>")
        == "<mover><mi>y</mi><mo accent=\"true\">^</mo></mover>")
  }

  @Test func everyAlphabetLeadsToLettersOfTheBlock() {
    for (name, alphabet) in MathML.alphabets {
      for letter in "AZazBCEFHILMRNPQZego".unicodeScalars {
        let value = alphabet.letter(for: letter).value
        #expect((0x1D400...0x1D7FF).contains(value) || (0x2100...0x214F).contains(value), "\(name)")
      }
    }
  }

  // MARK: The program itself

  static let isInstalled = FormulaConverter.installed.identity() != nil

  @Test(.enabled(if: isInstalled, "blahtexml is not installed"))
  func theInstalledProgramConvertsAndSaysWhatIsWrong() throws {
    let keys = [
      ("\\mathbb{E}[y\\mid x] < 3", false), ("\\frac{a}{b", false), ("a &= b", true),
      ("x\n+ \\text{é \"q\"}", true),
    ]
    .map { FormulaDocument.Key(tex: $0.0, isDisplay: $0.1) }
    let answer = try FormulaConverter.installed.convert(FormulaDocument.text(of: keys))
    let outcomes = try #require(FormulaDocument.outcomes(in: answer, count: keys.count))
    guard case .markup(let first) = outcomes[0], case .markup(let last) = outcomes[3] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(MathML.forBrowsers(first).hasPrefix("<math><mi>𝔼</mi><mo"))
    #expect(first.contains(">&lt;</mo>"))
    #expect(outcomes[1] == .mistake("encountered open brace '{' without matching close brace '}'"))
    #expect(
      outcomes[2] == .mistake("the command '&' may only appear inside a '\\begin ... \\end' block"))
    #expect(last.contains("display=\"block\""))
    #expect(last.contains("é"))
  }
}

/// Programs are run without a shell and end in time.
struct ChildProcessTests {
  @Test func whatGoesInComesOut() throws {
    let input = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    #expect(
      try ChildProcess.output(of: "/bin/cat", [], input: input, within: .seconds(20)) == input)
    #expect(
      try ChildProcess.output(of: "/bin/cat", [], input: Data(), within: .seconds(20)) == Data())
  }

  @Test func aProgramThatReadsNothingEndsNobodyElse() throws {
    let input = Data(repeating: 1, count: 3_000_000)
    #expect(
      try ChildProcess.output(of: "/bin/echo", ["$HOME; x"], input: input, within: .seconds(20))
        == Data("$HOME; x\n".utf8))
  }

  @Test func aProgramThatTakesTooLongIsEnded() {
    let start = ContinuousClock.now
    #expect(throws: Files.Failure.self) {
      try ChildProcess.output(of: "/bin/sleep", ["60"], input: Data(), within: .milliseconds(200))
    }
    #expect(start.duration(to: .now) < .seconds(30))
  }

  @Test func aProgramThatIsNotThereIsAFailure() {
    #expect(throws: Files.Failure.self) {
      try ChildProcess.output(of: "/nowhere/at-all", [], input: Data(), within: .seconds(5))
    }
  }
}
