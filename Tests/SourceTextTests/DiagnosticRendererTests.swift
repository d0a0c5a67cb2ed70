import TestSupport
import Testing

@testable import SourceText

@Suite struct DiagnosticRendererTests {
  private let renderer = DiagnosticRenderer()

  private func diagnostic(_ marked: MarkedText, _ message: String = "here") -> Diagnostic {
    Diagnostic(
      "id", message,
      at: SourceRange(file: marked.file, start: marked["1️⃣"], end: marked["2️⃣"]))
  }

  /// The line and the carets under it.
  private func excerpt(_ text: String, width: Int = 100) -> [String] {
    let rendered = DiagnosticRenderer(width: width).render(diagnostic(MarkedText(text)))
    return rendered.split(separator: "\n").suffix(2).map(String.init)
  }

  @Test func aDiagnosticHasAPlaceASentenceALineAndAWayOut() {
    let lines = String(repeating: "prose\n", count: 12)
    let marked = MarkedText(lines + "epochs: 40\nloss: 1️⃣mes2️⃣\n", path: "notebooks/why-the-mean.md")
    let range = SourceRange(file: marked.file, start: marked["1️⃣"], end: marked["2️⃣"])
    let known = ["mse", "l1", "huber"]
    #expect(
      renderer.render([.unknown("loss", "mes", known: known, at: range)]) == """
        notebooks/why-the-mean.md:14:7: error: unknown loss 'mes' [unknown-name]
           |
        13 | epochs: 40
        14 | loss: mes
           |       ^~~
           = help: did you mean 'mse'?
           = note: known: mse, l1, huber
        1 error

        """)
  }

  @Test func aDiagnosticWithoutAPlaceIsItsSentence() {
    let diagnostic = Diagnostic(
      "no-notebooks", "there are no notebooks in 'notebooks'", severity: .warning,
      help: ["write one"])
    #expect(
      renderer.render([diagnostic]) == """
        warning: there are no notebooks in 'notebooks' [no-notebooks]
          = help: write one
        1 warning

        """)
  }

  @Test func nothingIsRenderedForNoDiagnostics() {
    #expect(renderer.render([Diagnostic]()) == "")
  }

  @Test func diagnosticsAreSortedByFileAndPlaceAndSaidOnce() {
    let (b, a) = (SourceFile(path: "b.md", text: "12345"), SourceFile(path: "a.md", text: "12345"))
    func at(_ file: SourceFile, _ start: Int, _ severity: Diagnostic.Severity = .error)
      -> Diagnostic
    {
      Diagnostic(
        "id", "at \(start)", at: SourceRange(file: file, start: start, end: 5), severity: severity)
    }
    let again = SourceFile(path: "b.md", text: "12345")
    let all = [at(b, 3), at(b, 1), at(a, 2, .warning), Diagnostic("id", "first"), at(again, 3)]
    let sentences = renderer.render(all).split(separator: "\n").filter { $0.contains("[id]") }
    #expect(
      sentences == [
        "error: first [id]", "a.md:1:3: warning: at 2 [id]", "b.md:1:2: error: at 1 [id]",
        "b.md:1:4: error: at 3 [id]",
      ])
    #expect(renderer.render(all).hasSuffix("\n3 errors, 1 warning\n"))
  }

  @Test func theCaretOfAnEmptyRangeIsOneMark() {
    #expect(excerpt("ab1️⃣2️⃣cd") == ["1 | abcd", "  |   ^"])
    #expect(excerpt("ab1️⃣2️⃣") == ["1 | ab", "  |   ^"])
    #expect(excerpt("1️⃣2️⃣") == ["1 |", "  | ^"])
  }

  @Test func aRangeOfManyLinesIsUnderlinedInItsFirst() {
    #expect(excerpt("a1️⃣bc\ndef2️⃣") == ["1 | abc", "  |  ^~"])
  }

  @Test(arguments: [
    ("\tkey:\t1️⃣mes2️⃣", "1 |     key:    mes", "  |             ^~~"),
    ("漢字: 1️⃣语言2️⃣ x", "1 | 漢字: 语言 x", "  |       ^~~~"),
    ("e\u{301}te\u{301}: 1️⃣x2️⃣", "1 | e\u{301}te\u{301}: x", "  |      ^"),
    ("👩‍🔬🇵🇱: 1️⃣x2️⃣", "1 | 👩‍🔬🇵🇱: x", "  |       ^"),
    ("a\u{1B}[31m\u{202E}: 1️⃣x2️⃣", "1 | a�[31m�: x", "  |          ^"),
    ("\u{FEFF}a: 1️⃣x2️⃣", "1 | a: x", "  |    ^"),
  ])
  func noCharacterShiftsTheCaret(_ text: String, _ line: String, _ caret: String) {
    #expect(excerpt(text) == [line, caret])
  }

  @Test func aLongLineIsCutAroundTheCaret() {
    let filler = String(repeating: "0123456789", count: 1000)
    #expect(
      excerpt(filler + "1️⃣mes2️⃣" + filler, width: 30) == [
        "1 | …123456789mes0123456789012345…", "  |           ^~~",
      ])
    #expect(
      excerpt(filler + "1️⃣mes2️⃣", width: 30) == [
        "1 | …5678901234567890123456789mes", "  |                           ^~~",
      ])
    #expect(
      excerpt("1️⃣mes2️⃣" + filler, width: 30) == ["1 | mes0123456789012345678901234…", "  | ^~~"])
  }

  @Test func theLineAboveIsShownUnlessItIsBlank() {
    #expect(renderer.render(diagnostic(MarkedText("a\n1️⃣b2️⃣"))).contains("\n1 | a\n2 | b\n"))
    #expect(!renderer.render(diagnostic(MarkedText("a\n \n1️⃣b2️⃣"))).contains("2 |"))
    #expect(
      renderer.render(diagnostic(MarkedText(String(repeating: "a\r\n", count: 9) + "1️⃣b2️⃣")))
        .contains("\n   |\n 9 | a\n10 | b\n   | ^"))
  }

  @Test func colourIsUsedOnlyWhenAskedFor() {
    let marked = diagnostic(MarkedText("1️⃣b2️⃣"))
    #expect(!renderer.render([marked]).contains("\u{1B}"))
    let coloured = DiagnosticRenderer(colour: true).render([marked])
    #expect(coloured.contains("\u{1B}[1;31merror\u{1B}[0m"))
    let plain = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(plain == renderer.render([marked]))
  }
}
