import Notebooks
import SourceText
import Testing

@Suite struct FrontMatterTests {
  @Test func titleAndDescriptionAreRead() {
    let read = Reading("---\ntitle: Why the mean\ndescription: 'A flat line'\n---\nText\n")
    #expect(read.notebook.title == "Why the mean")
    #expect(read.notebook.description == "A flat line")
    #expect(read.html == "<p>Text</p>\n")
    #expect(read.messages.isEmpty)
  }

  @Test func unknownKeysAreReportedWithTheNearest() {
    let read = Reading("---\n1️⃣titel2️⃣: Why\n3️⃣date4️⃣: today\n---\n")
    #expect(
      read.messages == [
        "1️⃣2️⃣ unknown option 'titel' [unknown-option]",
        "3️⃣4️⃣ unknown option 'date' [unknown-option]",
      ])
    #expect(read.diagnostics[0].help == ["did you mean 'title'?"])
  }

  @Test func brokenFrontMatterIsReportedAndTheProseIsRead() {
    let read = Reading("---\ntitle: Why: 1️⃣\n---\nText\n")
    #expect(read.diagnostics.map(\.id) == ["broken-yaml"])
    #expect(read.html == "<p>Text</p>\n")
  }

  @Test(arguments: [
    "---\n- a\n---\n", "---\njust text\n---\n",
  ])
  func frontMatterIsAMapping(_ text: String) {
    #expect(Reading(text).diagnostics.map(\.id) == ["wrong-type"])
  }

  @Test func frontMatterThatNeverEndsIsReported() {
    let read = Reading("1️⃣---2️⃣\ntitle: Why\n\nText\n")
    #expect(
      read.messages == ["1️⃣2️⃣ the front matter that begins here never ends [unclosed-front-matter]"])
  }

  @Test(arguments: ["", "---\n---", "---\n---\n", "---\n# a comment\n---\n", "\u{FEFF}", "\n\n"])
  func aFileWithoutProseIsANotebookWithoutBlocks(_ text: String) {
    let read = Reading(text)
    #expect(read.notebook.blocks.isEmpty)
    #expect(read.notebook.title == nil)
    #expect(read.messages.isEmpty)
  }

  @Test func threeHyphensElsewhereAreARule() {
    #expect(Reading("Text\n\n---\n").html == "<p>Text</p>\n<hr />\n")
    #expect(Reading(" ---\n").html == "<hr />\n")
  }

  @Test func aByteOrderMarkAndCarriageReturnsChangeNothing() {
    let read = Reading("\u{FEFF}---\r\ntitle: Why\r\n1️⃣x2️⃣: 1\r\n---\r\nText `= 3️⃣a.b4️⃣`\r\n")
    #expect(read.notebook.title == "Why")
    #expect(read.messages == ["1️⃣2️⃣ unknown option 'x' [unknown-option]"])
    #expect(read.notebook.values.map { read.marked.place($0.range) } == ["3️⃣4️⃣"])
  }
}
