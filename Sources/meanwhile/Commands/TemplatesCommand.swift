import ArgumentParser
import Runner
import SourceText

struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Prints the templates that the program carries, to be changed.",
    discussion: """
      Without a name it lists them. A file of the same name in the folder templates/ of a project \
      stands in place of the program's:
        meanwhile templates style.css > templates/style.css
      """)

  @Argument(help: "The name of a template: page.mustache.")
  var name: String?

  func run() throws {
    let texts = TemplateFolder.builtIn
    guard let name else {
      for name in texts.keys.sorted() { print(name) }
      return
    }
    guard let text = texts[name] else {
      let near = nearest(to: name, among: texts.keys.sorted())
      throw ValidationError(
        "no template is called '\(name)'." + (near.map { " Did you mean '\($0)'?" } ?? ""))
    }
    print(text, terminator: "")
  }
}
