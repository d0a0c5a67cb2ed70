import SourceText
import Testing

@testable import Site

@Suite struct TemplatesTests {
  /// What reading the templates says with one of them replaced, and where.
  private func complaints(_ name: String, _ text: String) -> [(
    diagnostic: Diagnostic, place: String
  )] {
    do {
      _ = try Templates(replacing: [name: text], in: "mine")
      return []
    } catch {
      return error.all.map { error in
        guard let range = error.range else { return (error, "") }
        let position = range.file.position(of: range.start)
        return (error, "\(range.file.path):\(position.line):\(position.column)")
      }
    }
  }

  private func complaint(_ name: String, _ text: String) -> (
    diagnostic: Diagnostic, place: String
  )? {
    let complaints = complaints(name, text)
    #expect(complaints.count == 1)
    return complaints.first
  }

  @Test func theProgramCarriesTheFilesOfTheFolder() throws {
    let names = Set(templateFiles.keys).union(BuiltInTemplates.texts.keys).sorted()
    #expect(names.filter { BuiltInTemplates.texts[$0] != templateFiles[$0] } == [])
    _ = try Templates()
  }

  @Test func aReplacedTemplateStandsAmongTheBuiltInOnes() throws {
    let page = Page(
      slug: "a", title: "A", description: "",
      blocks: [
        .exhibits(cell: "a", kind: "train", [.failure(Failure(message: "no")), .sentences(["S"])])
      ])
    let own = try Templates(replacing: ["failure.mustache": "<p>Oh: {{message}}</p>\n"])
    let html = try own.render(page)
    #expect(html.contains("<p>Oh: no</p>") && html.contains("<div class=\"sentences\"><p>S</p>"))
  }

  @Test func anEmptyTemplateMakesAnEmptyPart() throws {
    let page = Page(slug: "a", title: "A", description: "", blocks: [])
    #expect(try Templates(replacing: ["page.mustache": ""]).render(page) == "")
  }

  @Test func anUnclosedSectionIsShownWhereItOpens() {
    let complaint = complaint("table.mustache", "<p>\n  {{#rows}}{{text}}\n</p>\n")
    #expect(complaint?.diagnostic.id == "unclosed-section")
    #expect(complaint?.place == "mine/table.mustache:2:3")
  }

  @Test func aSectionClosedByAnotherNameIsShownWhereItCloses() {
    let complaint = complaint("table.mustache", "{{#rows}}\n{{/cells}}")
    #expect(complaint?.diagnostic.message == "section 'rows' is closed as 'cells'")
    #expect(complaint?.place == "mine/table.mustache:2:1")
  }

  @Test func aSectionThatOnlyEndsIsShown() {
    #expect(complaint("table.mustache", "{{/rows}}")?.diagnostic.id == "unopened-section")
  }

  @Test(arguments: ["", "{{caption}}"])
  func aTagWithoutEndIsShownInItsLine(_ rest: String) {
    let complaint = complaint("print.mustache", "<pre>\n {{lines\n</pre>\(rest)")
    #expect(complaint?.diagnostic.id == "unfinished-tag")
    #expect(complaint?.place == "mine/print.mustache:2:2")
  }

  @Test func whatOnlyMustacheKnowsIsShownInItsLine() {
    let complaint = complaint("print.mustache", "<pre>\n{{%NO: such}}</pre>")
    #expect(complaint?.diagnostic.id == "bad-template")
    #expect(complaint?.place == "mine/print.mustache:2:1")
  }

  @Test func anUnknownNameIsAnsweredWithTheNearest() {
    let complaint = complaint("failure.mustache", "<p>\n{{mesage}}</p>")
    #expect(complaint?.diagnostic.help == ["did you mean 'message'?"])
    #expect(complaint?.place == "mine/failure.mustache:2:1")
  }

  @Test func anUnknownPartialIsShownWhereItIsAskedFor() {
    let complaint = complaint("table.mustache", "a\nb {{>row}}")
    #expect(complaint?.diagnostic.id == "missing-template")
    #expect(complaint?.diagnostic.help == ["did you mean 'rows'?"])
    #expect(complaint?.place == "mine/table.mustache:2:3")
  }

  @Test func aTemplateThatIncludesItselfIsRefused() {
    #expect(complaint("rows.mustache", "{{>rows}}")?.diagnostic.id == "template-cycle")
  }

  @Test func aTemplateThatNothingAsksForIsShownWithTheNearest() {
    let complaint = complaint("figur.mustache", "<p>mine</p>")
    #expect(complaint?.diagnostic.id == "unused-template")
    #expect(complaint?.diagnostic.help == ["did you mean 'figure.mustache'?"])
    #expect(complaint?.place == "mine/figur.mustache:1:1")
    #expect(self.complaint("quizz.js", "a()")?.diagnostic.help == ["did you mean 'quiz.js'?"])
  }

  @Test func aTemplateOfTheAuthorsOwnIsIncluded() throws {
    let own = try Templates(replacing: [
      "failure.mustache": "{{>sorry}}", "sorry.mustache": "<p>Sorry: {{message}}</p>",
    ])
    let page = Page(
      slug: "a", title: "A", description: "",
      blocks: [.exhibits(cell: "a", kind: "train", [.failure(Failure(message: "no"))])])
    #expect(try own.render(page).contains("<p>Sorry: no</p>"))
  }

  @Test func allMistakesAreShownAtOnce() {
    let places = complaints("table.mustache", "{{capton}}\n{{>row}}\n{{#rows}}").map(\.place)
    #expect(
      places.sorted() == [
        "mine/table.mustache:1:1", "mine/table.mustache:2:1", "mine/table.mustache:3:1",
      ])
  }

  @Test func aStyleSheetThatWouldEndItsElementIsRefused() {
    let complaint = complaint("style.css", "a { }\n</style>")
    #expect(complaint?.place == "mine/style.css:2:1")
  }

  @Test(arguments: ["a();\n'</script>'", "a();\nb('<!--')"])
  func aScriptThatWouldLeaveItsElementIsRefused(_ script: String) {
    let complaint = complaint("quiz.js", script)
    #expect(complaint?.diagnostic.id == "bad-script")
    #expect(complaint?.place == "mine/quiz.js:2:1")
  }

  @Test func aScriptIsWrittenWithoutCommentsAndWithOneKindOfLineBreak() throws {
    let file = SourceFile(path: "a.js", text: "// A\r\n  if (a) {\r\n    // B\n    b() // C\n  }\n")
    #expect(try Script.compact(file) == "if (a) {\nb() // C\n}")
  }

  @Test func aStyleSheetIsWrittenWithoutComments() throws {
    let file = SourceFile(
      path: "style.css", text: "/* a\n b */\n  p > a {\n    top: 0; /* é */\n}\n")
    #expect(try Stylesheet(file).text(for: ["p", "a"]) == "p > a{top:0}")
  }
}
