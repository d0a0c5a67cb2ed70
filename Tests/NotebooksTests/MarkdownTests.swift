import Notebooks
import SourceText
import Testing

@Suite struct MarkdownTests {
  @Test func theFirstTopHeadingIsTheTitleAndIsNotRepeated() {
    let read = Reading("# Why *the* mean\n\nText\n\n# Again\n")
    #expect(read.notebook.title == "Why the mean")
    #expect(read.html == "<p>Text</p>\n<h1 id=\"again\">Again</h1>\n")
    #expect(read.notebook.headings.map(\.text) == ["Again"])
  }

  @Test func aTopHeadingThatSaysWhatTheFrontMatterSaysIsNotRepeated() {
    let read = Reading("---\ntitle: Why\n---\n# Why\n\nText\n")
    #expect(read.html == "<p>Text</p>\n")
    #expect(read.notebook.headings.isEmpty)
  }

  @Test func aTopHeadingThatSaysSomethingElseStays() {
    let read = Reading("---\ntitle: Why\n---\n# How\n")
    #expect(read.notebook.title == "Why")
    #expect(read.html == "<h1 id=\"how\">How</h1>\n")
  }

  @Test func headingsHaveAnchorsLikeGitHubs() {
    let read = Reading(
      """
      ## The loss: `mse`, & why
      ## Same
      ### Same
      ## Same-1
      ## Żółw_2
      ## ???
      ## It fell to `= a.b`
      > ## Quoted

      Setext
      ------
      """)
    #expect(
      read.notebook.headings.map { "\($0.level) \($0.text) #\($0.anchor)" } == [
        "2 The loss: mse, & why #the-loss-mse--why", "2 Same #same", "3 Same #same-1",
        "2 Same-1 #same-1-1", "2 Żółw_2 #żółw_2", "2 ??? #section",
        "2 It fell to a.b #it-fell-to-ab", "2 Setext #setext",
      ])
    #expect(
      read.html.contains("<h2 id=\"the-loss-mse--why\">The loss: <code>mse</code>, &amp; why</h2>"))
    #expect(read.html.contains("<h2 id=\"quoted\">Quoted</h2>"))
    #expect(read.html.contains("<h2 id=\"it-fell-to-ab\">It fell to {a.b}</h2>"))
  }

  @Test func anchorsAreUniqueHoweverHeadingsAreNamed() {
    let names = ["a-1", "a", "a", "a", "a-1", "a-1-1"]
    let read = Reading(names.map { "## \($0)" }.joined(separator: "\n"))
    let anchors = read.notebook.headings.map(\.anchor)
    #expect(Set(anchors).count == names.count)
    #expect(anchors == ["a-1", "a", "a-2", "a-3", "a-1-1", "a-1-1-1"])
  }

  @Test func rawHTMLIsTheAuthorsOwn() {
    #expect(
      Reading("<div class=\"x\">\n\n<b>b</b>\n").html == "<div class=\"x\">\n<p><b>b</b></p>\n")
  }

  @Test func noCharacterReferenceIsTakenForAMark() {
    let read = Reading("&#xFF; &#xE000; &#255; \u{E000}ÿ `= a`\n\n## ÿ\n")
    #expect(read.html == "<p>ÿ \u{E000} ÿ \u{E000}ÿ {a}</p>\n<h2 id=\"ÿ\">ÿ</h2>\n")
  }

  @Test func blocksKeepTheOrderOfTheFile() {
    let read = Reading("```yaml a x\n```\n```yaml b y\n```\nText `= x`\n```yaml c z\n```\n")
    #expect(
      read.notebook.blocks.map { block in
        switch block {
        case .cell(let cell): cell.name
        case .prose(let pieces): "prose of \(pieces.count)"
        }
      } == ["x", "y", "prose of 3", "z"])
  }

  @Test func aNULIsReportedWhereItStands() {
    let read = Reading("a 1️⃣\u{0}2️⃣b")
    #expect(read.messages == ["1️⃣2️⃣ the text holds a NUL character [nul-character]"])
    #expect(read.html == "<p>a \u{FFFD}b</p>\n")
  }

  @Test func markdownFullOfOpenBracketsAndQuotesIsRead() {
    let open = String(repeating: "[", count: 20_000) + String(repeating: "`", count: 20_000)
    #expect(Reading(open).diagnostics.isEmpty)
    let quotes = String(repeating: "> ", count: 2_000) + "## x `= a`"
    #expect(Reading(quotes).notebook.values.count == 1)
  }

  /// Unoptimized this takes two seconds. Were any step's work in proportion to the square of the
  /// text, it would take hours.
  @Test func aLongNotebookIsReadWhole() {
    let part = "## Same\nText with `= a.b` and *words*\n> and `= c`\n\n"
    let text = String(repeating: part, count: 40_000)
    let notebook = Notebook.read(SourceFile(path: "a", text: text)).notebook
    #expect(notebook.headings.count == 40_000)
    #expect(notebook.values.count == 80_000)
  }
}
