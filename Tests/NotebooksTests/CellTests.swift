import Notebooks
import SourceText
import Testing

@Suite struct CellTests {
  @Test func aFenceWithAKindAndANameIsACell() throws {
    let read = Reading(
      "Before\n\n8️⃣```yaml 1️⃣train2️⃣ 3️⃣noise-204️⃣\nepochs: 5️⃣406️⃣\n```9️⃣\n\nAfter\n")
    let cell = try #require(read.notebook.cells.first)
    #expect(read.messages.isEmpty)
    #expect(cell.kind == "train")
    #expect(cell.name == "noise-20")
    #expect(cell.text == "epochs: 40\n")
    #expect(cell.options.flow == "{epochs: 40}")
    #expect(!cell.isBroken)
    #expect(read.marked.place(cell.kindRange) == "1️⃣2️⃣")
    #expect(read.marked.place(cell.nameRange) == "3️⃣4️⃣")
    #expect(read.marked.place(cell.range) == "8️⃣9️⃣")
    #expect(read.marked.place(cell.options["epochs"]?.range) == "5️⃣6️⃣")
    #expect(read.html == "<p>Before</p>\n{{train noise-20}}\n<p>After</p>\n")
  }

  @Test(arguments: [
    "~~~ yaml train a\nx: 1\n~~~", "   ````yaml  train\ta  \n   x: 1\n   ````",
    "```yaml train a\r\nx: 1\r\n```\r\n",
  ])
  func everyKindOfFenceWillDo(_ text: String) {
    let read = Reading(text)
    #expect(read.messages.isEmpty)
    #expect(
      read.notebook.cells.map { "\($0.kind) \($0.name) \($0.options.flow)" } == ["train a {x: 1}"])
  }

  @Test func plainYAMLIsCode() {
    let read = Reading("```yaml\na: [\n```\n\n    ```yaml train x\n\n``` python train x\n```\n")
    #expect(read.messages.isEmpty)
    #expect(read.notebook.cells.isEmpty)
    #expect(read.html.hasPrefix("<pre><code class=\"language-yaml\">a: [\n</code></pre>\n"))
  }

  @Test func aCellWithoutOptionsIsACell() throws {
    let read = Reading("```yaml table 1️⃣a2️⃣\n```\n")
    let cell = try #require(read.notebook.cells.first)
    #expect(cell.text == "")
    var options = Options(cell.options)
    _ = options.text("of", required: true, allowed: "a cell's name")
    #expect(
      read.marked.places(options.finish()) == [
        "1️⃣2️⃣ 'of' is missing: it must be a cell's name [missing-option]"
      ])
  }

  @Test func aCellNeedsAName() {
    let read = Reading("```yaml 1️⃣train2️⃣\nepochs: 1\n```\n")
    #expect(read.messages == ["1️⃣2️⃣ this 'train' cell has no name [cell-without-name]"])
    #expect(read.diagnostics[0].help == ["write a name after the kind: 'yaml train NAME'"])
    #expect(read.notebook.cells.isEmpty)
  }

  @Test func nothingFollowsTheName() {
    let read = Reading("``` yaml train noise 1️⃣targets  20%2️⃣ \n```\n")
    #expect(
      read.messages == ["1️⃣2️⃣ a cell has a kind and a name, and nothing after them [extra-words]"])
    #expect(read.notebook.cells.map(\.name) == ["noise"])
  }

  @Test(arguments: [
    ("My_Name", "call it 'my-name'"), ("Noise", "call it 'noise'"), ("żółw", nil), ("2x", nil),
    ("-x", nil), ("a.b", "call it 'a-b'"), ("a&amp;", "call it 'a-amp-'"),
  ])
  func namesAreLowerCaseLettersDigitsAndHyphens(_ name: String, _ help: String?) {
    let read = Reading("```yaml train 1️⃣\(name)2️⃣\n```\n")
    #expect(read.messages == ["1️⃣2️⃣ a cell cannot be named '\(name)' [cell-name]"])
    #expect(read.diagnostics[0].help == (help.map { [$0] } ?? []))
    #expect(read.notebook.cells.isEmpty)
  }

  @Test func namesAreUniqueInANotebook() {
    let read = Reading("# T\n```yaml train a\n```\n\n```yaml plot 1️⃣a2️⃣\n```\n")
    #expect(read.messages == ["1️⃣2️⃣ there are two cells named 'a' [duplicate-cell]"])
    #expect(read.diagnostics[0].notes == ["the first is on line 2"])
    #expect(read.notebook.cells.map(\.kind) == ["train"])
  }

  @Test(arguments: [
    "- item\n\n  1️⃣```yaml train a2️⃣\n  x: 1\n  ```\n", "> 1️⃣~~~ yaml train a2️⃣\n> x: 1\n> ~~~\n",
    "1. 1️⃣```yaml train a2️⃣\n   ```",
  ])
  func aCellStandsOnItsOwn(_ text: String) {
    let read = Reading(text)
    #expect(
      read.messages == [
        "1️⃣2️⃣ a cell must stand on its own, not inside a list or a quote [nested-cell]"
      ])
    #expect(read.notebook.cells.isEmpty)
  }

  @Test(arguments: [
    "1️⃣```yaml train a2️⃣\nx: 1\n\nProse\n", "1️⃣````yaml train a2️⃣\n```\n", "1️⃣```yaml train a2️⃣",
  ])
  func aCellThatNeverEndsIsReported(_ text: String) {
    let read = Reading(text)
    #expect(read.messages.first == "1️⃣2️⃣ this cell never ends [unclosed-fence]")
  }

  @Test func placesCountTheFrontMatter() {
    let read = Reading("---\ntitle: x\n---\n\n```yaml train 1️⃣A2️⃣\nx: 3️⃣[14️⃣\n```\n")
    #expect(read.messages.contains("1️⃣2️⃣ a cell cannot be named 'A' [cell-name]"))
    #expect(
      read.diagnostics.contains { $0.id == "broken-yaml" && $0.range?.start == read.marked["3️⃣"] })
  }

  @Test func aBrokenCellKeepsItsPlaceAndItsName() throws {
    let read = Reading("```yaml train a\nx: [\n```\n")
    let cell = try #require(read.notebook.cells.first)
    #expect(cell.isBroken)
    #expect(cell.options.entries.isEmpty)
    #expect(read.diagnostics.count == 1)
  }

  @Test func tenThousandCellsAreRead() {
    let text = (0..<10_000).map { "```yaml train c\($0)\nepochs: \($0)\n```\n" }.joined()
    let (notebook, diagnostics) = Notebook.read(SourceFile(path: "a.md", text: text))
    #expect(diagnostics.isEmpty)
    #expect(notebook.cells.count == 10_000)
    #expect(notebook.blocks.count == 10_000)
    #expect(notebook.cells.last?.options.flow == "{epochs: 9999}")
  }
}
