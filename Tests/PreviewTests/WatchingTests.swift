import Foundation
import Runner
import Testing

@testable import Preview

/// What an author does to files while a preview runs.
struct WatchingTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace(notebooks: ["a": "# A\n\nold\n"]) }

  /// Waits until a page says so, and for the build after it.
  private func page(_ name: String, says text: String) async throws {
    try await eventually("\(name) does not say \(text)") {
      workplace.text("output/\(name).html").contains(text)
    }
  }

  private func watch(_ project: Project? = nil) async throws -> Watched {
    let watched = try Watched(workplace, project: project)
    try await eventually("the first build") { await watched.preview.finished > 0 }
    return watched
  }

  @Test func savesInPlaceAndByRenamingAreBuilt() async throws {
    let watched = try await watch()
    try await page("a", says: "old")
    try workplace.write("notebooks/a.md", "# A\n\nin place\n")
    try await page("a", says: "in place")
    try workplace.save("notebooks/a.md", "# A\n\nby rename\n")
    try await page("a", says: "by rename")
    // As vim does: the old file is moved away, the new one written under its name.
    try workplace.rename("notebooks/a.md", "notebooks/a.md~")
    try workplace.write("notebooks/a.md", "# A\n\nmoved away\n")
    try await page("a", says: "moved away")
    #expect(await workplace.coldPages() == workplace.contents("output"))
    withExtendedLifetime(watched) {}
  }

  @Test func notebooksThatAppearAndGoAreFollowed() async throws {
    let watched = try await watch()
    try workplace.write("notebooks/b.md", "# B\n\nnew\n")
    try await page("b", says: "new")
    try workplace.remove("notebooks/a.md")
    try await eventually("its page goes") { workplace.text("output/a.html") == "" }
    try await page("index", says: "B")
    try await eventually("the index forgets it") {
      !workplace.text("output/index.html").contains("a.html")
    }
    withExtendedLifetime(watched) {}
  }

  @Test func aFolderThatVanishesAndComesBackIsWatchedAgain() async throws {
    let watched = try await watch()
    try workplace.rename("notebooks", "elsewhere")
    try await eventually("it is said") { watched.count("there is no folder") > 0 }
    try workplace.write("elsewhere/a.md", "# A\n\nmeanwhile\n")
    try workplace.rename("elsewhere", "notebooks")
    try await page("a", says: "meanwhile")
    try workplace.write("notebooks/a.md", "# A\n\nagain\n")
    try await page("a", says: "again")
    try workplace.remove("notebooks")
    try workplace.write("notebooks/a.md", "# A\n\nafresh\n")
    try await page("a", says: "afresh")
    try workplace.save("notebooks/a.md", "# A\n\nat last\n")
    try await page("a", says: "at last")
    withExtendedLifetime(watched) {}
  }

  @Test func aDataFileIsWatchedEvenBeforeItIsThere() async throws {
    try workplace.write(
      "notebooks/a.md",
      """
      ```yaml train a
      data: {source: series, path: numbers/a.csv, value: level, window: 4}
      model: {hidden_size: 1}
      training: {epochs: 1}
      ```

      """)
    let watched = try await watch()
    try await eventually("it is missed") { watched.count("there is no file 'numbers/a.csv'") > 0 }
    let lines = (0..<60).map { "\($0 % 7)\n" }
    try workplace.write("notebooks/numbers/a.csv", "level\n" + lines.joined())
    try await eventually("it is found") { workplace.text("output/a.html").contains("<svg") }
    let page = workplace.text("output/a.html")
    try workplace.save("notebooks/numbers/a.csv", "level\n" + lines.reversed().joined())
    try await eventually("its change is built") { workplace.text("output/a.html") != page }
    #expect(await workplace.coldPages() == workplace.contents("output"))
    withExtendedLifetime(watched) {}
  }

  @Test func templatesAreWatched() async throws {
    try FileManager.default.copyItem(
      atPath: repository + "/templates", toPath: workplace.path("templates"))
    var project = workplace.project
    project.templates = workplace.path("templates")
    let watched = try await watch(project)
    let page = workplace.text("templates/page.mustache")
    try workplace.save(
      "templates/page.mustache", page.replacing("Skip to the text", with: "Down to the text"))
    try await self.page("a", says: "Down to the text")
    withExtendedLifetime(watched) {}
  }

  @Test func aLinkedNotebookIsFollowedWhereItLeads() async throws {
    try workplace.write("far/b.md", "# B\n\nfar\n")
    try FileManager.default.createSymbolicLink(
      atPath: workplace.path("notebooks/b.md"), withDestinationPath: "../far/b.md")
    let watched = try await watch()
    try await page("b", says: "far")
    try workplace.save("far/b.md", "# B\n\nfarther\n")
    try await page("b", says: "farther")
    withExtendedLifetime(watched) {}
  }

  @Test func manySavesAtOnceAreFewBuilds() async throws {
    let watched = try await watch()
    let before = await watched.preview.finished
    for number in 0..<300 {
      try workplace.write("notebooks/n\(number).md", "# N \(number)\n\nof many\n")
    }
    try await eventually("all are built") {
      workplace.text("output/index.html").contains("n299.html")
    }
    #expect(await watched.preview.finished - before < 60)
    #expect(await workplace.coldPages() == workplace.contents("output"))
  }

  @Test func whatNoPageIsMadeOfBuildsNothing() async throws {
    let watched = try await watch()
    try await Task.sleep(for: .milliseconds(300))
    let before = await watched.preview.finished
    for name in ["notebooks/.a.md.swp", "notebooks/4913", "notebooks/a.md~", "notebooks/.b.md"] {
      try workplace.write(name, "x")
    }
    try workplace.write("other/x.md", "x")
    try workplace.write("output/x.html", "x")
    try await Task.sleep(for: .milliseconds(300))
    #expect(await watched.preview.finished == before)
  }

  @Test func mistakesAreSaidOnceAndSoIsTheirEnd() async throws {
    let watched = try await watch()
    let cell = "```yaml train a\nmodel: {hidden_size: none}\n```\n"
    try workplace.save("notebooks/a.md", cell)
    try await eventually("the mistake") { watched.count("hidden_size must be a whole number") == 1 }
    try workplace.write("notebooks/b.md", "# B\n")
    try await page("b", says: "B")
    try workplace.save("notebooks/a.md", "# A\n\nmended\n")
    try await eventually("its end") { watched.said.all.last == "no mistakes any more" }
    #expect(watched.count("hidden_size must be a whole number") == 1)
    #expect(workplace.text("output/a.html").contains("mended"))
  }
}
