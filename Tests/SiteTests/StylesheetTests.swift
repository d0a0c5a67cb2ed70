import SourceText
import Testing

@testable import Site

@Suite struct StylesheetTests {
  private func text(_ css: String, _ names: Set<String> = []) throws -> String {
    try Stylesheet(SourceFile(path: "style.css", text: css)).text(for: names)
  }

  struct Sheet: Sendable {
    var css: String
    var names: Set<String>
    var kept: String

    init(_ css: String, _ names: Set<String>, _ kept: String) {
      (self.css, self.names, self.kept) = (css, names, kept)
    }
  }

  static let sheets = [
    Sheet(".a { top: 0 }", [], ""),
    Sheet(".a { top: 0 }", ["a"], ".a{top:0}"),
    Sheet(".a .b, .c > p { top: 0; left: 1px; }", ["c", "p"], ".c > p{top:0;left:1px}"),
    Sheet(".a:not(.b) { top: 0 }", ["a"], ".a:not(.b){top:0}"),
    Sheet(".a > :not(.b, .c), q { top: 0 }", ["a"], ".a > :not(.b, .c){top:0}"),
    Sheet("a:hover, ::before, * { top: 0 }", [], "::before,*{top:0}"),
    Sheet("[class^=t-] { top: 0 }", [], "[class^=t-]{top:0}"),
    Sheet("html { top: 0 } body { left: 0 }", [], "html{top:0}\nbody{left:0}"),
    Sheet("@media print { .a { top: 0 } .b { top: 0 } }", ["b"], "@media print{\n.b{top:0}\n}"),
    Sheet("@media print { .a { top: 0 } }", [], ""),
    Sheet("@page { margin: 18mm 16mm; }", [], "@page{margin:18mm 16mm}"),
    Sheet("@import url(a;b.css); p {}", ["p"], "@import url(a;b.css);"),
    Sheet(
      "p::before { content: \"a: ; }  /* b */\"; }", ["p"], "p::before{content:\"a: ; }  /* b */\"}"
    ),
    Sheet("p { /* a } */ width: calc(1px  + 2px) ; }", ["p"], "p{width:calc(1px + 2px)}"),
    Sheet(":root { --a: ; --serif: A, \"B  C\" , d }", [], ":root{--a:;--serif:A, \"B  C\" , d}"),
  ]

  @Test(arguments: sheets)
  func onlyWhatAPageHasIsKept(_ sheet: Sheet) throws {
    #expect(try text(sheet.css, sheet.names) == sheet.kept)
  }

  @Test(arguments: [
    ("p {\n  top: 0;\n", 1), ("p { top: 0 }\n}\nq {}", 2), ("@media print {\np {}", 1),
  ])
  func aBraceWithoutItsOtherIsShownInItsLine(_ css: String, _ line: Int) throws {
    let error = #expect(throws: Diagnostic.self) { try text(css) }
    let range = try #require(error?.range)
    #expect(error?.id == "bad-style" && range.file.position(of: range.start).line == line)
  }

  @Test func aPagesNamesAreItsElementsItsClassesAndTheWordsOfItsScripts() {
    let html = """
      <body><p class="a b-c">text <svg viewBox="x"><path class="q0"/></svg>
      <script>item.className = "right";</script><i>
      """
    let names = StyleNames.all(in: html)
    #expect(names.isSuperset(of: ["body", "p", "a", "b-c", "svg", "path", "q0", "right", "i"]))
    #expect(names.isDisjoint(with: ["text", "viewBox", "x"]))
  }

  /// Names that a page has by its kind: whatever rule holds one of them stays.
  @Test func aPageKeepsTheRulesOfWhatItShowsAndNoOthers() throws {
    let plot = try render([.figure(figure())])
    #expect(plot.contains("\nfigcaption b{") && plot.contains("\n.plot .l-net") == false)
    #expect(!plot.contains(".verdict") && !plot.contains(".claim"))
    let claim = try render([
      .claim(Claim(says: "S", expected: "1 < 2", measured: "1", holds: false))
    ])
    #expect(claim.contains("\n.claim.broken{") && !claim.contains("figcaption"))
  }

  @Test func nothingIsLostOfASheetWhoseNamesAreAllThere() throws {
    let sheet = try #require(BuiltInTemplates.texts["style.css"])
    let words = sheet.replacing(#/[{},]/#, with: " ")
    let names = StyleNames.needed(by: StyleScanner.squeezed(words.utf8))
    let all = try text(sheet, Set(names))
    let braces = { (text: String) in text.count { $0 == "{" } }
    let plain = sheet.replacing(#/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//#, with: "")
    #expect(braces(all) == braces(plain))
  }
}
