import SourceText
import Testing

@testable import Site

@Suite struct TemplatesTests {
  /// What reading the templates says with one of them replaced (or removed), and where.
  private func complaint(_ name: String, _ text: String?) -> (
    diagnostic: Diagnostic, place: String
  )? {
    var files = templateFiles
    files[name] = text
    do {
      _ = try Templates(reading: files)
    } catch let error as Diagnostic {
      guard let range = error.range else { return (error, "") }
      let position = range.file.position(of: range.start)
      return (error, "\(range.file.path):\(position.line):\(position.column)")
    } catch {
      return nil
    }
    return nil
  }

  @Test func theProjectsOwnTemplatesAreReadWithoutComplaint() throws {
    _ = try Templates(reading: templateFiles)
  }

  @Test(arguments: Templates.required.map { $0 + ".mustache" } + ["style.css", "quiz.js"])
  func aMissingFileIsNamed(_ name: String) {
    let complaint = complaint(name, nil)
    #expect(complaint?.diagnostic.id == "missing-template")
    #expect(complaint?.place == "templates/\(name):1:1")
  }

  @Test func anUnclosedSectionIsShownWhereItOpens() {
    let complaint = complaint("table.mustache", "<p>\n  {{#rows}}{{text}}\n</p>\n")
    #expect(complaint?.diagnostic.id == "unclosed-section")
    #expect(complaint?.place == "templates/table.mustache:2:3")
  }

  @Test func aSectionClosedByAnotherNameIsShownWhereItCloses() {
    let complaint = complaint("table.mustache", "{{#rows}}\n{{/cells}}")
    #expect(complaint?.diagnostic.message == "section 'rows' is closed as 'cells'")
    #expect(complaint?.place == "templates/table.mustache:2:1")
  }

  @Test func aSectionThatOnlyEndsIsShown() {
    #expect(complaint("table.mustache", "{{/rows}}")?.diagnostic.id == "unopened-section")
  }

  @Test(arguments: ["", "{{caption}}"])
  func aTagWithoutEndIsShownInItsLine(_ rest: String) {
    let complaint = complaint("print.mustache", "<pre>\n {{lines\n</pre>\(rest)")
    #expect(complaint?.diagnostic.id == "unfinished-tag")
    #expect(complaint?.place == "templates/print.mustache:2:2")
  }

  @Test func whatOnlyMustacheKnowsIsShownInItsLine() {
    let complaint = complaint("print.mustache", "<pre>\n{{%NO: such}}</pre>")
    #expect(complaint?.diagnostic.id == "bad-template")
    #expect(complaint?.place == "templates/print.mustache:2:1")
  }

  @Test func anUnknownNameIsAnsweredWithTheNearest() {
    let complaint = complaint("failure.mustache", "<p>\n{{mesage}}</p>")
    #expect(complaint?.diagnostic.help == ["did you mean 'message'?"])
    #expect(complaint?.place == "templates/failure.mustache:2:1")
  }

  @Test func anUnknownPartialIsShownWhereItIsAskedFor() {
    let complaint = complaint("table.mustache", "a\nb {{>row}}")
    #expect(complaint?.diagnostic.id == "missing-template")
    #expect(complaint?.diagnostic.help == ["did you mean 'rows'?"])
    #expect(complaint?.place == "templates/table.mustache:2:3")
  }

  @Test func aTemplateThatIncludesItselfIsRefused() {
    #expect(complaint("rows.mustache", "{{>rows}}")?.diagnostic.id == "template-cycle")
  }

  @Test func aStyleSheetThatWouldEndItsElementIsRefused() {
    let complaint = complaint("style.css", "a { }\n</style>")
    #expect(complaint?.place == "templates/style.css:2:1")
  }

  @Test(arguments: ["a();\n'</script>'", "a();\nb('<!--')"])
  func aScriptThatWouldLeaveItsElementIsRefused(_ script: String) {
    let complaint = complaint("quiz.js", script)
    #expect(complaint?.diagnostic.id == "bad-script")
    #expect(complaint?.place == "templates/quiz.js:2:1")
  }

  @Test func aScriptIsWrittenWithoutCommentsAndWithOneKindOfLineBreak() throws {
    let file = SourceFile(path: "a.js", text: "// A\r\n  if (a) {\r\n    // B\n    b() // C\n  }\n")
    #expect(try Script.compact(file) == "if (a) {\nb() // C\n}")
  }

  @Test func aStyleSheetIsWrittenWithoutComments() throws {
    let file = SourceFile(
      path: "style.css", text: "/* a\n b */\n  p > a {\n    top: 0; /* é */\n}\n")
    #expect(try Stylesheet.compact(file) == "p > a {\ntop: 0;\n}")
  }
}
