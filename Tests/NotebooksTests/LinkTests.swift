import Notebooks
import SourceText
import Testing

@Suite struct LinkTests {
  @Test(arguments: [
    ("[a](other.md)", "{other#}"), ("[a](./other.md#b-c)", "{other#b-c}"), ("[a](#b)", "{#b}"),
    ("[a](o%20t.md#gr%C3%B6%C3%9Fe)", "{o t#größe}"), ("[a](<o t.md>)", "{o t#}"),
    ("[a][r]\n\n[r]: other.md#b", "{other#b}"),
  ])
  func aLinkToANotebookIsOurs(_ text: String, _ expected: String) {
    #expect(Reading(text).html == "<p>\(expected)a</a></p>\n")
  }

  @Test(arguments: [
    "[a](https://x.org/other.md)", "[a](/other.md)", "[a](other.html#b)", "[a](other.md?x)",
    "![a](other.md)", "<https://x.org/a.md>", "[a](#)",
  ])
  func otherLinksAreLeftAlone(_ text: String) {
    #expect(Reading(text).notebook.links.isEmpty)
  }

  @Test func aLinkPointsAtItsAddress() {
    let read = Reading("x\n*[a](1️⃣b.md2️⃣)* [a](3️⃣b.md4️⃣)\n\n| [c](5️⃣b.md6️⃣) |\n|---|\n")
    #expect(read.notebook.links.map { read.marked.place($0.range) } == ["1️⃣2️⃣", "3️⃣4️⃣", "5️⃣6️⃣"])
  }

  @Test(arguments: ["Figure", "Fig."])
  func aLinkThatSaysFigureIsAReference(_ word: String) {
    #expect(Reading("See [\(word)](#cell) now").html == "<p>See {\(word) #cell} now</p>\n")
    #expect(Reading("[\(word) x](#cell)").html == "<p>{#cell}\(word) x</a></p>\n")
    #expect(Reading("[\(word)](o.md)").html == "<p>{o#}\(word)</a></p>\n")
  }

  @Test func theAnchorsOfANotebookAreItsHeadingsAndTheAuthorsIds() {
    let read = Reading("## A b\n\n> ## C\n\n<div id=\"d\"></div>\n\nx <a class='x' id='e'>y</a>\n")
    #expect(read.notebook.anchors == ["a-b", "c", "d", "e"])
  }

  @Test func theFirstSentenceUnderAHeadingIsItsOpening() {
    let read = Reading(
      "## A\n\nThe *first* `x` $`y`$ one. The second.\n\n## B\n- list\n\nNot this.\n\n## C\n### D\nNo stop\n"
    )
    #expect(read.notebook.openings == ["a": "The first x y one.", "d": "No stop"])
  }
}
