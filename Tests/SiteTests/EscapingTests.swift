import Foundation
import Testing

@testable import Site

@Suite struct EscapingTests {
  /// Ends an attribute, opens an element, and hides a quotation mark under an accent.
  static let hostile = "7<img src=x>\"\u{301} onload='f()' & {{title}}</title></style>"

  static let everywhere: [Exhibit] = [
    .listing(
      Listing(
        kind: hostile, name: hostile, yaml: hostile, extends: hostile,
        changes: [.init(option: hostile, from: hostile, to: hostile)])),
    .sentences([hostile]), .figure(figure(hostile, caption: hostile)),
    .table(
      Table(
        caption: hostile, columns: [.init(hostile), .init(hostile)], rows: [[hostile, hostile]])
    ),
    .verdict(
      Verdict(
        statement: hostile, numbers: [.init(hostile, hostile)], numbersNote: hostile,
        facts: [.init(hostile, hostile)])),
    .print(Printed(caption: hostile, lines: [hostile])), .failure(Failure(message: hostile)),
  ]

  static let page = Page(
    slug: hostile, title: hostile, description: hostile, language: hostile,
    blocks: [.exhibits(cell: hostile, kind: hostile, everywhere)],
    headings: (0..<4).map { _ in Heading(level: 2, text: hostile, anchor: hostile) },
    provenance: Provenance(
      versions: [.init(hostile, hostile)],
      runs: [.init(cell: hostile, seed: hostile, fingerprint: hostile)]),
    previous: Link(title: hostile, slug: hostile), next: Link(title: hostile, slug: hostile))

  @Test func noFieldOfAPageCanWriteHTML() throws {
    let html = try Templates().render(Self.page)
    expectHarmless(html)
    #expect(html.components(separatedBy: "7&lt;img").count > 40)
  }

  @Test func noFieldOfTheIndexCanWriteHTML() throws {
    var index = Self.page
    index.listed = [
      ListedPage(slug: Self.hostile, title: Self.hostile, description: Self.hostile)
    ]
    expectHarmless(try Templates().render(index))
  }

  /// Compares scalars, because to `String` a quotation mark under an accent is not one.
  private func expectHarmless(_ html: String) {
    let scalars = Array(html.unicodeScalars)
    #expect(!html.contains("<img"))
    #expect(!zip(scalars, scalars.dropFirst()).contains { $0 == "\"" && $1 == "\u{301}" })
    #expect(!html.contains("</title></style>"))
  }

  @Test func controlCharactersAreReplaced() {
    #expect(ScalarEscaping().escapeText("a\u{0}b\u{1B}\n\t") == "a\u{FFFD}b\u{FFFD}\n\t")
  }

  @Test func proseAndStyleAreNotEscaped() throws {
    let html = try render(blocks: [
      .prose("<p>a &gt; b</p>"), .exhibits(cell: "a", kind: "plot", [.sentences(["S"])]),
    ])
    #expect(html.contains("<p>a &gt; b</p>") && html.contains(".cell > *"))
  }
}
