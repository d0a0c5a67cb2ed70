import Foundation
import Testing

@testable import Runner

/// Inputs and disks that no author means: a diagnostic or a result, never a crash.
///
/// `scripts/hostile` tries larger ones, against the clock.
struct HostileTests {
  @Test func aNotebookThatIsTooLongIsRefusedUnread() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("notebooks/long.md", String(repeating: "[", count: 5_000_001))
    let built = await workplace.build()
    #expect(
      built.messages.contains(
        "notebooks/long.md:1:1: error: the notebook cannot be read: it is longer than 5 MB"))
    #expect(built.pages.contains("output/small.html"))
  }

  @Test func aThousandCellsAreAPage() async throws {
    let cells = (0..<1000).map { number in
      """
      ```yaml train cell-\(number)
      data: {source: noise, sequences: 2, length: 2, test_sequences: 2}
      model: {hidden_size: 1}
      training: {epochs: 1}
      seed: \(number % 10)
      ```

      """
    }
    let workplace = try Workplace(notebook: cells.joined())
    let built = await workplace.build()
    #expect(built.messages == "" && built.trained.count == 10)
  }

  @Test(arguments: ["a.md", "self/a.md"])
  func linksThatLeadInCirclesAreUnreadable(_ target: String) async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.link("notebooks/a.md", to: target)
    try workplace.link("notebooks/self", to: "self")
    let built = await workplace.build()
    #expect(built.messages.contains("a.md:1:1: error: the notebook cannot be read: "))
    #expect(built.pages.contains("output/small.html"))
  }

  @Test(arguments: ["output/", "store/", ""])
  func aFullDiskIsSaidAndTheNextBuildMendsIt(_ folder: String) async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let full = workplace.path(folder)
    let built = await workplace.build(refusing: {
      $0.hasPrefix(full) ? "\($0) cannot be written: No space left on device" : nil
    })
    #expect(built.result.hasErrors == (folder != "store/"))
    #expect(built.messages.contains("No space left on device") == (folder != "store/"))
    if folder == "store/" {
      #expect(built.said.contains { $0.contains("could not be stored") })
    }
    let mended = await workplace.build()
    #expect(mended.messages == "")
    let cold = await workplace.build(workplace.project(output: "cold", store: "cold-store"))
    #expect(cold.messages == "")
    #expect(try workplace.contents("output") == workplace.contents("cold"))
  }

  @Test func aFolderThatCannotBeWrittenIsSaid() throws {
    let workplace = try Workplace(notebook: "# Small\n")
    try workplace.write("output", "a file\n")
    let run = try Command(
      ["build", "--templates", repository + "/templates"], in: workplace.root
    ).finish()
    #expect(run.status == 1 && run.errors.contains("'output' is not a folder"))
  }
}
