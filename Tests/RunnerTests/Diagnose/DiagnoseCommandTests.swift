import Foundation
import Testing

@testable import Runner

/// `meanwhile diagnose` as a person runs it.
@Suite struct DiagnoseCommandTests {
  private func run(_ arguments: [String], in place: Workplace) throws -> Command.Outcome {
    try Command(
      ["diagnose"] + arguments + ["--templates", repository + "/templates"], in: place.root
    ).finish()
  }

  private let files = ["--targets", "y.npy", "--predictions", "p.npy", "--inputs", "x.npy"]

  @Test func theVerdictGoesToStandardOutputAndProgressElsewhere() throws {
    let place = try ForeignPlace("leak").workplace
    let outcome = try run(files, in: place)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("read y.npy: 160 sequences of 12 steps\n"))
    #expect(outcome.output.contains("\nTHE INPUT HOLDS THE TARGET\n"))
    #expect(
      outcome.output.hasSuffix(
        "\nThe report: diagnosis/p/p.html\nIts notebook: diagnosis/p/p.md\n"))
    #expect(outcome.errors.contains("theirs: Is there anything to learn?\n"))
    #expect(
      Files.disk.list(place.path("diagnosis/p")) == ["index.html", "p.html", "p.json", "p.md"])
    let second = try run(files, in: place)
    #expect(second.output == outcome.output)
    #expect(!second.errors.contains("trained"), "remembered in the store")
  }

  @Test func withJSONStandardOutputIsAnObjectAndNothingElse() throws {
    let place = try ForeignPlace("leak").workplace
    let outcome = try run(files + ["--json", "--name", "mine"], in: place)
    let report = try JSONDecoder().decode(
      DiagnosisReport.self, from: Data(outcome.output.utf8))
    #expect(report.schema == DiagnosisReport.schema && report.page == "diagnosis/mine/mine.html")
    #expect(try place.text("diagnosis/mine/mine.json") == outcome.output)
  }

  @Test func mistakesOfAllFilesAreShownWithTheirRowsAndNothingIsWritten() throws {
    let place = try Workplace()
    try place.write("y.csv", "1,2\n3,x\n")
    try place.write("p.csv", "1,2\n3,\n")
    let outcome = try run(["--targets", "y.csv", "--predictions", "p.csv"], in: place)
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.errors.contains("p.csv:2:3: error: row 2 of 'p.csv' has no number in column 2"))
    #expect(outcome.errors.contains("y.csv:2:3: error: row 2 of 'y.csv': column 2 must hold"))
    #expect(outcome.errors.hasSuffix("2 errors\n"))
    #expect(Files.disk.list(place.root) == ["p.csv", "y.csv"])
  }

  @Test(arguments: [
    ([], "nothing to diagnose: name --targets and --predictions, a CSV file, or a train cell."),
    (["a.csv", "--targets", "y.csv"], "'a.csv' and --targets are two ways in: use one."),
    (["--targets", "y", "--weights", "w"], "--weights needs --inputs"),
  ])
  func whatMakesNoSenseIsRefused(_ arguments: [String], _ message: String) throws {
    let outcome = try run(arguments, in: Workplace())
    #expect(outcome.status == 64 && outcome.errors.contains(message))
  }

  @Test func theManualShowsThePythonThatWritesTheFiles() throws {
    let inputs = try Command(["list", "inputs"], in: repository).finish().output
    for line in ["np.save(\"y.npy\", y.cpu().numpy())", "model.predict(x)", "  long form: "] {
      #expect(inputs.contains(line), "\(line)")
    }
    let json = try Command(["list", "json"], in: repository).finish().output
    #expect(json.contains("  verdict.cause: "))
  }
}
