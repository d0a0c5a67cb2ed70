import Notebooks
import SourceText
import Testing

@Suite struct ValueTests {
  /// Texts in which the value's place is marked.
  static let placed = [
    "The loss is `= 1️⃣a.b2️⃣`.",
    "`=1️⃣a.b2️⃣`",
    "``  =  1️⃣a.b2️⃣  ``",
    "one\ntwo `= 1️⃣a.b2️⃣`",
    "one\r\ntwo `= 1️⃣a.b2️⃣`\r\n",
    "one\rtwo `= 1️⃣a.b2️⃣`\r",
    "  one\n     two `= 1️⃣a.b2️⃣`",
    "- one\nlazy `= 1️⃣a.b2️⃣`",
    "- one\n  two `= 1️⃣a.b2️⃣`",
    "- one\n  - two\n\n    three `= 1️⃣a.b2️⃣`",
    "-\ttab `= 1️⃣a.b2️⃣`",
    "> one\n> two `= 1️⃣a.b2️⃣`",
    "> one\nlazy `= 1️⃣a.b2️⃣`",
    "## Head `= 1️⃣a.b2️⃣`",
    "Head `= 1️⃣a.b2️⃣`\n----",
    "*em `= 1️⃣a.b2️⃣`*",
    "[x](\n/url 'ti\ntle') [`= 1️⃣a.b2️⃣`](/u)",
    "[r]: /url\n'title'\nText `= 1️⃣a.b2️⃣`",
    "`code\ncode` `= 1️⃣a.b2️⃣`",
    "żółw 👩‍🔬 `= 1️⃣a.b2️⃣`",
    "nul \u{0} `= 1️⃣a.b2️⃣`",
    "`= 1️⃣a.b2️⃣\n`",
    "> `=\n> 1️⃣a.b2️⃣`",
    "\\`= a.b` and ``= 1️⃣a.b2️⃣``",
    "\\``= 1️⃣a.b2️⃣`",
    "\\\\``= 1️⃣a.b2️⃣``",
    "---\ntitle: x\n---\n| `= 1️⃣a.b2️⃣` |",
  ]

  @Test(arguments: placed)
  func aValueIsPlacedWhereItsExpressionStands(_ text: String) throws {
    let read = Reading(text)
    #expect(read.notebook.values.map(\.expression) == ["a.b"])
    #expect(read.notebook.values.map { read.marked.place($0.range) } == ["1️⃣2️⃣"])
  }

  @Test func equalValuesHaveTheirOwnPlaces() {
    let read = Reading("> `= 1️⃣a2️⃣` `= 3️⃣a4️⃣`\n`= 5️⃣a6️⃣`\n    `= 7️⃣a8️⃣`")
    #expect(
      read.notebook.values.map { read.marked.place($0.range) } == ["1️⃣2️⃣", "3️⃣4️⃣", "5️⃣6️⃣", "7️⃣8️⃣"])
  }

  @Test(arguments: ["`a = b`", "`==`", "`=> x`", "`=`", "`= `", "`=1`", "    = a.b"])
  func otherCodeStaysCode(_ text: String) {
    let read = Reading(text)
    #expect(read.notebook.values.isEmpty)
    #expect(read.html.contains("<code>"))
  }

  @Test func valuesStandInTheHTMLWhereTheyWereWritten() {
    let read = Reading("The *loss `= a.b`* is [`= c`](/u) & `x`.\n\n- `= d`\n")
    #expect(
      read.html == """
        <p>The <em>loss {a.b}</em> is <a href="/u">{c}</a> &amp; <code>x</code>.</p>
        <ul>
        <li>{d}</li>
        </ul>

        """)
    #expect(read.notebook.values.map(\.expression) == ["a.b", "c", "d"])
  }

  @Test func aValueCannotStandInAnImagesDescription() {
    let read = Reading("![x `= 1️⃣a.b2️⃣`](/u.png)")
    #expect(
      read.messages == ["1️⃣2️⃣ a value cannot stand in an image's description [misplaced-value]"])
    #expect(read.html == "<p><img src=\"/u.png\" alt=\"x = a.b\" /></p>\n")
  }

  @Test func aValueCannotStandInTheTitle() {
    let read = Reading("# Loss `= 1️⃣a.b2️⃣`")
    #expect(read.messages == ["1️⃣2️⃣ a value cannot stand in the title [misplaced-value]"])
    #expect(read.notebook.title == "Loss a.b")
  }
}
