import Foundation
import Testing

@testable import Runner

/// A project far from the program's sources, with templates of its own or with none.
struct OwnTemplatesTests {
  private func place(_ templates: [String: String] = [:]) throws -> Workplace {
    let workplace = try Workplace(notebook: smallNotebook)
    for (name, text) in templates { try workplace.write("templates/\(name)", text) }
    return workplace
  }

  private func build(_ workplace: Workplace, _ arguments: String...) throws -> Command.Outcome {
    try Command(["build"] + arguments, in: workplace.root).finish()
  }

  @Test func theProgramCarriesItsTemplates() throws {
    let workplace = try place()
    let run = try build(workplace)
    #expect(run.status == 0, "\(run.errors)")
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<figure class=\"print\">") && page.contains("--net:#0072b2"))
    #expect(try build(workplace).errors.contains("written") == false, "nothing changed")
  }

  @Test func oneTemplateIsReplacedAndTheOthersStay() throws {
    let workplace = try place()
    _ = try build(workplace)
    let before = try workplace.text("output/small.html")
    try workplace.write("templates/print.mustache", "<pre class=\"mine\">{{lines}}</pre>\n")
    let run = try build(workplace)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("0 trained"))
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<pre class=\"mine\">") && !page.contains("<figure class=\"print\">"))
    #expect(page.contains("<details class=\"listing") && page.contains("--net:#0072b2"))
    try FileManager.default.removeItem(atPath: workplace.path("templates"))
    _ = try build(workplace)
    #expect(try workplace.text("output/small.html") == before)
  }

  @Test(arguments: [
    ("print.mustache", "<pre>\n{{line}}</pre>", "2:1: error: unknown template name 'line'"),
    ("print.mustache", "<pre>\n {{lines</pre>", "2:2: error: this tag has no end in its line"),
    ("print.mustache", "{{#lines}}\n", "1:1: error: section 'lines' is never closed"),
    ("print.mustache", "{{#lines}}\n{{/line}}", "2:1: error: section 'lines' is closed as 'line'"),
    ("print.mustache", "a\n{{>tabel}}", "2:1: error: unknown template 'tabel'"),
    ("prnt.mustache", "a", "1:1: error: no page asks for this file"),
    ("style.css", "a {}\n</style>", "2:1: error: a style sheet cannot hold '</'"),
  ])
  func aMistakeIsShownAndThePageOfBeforeStays(
    _ name: String, _ text: String, _ message: String
  ) throws {
    let workplace = try place()
    _ = try build(workplace)
    let before = try workplace.contents("output")
    try workplace.write("templates/\(name)", text)
    let run = try build(workplace)
    #expect(run.status == 1 && run.output == "")
    #expect(run.errors.contains("templates/\(name):\(message)"), "\(run.errors)")
    #expect(!run.errors.contains("built-in"), "\(run.errors)")
    #expect(try workplace.contents("output") == before)
  }

  @Test func aFolderOfAnotherProgramIsLeftAlone() throws {
    let run = try build(place(["base.html": "<p>{{ x }}</p>", "app.js": "a()"]))
    #expect(run.status == 0 && !run.errors.contains("error"), "\(run.errors)")
  }

  @Test func aFolderThatIsAskedForMustBeThere() throws {
    let run = try build(place(), "--templates", "moulds")
    #expect(run.status == 1)
    #expect(
      run.errors.hasSuffix(
        """
        error: there is no folder 'moulds' [missing-folder]
          = help: leave --templates out to use the templates that the program carries
        1 error

        """), "\(run.errors)")
  }

  @Test func theTemplatesCanBePrintedToBeChanged() throws {
    let names = try Command(["templates"], in: repository).finish().output
    #expect(
      names.split(separator: "\n").map { String($0) } == Files.disk.list(repository + "/templates"))
    let sheet = try Command(["templates", "style.css"], in: repository).finish().output
    #expect(
      sheet == (try String(contentsOfFile: repository + "/templates/style.css", encoding: .utf8)))
    let unknown = try Command(["templates", "stile.css"], in: repository).finish()
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("no template is called 'stile.css'. Did you mean 'style.css'?"))
  }
}
