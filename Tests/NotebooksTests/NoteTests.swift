import Notebooks
import SourceText
import Testing

@Suite struct NoteTests {
  @Test func aNoteStandsBesideTheParagraphThatMentionsIt() {
    let read = Reading(
      """
      Before.

      The mean[^mean] wins.

      [^mean]: Of the *training* targets.

      After.
      """)
    #expect(
      read.html == """
        <p>Before.</p>
        <div class="noted">
        <p>The mean<sup class="noteref"><a href="#_note-1" id="_noteref-1" role="doc-noteref" aria-label="Note 1">1</a></sup> wins.</p>
        <div class="notes">
        <div class="note" id="_note-1" role="doc-footnote">
        <p><a href="#_noteref-1" role="doc-backlink" aria-label="Note 1, back to the text">1</a> Of the <em>training</em> targets.</p>
        </div>
        </div>
        </div>
        <p>After.</p>

        """)
    #expect(read.messages == [])
  }

  @Test func notesAreNumberedAsTheyAreMentioned() {
    let read = Reading("A[^b] and [^a] and [^b].\n\n[^a]: First.\n[^b]: Second,\ngoing on.\n")
    let html = read.html
    #expect(html.contains("id=\"_note-1\" role=\"doc-footnote\">\n<p><a href=\"#_noteref-1\""))
    #expect(
      html.contains("Second,\ngoing on. <a href=\"#_noteref-1-2\""), "a link to the second mention")
    #expect(html.contains("id=\"_noteref-1-2\""))
    #expect(read.messages == [])
  }

  @Test func aNoteMayHaveParagraphsValuesAndNotesOfItsOwn() {
    let read = Reading(
      "A[^a].\n\n[^a]: One `= 1️⃣x.y2️⃣` $`a`$.\n\n    Two[^b].\n\n[^b]: `= 3️⃣x.y4️⃣`\n")
    #expect(read.html.contains("One {x.y} {$a}.</p>\n<p>Two<sup"))
    #expect(read.html.contains("id=\"_note-2\""))
    #expect(read.notebook.values.map { read.marked.place($0.range) } == ["1️⃣2️⃣", "3️⃣4️⃣"])
  }

  @Test func aWordThatCommonMarkTakesForAnAddressIsANote() {
    let read = Reading("A[^a].\n\n[^a]: word\n")
    #expect(read.html.contains("</a> word</p>"))
  }

  @Test(arguments: ["## A[^a]\n", "- b\n- c[^a]\n", "> q[^a]\n", "| h[^a] |\n|---|\n"])
  func aNoteMayBeMentionedAnywhere(_ text: String) {
    let read = Reading(text + "\n[^a]: Note.\n")
    #expect(read.html.hasPrefix("<div class=\"noted\">\n"))
    #expect(read.html.contains("id=\"_note-1\""))
    #expect(read.messages == [])
  }

  @Test func aMentionIsNoPartOfAHeadingsAnchor() {
    let read = Reading("## The end[^a]\n\n[^a]: Note.\n")
    #expect(read.notebook.headings.map(\.anchor) == ["the-end"])
  }

  @Test func unknownAndUnusedNotesAreSaid() {
    let read = Reading(
      "A1️⃣[^maen]2️⃣.\n\n[^3️⃣mean4️⃣]: Of the targets.\n\n[^5️⃣mean6️⃣]: Twice.\n[^7️⃣a b8️⃣]: Odd.\n")
    #expect(
      read.messages == [
        "1️⃣2️⃣ there is no note 'maen' [unknown-note]",
        "3️⃣4️⃣ nothing mentions the note 'mean', so it is left out [unused-note]",
        "5️⃣6️⃣ there are two notes named 'mean' [duplicate-note]",
        "7️⃣8️⃣ a note cannot be named 'a b' [note-name]",
      ])
    #expect(read.diagnostics[0].help == ["did you mean '[^mean]'?"])
    #expect(read.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(read.html == "<p>A[^maen].</p>\n")
  }

  @Test(arguments: ["`[^a]`\n", "```\n[^a]: x\n```\n", "\\[^a]\n", "<div>\n[^a]: x\n</div>\n"])
  func codeAndEscapedBracketsMentionNothing(_ text: String) {
    let read = Reading(text)
    #expect(read.messages == [])
    #expect(read.html.contains("[^a]"))
  }

  @Test func aMentionInALinkIsRefused() {
    let read = Reading("[text 1️⃣[^a]2️⃣](/u) [^a]\n\n[^a]: Note.\n")
    #expect(
      read.messages == [
        "1️⃣2️⃣ a note cannot be mentioned in a link or an image's description [misplaced-note]"
      ])
  }
}
