import Testing

@testable import Site

@Suite struct ExhibitTests {
  @Test func aListingShowsTheCellAsWritten() throws {
    let listing = Listing(kind: "train", name: "base", yaml: "seed: 0\nepochs: 5\n")
    let html = try render([.listing(listing), .sentences(["One."])])
    #expect(html.contains("<summary>Cell <code>base</code></summary>"))
    #expect(
      html.contains(
        "<pre><span>```yaml train base</span>\nseed: 0\nepochs: 5\n<span>```</span></pre>"))
    #expect(html.contains("<details class=\"listing\" style=\"grid-row:1/2\">"))
  }

  @Test func aListingNamesItsChangesAndLinksTheCellItExtends() throws {
    let change = Listing.Change(option: "training.lr", from: "0.01", to: "0.1")
    let faster = Listing(
      kind: "train", name: "faster", yaml: "", extends: "base", changes: [change])
    let other = Listing(
      kind: "train", name: "other", yaml: "", extends: "elsewhere", changes: [change])
    let html = try render(blocks: [
      .exhibits(cell: "faster", kind: "train", [.listing(faster)]),
      .exhibits(cell: "base", kind: "train", [.sentences(["One."])]),
      .exhibits(cell: "other", kind: "train", [.listing(other)]),
    ])
    #expect(html.contains("Differs from <a href=\"#cell-base\">base</a>:"))
    #expect(html.contains("Differs from elsewhere:"))
    #expect(html.contains("<code>training.lr</code> <del>0.01</del> <ins>0.1</ins>"))
  }

  @Test func sentencesAreParagraphs() throws {
    let html = try render([.sentences(["1 < 2", "Two."])])
    #expect(html.contains("<div class=\"sentences\"><p>1 &lt; 2</p><p>Two.</p></div>"))
  }

  @Test func aFigureBeginsItsCaptionWithItsLinkedNumberAndFinding() throws {
    let html = try render([.figure(figure())])
    #expect(html.contains("<figure class=\"drawn beside\" id=\"figure-1\">"))
    #expect(
      html.contains(
        "<figcaption><b><a href=\"#figure-1\">Figure 1</a>. It ends at 1.</b> Seed 0.</figcaption>")
    )
    #expect(html.contains("<svg"))
    #expect(html.contains("<details class=\"values\"><summary>Values of figure 1</summary>"))
  }

  @Test func aTableHasHeadersForRowsAndColumnsAndMarksHighlightedRows() throws {
    let table = Table(
      caption: "Scores", columns: [.init("Predictor"), .init("Error", isNumeric: true)],
      rows: [["mean", "1.00"], ["network", "1.13"]], highlighted: [1])
    let html = try render([.table(table)])
    #expect(html.contains("<figcaption>Scores</figcaption>"))
    #expect(
      html.contains(
        "<tr><th scope=\"col\">Predictor</th><th scope=\"col\" class=\"number\">Error</th></tr>"))
    #expect(html.contains("<tr><th scope=\"row\">mean</th><td class=\"number\">1.00</td></tr>"))
    #expect(html.contains("<tr class=\"highlighted\"><th scope=\"row\">network</th>"))
  }

  @Test func aColumnWithoutATitleIsNotAnEmptyHeader() throws {
    let table = Table(caption: "", columns: [.init("")], rows: [["a"]])
    #expect(try render([.table(table)]).contains("<thead><tr><td></td></tr></thead>"))
  }

  @Test func aVerdictGivesEachNumberItsRole() throws {
    let verdict = Verdict(
      statement: "The mean is best.",
      numbers: [.init("0.011", "the network", role: .net), .init("9", "runs")],
      numbersNote: "Seed 0.", facts: [.init("Confidence", "High.")])
    let html = try render([.verdict(verdict)])
    #expect(html.contains("<p class=\"statement\">The mean is best.</p>"))
    #expect(html.contains("<li class=\"net\"><b>0.011</b> the network</li>"))
    #expect(html.contains("<li class=\"none\"><b>9</b> runs</li>"))
    #expect(html.contains("<p class=\"note\">Seed 0.</p>"))
    #expect(html.contains("<dl><dt>Confidence</dt><dd>High.</dd></dl>"))
  }

  @Test func aVerdictOfOneStatementHasNoEmptyLists() throws {
    let html = body(of: try render([.verdict(Verdict(statement: "Undecided."))]))
    #expect(!html.contains("<ul") && !html.contains("<dl") && !html.contains("class=\"note\""))
  }

  @Test func printedLinesStayLines() throws {
    let html = try render([.print(Printed(caption: "Output", lines: ["a", "  b"]))])
    #expect(html.contains("<figcaption>Output</figcaption>\n<pre>a\n  b</pre>"))
  }

  @Test func aFailureNamesItsCellAndSaysWhy() throws {
    let html = try render([.failure(Failure(message: "no data"))], cell: "base")
    #expect(html.contains("The cell <code>base</code> failed</p>\n<pre>no data</pre>"))
  }
}
