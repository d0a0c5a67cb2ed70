import Foundation
import Testing

@testable import Runner

/// Training by other engines: a plan as a file, and its tasks one by one.
struct ManifestTests {
  @Test func tasksTrainedOneByOneLeaveTheBuildNothingToDo() throws {
    let workplace = try Workplace(notebook: smallNotebook)
    let plan = try meanwhile("plan", "--json", in: workplace)
    #expect(plan.status == 0)
    try workplace.write("plan.json", plan.output)
    let manifest = try Manifest(path: workplace.path("plan.json"))
    #expect(manifest.tasks.map(\.number) == [1, 2, 3])
    #expect(Set(manifest.tasks.map(\.name)) == ["first", "second", "third"])
    #expect(manifest.tasks[0].work >= manifest.tasks[1].work, "the longest comes first")
    for number in 1...3 {
      let run = try meanwhile(
        "train", "--manifest", "plan.json", "--task", "\(number)", in: workplace)
      #expect(run.status == 0 && run.errors.hasSuffix("1 trained, 0 already in the store\n"))
    }
    let again = try meanwhile("train", "--manifest", "plan.json", in: workplace)
    #expect(again.errors.hasSuffix("0 trained, 3 already in the store\n"))
    #expect(try meanwhile("plan", in: workplace).output == "nothing to train\n")
    let build = try meanwhile(
      "build", "--templates", repository + "/templates", in: workplace)
    #expect(build.errors.contains("0 trained, 3 from the store"))
  }

  @Test func aPlanSaysWhy() throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = try meanwhile("build", "--templates", repository + "/templates", in: workplace)
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    #expect(
      try meanwhile("plan", in: workplace).output
        == "1  small.third  third: `training.epochs` changed from 3 to 2\n")
  }

  @Test func whatAManifestNoLongerMeansIsNotTrained() throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("plan.json", try meanwhile("plan", "--json", in: workplace).output)
    try workplace.edit("notebooks/small.md", "epochs: 3", "epochs: 2")
    let tasks = try Manifest(path: workplace.path("plan.json")).tasks
    let stale = try #require(tasks.first { $0.name == "third" }?.number)
    let run = try meanwhile("train", "--manifest", "plan.json", "--task", "\(stale)", in: workplace)
    #expect(run.status == 1 && run.errors.contains("no longer names the experiment of task"))
    let absent = try meanwhile("train", "--manifest", "plan.json", "--task", "9", in: workplace)
    #expect(absent.status == 64 && absent.errors.contains("the manifest has no task 9: it has 3"))
    try workplace.write("plan.json", "nonsense")
    let broken = try meanwhile("train", "--manifest", "plan.json", in: workplace)
    #expect(broken.status == 1 && broken.errors.contains("this is no manifest"))
    let missing = try meanwhile("train", "--manifest", "gone.json", in: workplace)
    #expect(missing.status == 1 && missing.errors.contains("'gone.json' cannot be read"))
    #expect(
      Files.disk.list(workplace.path(".meanwhile"))?.contains { $0.hasSuffix(".record") } != true)
  }

  private func meanwhile(_ arguments: String..., in workplace: Workplace) throws
    -> Command.Outcome
  {
    try Command(arguments, in: workplace.root).finish()
  }
}
