import Notebooks
import SourceText
import Testing

@Suite struct FormulaTests {
  static let placed = [
    "The error $`1️⃣(y - c)^22️⃣`$.", "$`1️⃣(y - c)^22️⃣`$", "$`` 1️⃣(y - c)^22️⃣ ``$",
    "one\ntwo *$`1️⃣(y - c)^22️⃣`$*", "> $`1️⃣(y - c)^22️⃣`$", "| $`1️⃣(y - c)^22️⃣`$ |\n|---|\n",
    "## Why $`1️⃣(y - c)^22️⃣`$", "[$`1️⃣(y - c)^22️⃣`$](/u)",
  ]

  @Test(arguments: placed)
  func codeBetweenDollarsIsAFormula(_ text: String) {
    let read = Reading(text)
    #expect(read.notebook.formulas.map(\.tex) == ["(y - c)^2"])
    #expect(read.notebook.formulas.map { read.marked.place($0.range) } == ["1️⃣2️⃣"])
    #expect(!read.html.replacingDollarMarks.contains("$"))
  }

  @Test(arguments: [
    "`x`", "$ `x` $", "\\$`x`$", "$`x`", "`x`$", "![$`x`$](/u)", "costs $5 and `x`$",
  ])
  func otherCodeStaysCode(_ text: String) {
    #expect(Reading(text).notebook.formulas.isEmpty)
  }

  @Test func neighboursKeepTheirText() {
    let read = Reading("a $`b`$ c $`d`$, $5")
    #expect(read.html == "<p>a {$b} c {$d}, $5</p>\n")
  }

  @Test func aHeadingsAnchorIsOfItsTeX() {
    let read = Reading("## The limit $`R^2`$ has")
    #expect(read.notebook.headings.map(\.anchor) == ["the-limit-r2-has"])
    #expect(read.notebook.headings.map(\.text) == ["The limit R^2 has"])
    #expect(read.html == "<h2 id=\"the-limit-r2-has\">The limit {$R^2} has</h2>\n")
  }

  @Test func aMathBlockIsAFormulaOfItsOwnLine() {
    let read = Reading("Text\n```math\n1️⃣a = b\n  + c2️⃣\n```\n- item\n  ```math\n  d\n  ```\n")
    #expect(read.notebook.formulas.map(\.tex) == ["a = b\n  + c", "d"])
    #expect(read.notebook.formulas.map(\.isDisplay) == [true, true])
    #expect(read.marked.place(read.notebook.formulas[0].range) == "1️⃣2️⃣")
    #expect(read.html.hasPrefix("<p>Text</p>\n{$$a = b\n  + c}"))
  }

  @Test func aFormulaCannotStandInTheTitle() {
    let read = Reading("# What $`1️⃣R^22️⃣`$ says")
    #expect(read.messages == ["1️⃣2️⃣ a formula cannot stand in the title [misplaced-math]"])
    #expect(read.notebook.title == "What R^2 says")
  }
}

extension String {
  /// Without the marks that `Reading.html` puts before formulas.
  fileprivate var replacingDollarMarks: String { self.replacing("{$", with: "{") }
}
