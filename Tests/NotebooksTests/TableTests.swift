import Notebooks
import SourceText
import Testing

@Suite struct TableTests {
  @Test func aHeaderADelimiterAndRowsAreATable() {
    let read = Reading(
      """
      | Option | *Default* | Share |
      |:-------|:---------:|------:|
      | `lr`   | 0.01      | 12 %  |
      | a \\| b | [x](y)   | `= a.b` |

      After.
      """)
    #expect(
      read.html == """
        <div class="scroll" role="group" tabindex="0" aria-label="Table: Option, Default, Share"><table>
        <thead>
        <tr>
        <th scope="col">Option</th><th scope="col" class="center"><em>Default</em></th><th scope="col" class="number">Share</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td><code>lr</code></td><td class="center">0.01</td><td class="number">12 %</td>
        </tr>
        <tr>
        <td>a | b</td><td class="center"><a href="y">x</a></td><td class="number">{a.b}</td>
        </tr>
        </tbody>
        </table></div>
        <p>After.</p>

        """)
    #expect(read.messages == [])
  }

  @Test func valuesInCellsHaveTheirPlaces() {
    let read = Reading("| a | b |\n|---|---|\n| `= 1️⃣x.y2️⃣` | `= 3️⃣x.y4️⃣` |\n| | `= 5️⃣x.y6️⃣` |\n")
    #expect(
      read.notebook.values.map { read.marked.place($0.range) } == ["1️⃣2️⃣", "3️⃣4️⃣", "5️⃣6️⃣"])
  }

  @Test(arguments: [
    "a | b\n- | -\n", "| a | b |\n|---|\n", "| a |\n| b |\n", "| a | b |\n|---|:x:|\n",
    "    | a |\n    |---|\n", "```\n| a |\n|---|\n```\n", "a\n:-\n",
  ])
  func otherLinesWithPipesStayText(_ text: String) {
    #expect(!Reading(text).html.contains("<table>"))
  }

  @Test(arguments: [
    "| a |\n|---|\n", "a | b\n--|--\n1 | 2\n", "|a|b|\n|-|-|", "| a |\r\n| - |\r\n| b |\r\n",
  ])
  func outerPipesAndRowsMayBeMissing(_ text: String) {
    #expect(Reading(text).html.contains("<table>"))
  }

  @Test func rowsAreAsLongAsTheHeader() {
    let read = Reading("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
    #expect(read.html.contains("<td>1</td><td></td>"))
    #expect(read.html.contains("<td>1</td><td>2</td>\n"))
    #expect(!read.html.contains("3"))
  }

  @Test func anEmptyHeadingIsNoHeading() {
    #expect(
      Reading("| | b |\n|---|--:|\n").html.contains(
        "<td></td><th scope=\"col\" class=\"number\">b</th>"))
  }

  @Test func linesBeforeTheHeaderStayAParagraph() {
    let read = Reading("One `= 1️⃣a.b2️⃣`\ntwo *three*:\n| a |\n|---|\n| b |\n")
    #expect(read.html.hasPrefix("<p>One {a.b}\ntwo <em>three</em>:</p>\n<div class=\"scroll\""))
    #expect(read.notebook.values.map { read.marked.place($0.range) } == ["1️⃣2️⃣"])
  }

  @Test func emphasisDoesNotReachFromCellToCell() {
    let read = Reading("| *a | b* | _c_ | # d | - e |\n|---|---|---|---|---|\n")
    #expect(read.html.contains(">*a</th>"))
    #expect(read.html.contains(">b*</th>"))
    #expect(read.html.contains(">\u{3C}em>c</em></th>"))
    #expect(read.html.contains("># d</th>"))
    #expect(read.html.contains(">- e</th>"))
  }

  @Test func aTableMayStandInAQuoteOrAList() {
    for text in ["> | a |\n> |---|\n> | b |\n", "- | a |\n  |---|\n  | b |\n"] {
      let html = Reading(text).html
      #expect(html.contains("<th scope=\"col\">a</th>"))
      #expect(html.contains("<td>b</td>"))
    }
  }

  @Test func cellsMayUseLinksThatAreDefinedElsewhere() {
    let read = Reading("[r]: https://example.org\n\n| [text][r] |\n|---|\n")
    #expect(read.html.contains("<a href=\"https://example.org\">text</a>"))
  }

  @Test func aTableOfTooManyCellsStaysText() {
    let header = String(repeating: "|a", count: 300)
    let dashes = String(repeating: "|-", count: 300)
    let rows = String(repeating: "|b\n", count: 300)
    #expect(!Reading("\(header)\n\(dashes)\n\(rows)").html.contains("<table>"))
  }
}
