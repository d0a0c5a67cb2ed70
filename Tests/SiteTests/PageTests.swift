import Foundation
import SourceText
import Plots
import Testing

@testable import Site

@Suite struct PageTests {
  @Test func figuresAreCountedThroughThePage() throws {
    let html = try render(blocks: [
      .exhibits(cell: "a", kind: "train", [.figure(figure()), .figure(figure())]),
      .prose("<p>Between.</p>"),
      .exhibits(cell: "b", kind: "train", [.figure(figure())]),
    ])
    let numbers = html.matches(of: #/<a href="#(figure-\d)">Figure (\d)</a>/#)
    #expect(numbers.map { String($0.2) } == ["1", "2", "3"])
    #expect(numbers.allSatisfy { html.contains("id=\"\($0.1)\"") })
  }

  @Test func idsAreUniqueEvenWhereHeadingsAndCellsShareTheirNames() throws {
    let html = try render(
      blocks: [
        .prose("<h2 id=\"figure-1\">Figure 1</h2><h2 id=\"cell-a-b\">Cell</h2>"),
        .exhibits(cell: "a b", kind: "train", [.figure(figure())]),
        .exhibits(cell: "a/b", kind: "train", [.figure(figure())]),
      ],
      headings: ["figure-1", "cell-a-b"].map { Heading(level: 2, text: $0, anchor: $0) })
    let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let own = ids.filter {
      ($0.hasPrefix("figure") || $0.hasPrefix("cell")) && !$0.contains("plot")
    }
    #expect(
      own == ["figure-1", "cell-a-b", "cell-a-b-2", "figure-1-2", "cell-a-b-3", "figure-2"])
  }

  @Test func aFindingWithoutANumberIsRefused() {
    let error = #expect(throws: Diagnostic.self) {
      try render([.figure(figure("It goes down."))], cell: "base")
    }
    #expect(error?.id == "finding-without-number")
    #expect(error?.message.contains("figure 1 in cell 'base'") == true)
    #expect(throws: Diagnostic.self) { try render([.figure(figure(""))]) }
  }

  @Test func aFigureWithoutANameIsRefused() {
    let error = #expect(throws: Diagnostic.self) { try render([.figure(figure(name: " "))]) }
    #expect(error?.id == "figure-without-name")
    var silent = figure()
    silent.figure.description = ""
    #expect(throws: Diagnostic.self) { try render([.figure(silent)]) }
  }

  @Test func equalPagesAreEqualBytes() throws {
    let exhibits: [Exhibit] = [
      .listing(Listing(kind: "train", name: "a", yaml: "seed: 0")), .figure(figure()),
    ]
    #expect(try render(exhibits) == render(exhibits))
  }

  @Test func aPageHasOneTopHeadingAndItsLandmarks() throws {
    let html = try render(blocks: [.prose("<p>Only prose.</p>")])
    #expect(html.components(separatedBy: "<h1>").count == 2)
    for part in ["<html lang=\"en\">", "<header", "<nav", "<main id=\"_content\"", "<footer"] {
      #expect(html.contains(part))
    }
    #expect(html.contains("<div class=\"prose\">\n<p>Only prose.</p>\n</div>"))
    #expect(html.contains("<a class=\"skip\" href=\"#_content\">"))
    #expect(!body(of: html).contains("<figure"))
  }

  @Test func onlyALongPageListsItsSections() throws {
    func page(_ count: Int) throws -> String {
      try render(
        blocks: (0..<count).map { .prose("<h2 id=\"s\($0)\">S\($0)</h2>") },
        headings: (0..<count).map { Heading(level: 2, text: "S\($0)", anchor: "s\($0)") }
      )
    }
    #expect(try page(4).contains("<li><a href=\"#s3\">S3</a></li>"))
    #expect(try !page(3).contains("On this page"))
    #expect(try page(9).contains("class=\"contents long\"") && !page(8).contains("contents long"))
  }

  @Test func sectionsOfACellStandBelowTheHeadingBeforeItAndAreListed() throws {
    let sections: [Exhibit] = ["One", "Two", "Three", "Two"].map { .heading($0) }
    let alone = try render(sections)
    #expect(alone.contains("<h2 id=\"two-2\">Two</h2>"))
    #expect(alone.contains("<li><a href=\"#two-2\">Two</a></li>"))
    let below = try render(
      blocks: [
        .prose("<h3 id=\"s\">S</h3>"), .exhibits(cell: "a", kind: "diagnose", sections),
      ], headings: [Heading(level: 3, text: "S", anchor: "s")])
    #expect(below.contains("<h4 id=\"two-2\">Two</h4>"))
    #expect(!below.contains("On this page"))
  }

  @Test func sectionsThatRepeatEachOthersTitlesAreNotListed() throws {
    let sections: [Exhibit] = (0..<17).map { .heading("Part \($0)") }
    #expect(try !render(sections).contains("On this page"))
  }

  @Test func anExponentIsNoMeasuredNumber() {
    #expect(throws: Diagnostic.self) { try render([.figure(figure("R² is high."))]) }
  }

  @Test func aCaptionCountsWhatItsAxesDrop() throws {
    let line = Line(x: [1, 2, 3], y: [0, -1, 2], role: .network)
    var exhibit = figure()
    exhibit.figure.panels = [Panel(x: Axis(), y: Axis("loss", scale: .log), marks: [line])]
    #expect(
      try render([.figure(exhibit)])
        .contains("Seed 0. 2 values at or below zero are not drawn.</figcaption>"))
    exhibit.leftOut = "Two epochs lie below."
    #expect(try render([.figure(exhibit)]).contains("Seed 0. Two epochs lie below.</figcaption>"))
  }

  @Test func theFootSaysWhatMadeTheNumbersAndWhereToGoOn() throws {
    let provenance = Provenance(
      versions: [.init("Meanwhile", "1.0")],
      runs: [.init(cell: "base", seed: "0", fingerprint: "0123456789abcdef")])
    let page = Page(
      slug: "b", title: "B", description: "", blocks: [], provenance: provenance,
      previous: Link(title: "A", slug: "a"), next: Link(title: "C", slug: "c"))
    let html = try Templates().render(page)
    #expect(html.contains("<dt>Meanwhile</dt><dd>1.0</dd>"))
    #expect(html.contains("<summary>1 run</summary>"))
    #expect(html.contains("<code title=\"0123456789abcdef\">0123456789ab</code>"))
    #expect(html.contains("<a href=\"a.html\" rel=\"prev\">A</a>"))
    #expect(html.contains("<a href=\"c.html\" rel=\"next\">C</a>"))
  }

  @Test func theIndexListsEveryPage() throws {
    let index = Page(
      slug: "index", title: "All", description: "Two sentences.",
      blocks: [.prose("<p>First of all.</p>")],
      listed: [ListedPage(slug: "a", title: "A & B", description: "First.")])
    let html = try Templates().render(index)
    let list = "<li><a href=\"a.html\">A &amp; B</a><p>First.</p></li>"
    #expect(html.contains(list))
    #expect(!html.contains("href=\"index.html\""), "it does not lead to itself")
    let parts = try ["<h1>All</h1>", "<p>First of all.</p>", list, "<footer>"].map {
      try #require(html.range(of: $0)).lowerBound
    }
    #expect(parts == parts.sorted())
  }

  @Test func anIndexWithoutPagesHasNoEmptyList() throws {
    let index = Page(slug: "index", title: "All", description: "", blocks: [], listed: [])
    #expect(try !Templates().render(index).contains("<ol"))
    #expect(try !render([.figure(figure())]).contains("class=\"pages\""))
  }

  @Test func aPageAsksForNothingButItself() throws {
    let html = try render([.figure(figure())])
    #expect(html.contains("content=\"default-src 'none';"))
    #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("@import"))
    #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
  }
}
