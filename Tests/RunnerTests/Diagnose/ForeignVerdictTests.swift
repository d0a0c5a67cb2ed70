import Foundation
import Testing

@testable import Runner

/// Files that PyTorch programs with known faults wrote (scripts/make-foreign-files.py), each diagnosed
/// as a person would have it.
@Suite struct ForeignVerdictTests {
  @Test(arguments: [
    (["y.csv", "p.csv", "x.npy", "log.csv"], "healthy", "none", "healthy"),
    (["y.csv", "p.csv", "x.npy", "log.csv"], "broadcast", "broadcast_bug", "broken"),
    (["y.csv", "p.csv", "x.npy", "log.csv"], "sigmoid_head", "saturated_output", "broken"),
    (["y.csv", "p.csv", "x.csv", "log.csv"], "unscaled_inputs", "unscaled_input", "broken"),
    (["y.csv", "p.csv", "", "log.csv"], "echo", "persistence", "optimal"),
    (["y.npy", "p.npy", "x.npy", "log.csv"], "leak", "target_leak", "broken"),
    (["y.csv", "p.csv", "x.csv", "log.csv"], "nothing", "no_signal", "optimal"),
  ])
  func theCauseIsFoundFromFilesAlone(
    _ names: [String], _ program: String, _ cause: String, _ kind: String
  ) async throws {
    let place = try ForeignPlace(program)
    let found = await place.diagnose(["targets", "predictions", "inputs", "loss_log"], names)
    #expect(found.messages == "")
    let report = try #require(found.report)
    #expect(report.verdict.cause == cause, "\(report.verdict.statement)")
    #expect(report.verdict.kind == kind)
    #expect(report.heldOut.sequences > 0 && report.scores.contains { $0.name == "ours" })
    let page = try place.workplace.text("diagnosis/p/p.html")
    #expect(page.contains(report.verdict.title) || page.contains("Verdict"))
  }

  /// What holds whatever the last digits of a build are.
  @Test func withoutALogABroadcastIsNotNamed() async throws {
    let place = try ForeignPlace("broadcast")
    let found = await place.diagnose(
      ["targets", "predictions", "inputs"], ["y.csv", "p.csv", "x.npy"])
    let report = try #require(found.report)
    #expect(report.verdict.cause == "unknown" && report.verdict.kind == "broken")
    #expect(report.wouldAdd.contains { $0.contains("--loss-log") })
  }

  /// The same targets and predictions, and no inputs: nothing is claimed of what was not seen.
  @Test func withoutInputsNothingToLearnIsNotClaimed() async throws {
    let place = try ForeignPlace("nothing")
    let found = await place.diagnose(["targets", "predictions"], ["y.csv", "p.csv"])
    let report = try #require(found.report)
    #expect(report.verdict.cause == "unknown" && report.verdict.kind == "open")
    #expect(report.verdict.nextStep.contains("--inputs"))
  }

  // MARK: Weights

  @Test(arguments: [
    (
      "healthy", "y.csv", "p.csv", "none",
      "The weights give the predictions that were handed over ("
    ),
    ("sigmoid_head", "y.csv", "p.csv", "saturated_output", "where the head ends in sigmoid"),
    (
      "swapped_axes", "y.npy", "p.npy", "swapped_axes",
      "only where the recurrence runs over the batch"
    ),
  ])
  func whatTheWeightsGiveIsComparedWithWhatWasHandedOver(
    _ program: String, _ targets: String, _ predictions: String, _ cause: String, _ says: String
  ) async throws {
    let place = try ForeignPlace(program)
    let found = await place.diagnose(
      ["targets", "predictions", "inputs", "weights"],
      [targets, predictions, "x.npy", "model.safetensors"])
    let report = try #require(found.report, "\(found.messages)")
    #expect(report.verdict.cause == cause)
    let statement = report.evidence.first { $0.rule == "recomputed" }?.statement ?? ""
    #expect(statement.contains(says), "\(statement)")
    #expect(!report.wouldAdd.contains { $0.contains("--weights") })
  }

  @Test(arguments: [
    (2.0, 1.0, 0.0, "are 2.00 times what the weights give, plus 1.00"),
    (1.0, 0.0, 0.5, "The weights do not give the predictions that were handed over"),
  ])
  func aDifferenceIsMeasuredAndExplainedWhereItCanBe(
    _ scale: Double, _ shift: Double, _ jump: Double, _ says: String
  ) async throws {
    func change(_ cell: Substring) -> String {
      let p = Double(cell) ?? 0
      return "\(p * scale + shift + (p > 0.3 ? jump : 0))"
    }
    let place = try ForeignPlace("healthy")
    let rows = try place.workplace.text("p.csv").split(separator: "\n")
    let changed = rows.map { row in
      row.split(separator: ",").map(change).joined(separator: ",")
    }
    try place.workplace.write("p.csv", changed.joined(separator: "\n"))
    let found = await place.diagnose(
      ["targets", "predictions", "inputs", "weights"],
      ["y.csv", "p.csv", "x.npy", "model.safetensors"])
    let statement = found.report?.evidence.first { $0.rule == "recomputed" }?.statement ?? ""
    #expect(statement.contains(says), "\(statement)")
  }

  @Test func weightsOfAnotherNetworkAreRefused() async throws {
    let place = try ForeignPlace("leak")
    try FileManager.default.copyItem(
      atPath: ForeignPlace.folder("healthy") + "/model.safetensors",
      toPath: place.workplace.path("model.safetensors"))
    let found = await place.diagnose(
      ["targets", "predictions", "inputs", "weights"],
      ["y.npy", "p.npy", "x.npy", "model.safetensors"])
    #expect(found.messages.contains("read 1 inputs at each step, and the inputs hold 2"))
  }
}

/// A workplace with the files of one program.
struct ForeignPlace {
  let workplace: Workplace

  init(_ program: String) throws {
    workplace = try Workplace()
    let folder = ForeignPlace.folder(program)
    for name in Files.disk.list(folder) ?? [] {
      try FileManager.default.copyItem(
        atPath: "\(folder)/\(name)", toPath: workplace.path(name))
    }
  }

  static func folder(_ program: String) -> String {
    repository + "/Tests/RunnerTests/Foreign/\(program)"
  }

  struct Found {
    var report: DiagnosisReport?
    var messages: String
  }

  func diagnose(_ keys: [String], _ names: [String]) async -> Found {
    let paths = Dictionary(uniqueKeysWithValues: zip(keys, names)).filter { $0.value != "" }
    return await workplace.diagnose(.files(paths.mapValues { workplace.path($0) }), name: "p")
  }
}

extension Workplace {
  func diagnose(_ subject: DiagnosisRequest.Subject, name: String? = nil) async
    -> ForeignPlace.Found
  {
    let reporter = Reporter(isTerminal: false, isQuiet: true)
    let context = RunContext(
      store: RecordStore(folder: path("store")),
      executor: LocalExecutor(cores: 2, reporter: reporter), reporter: reporter)
    let result = await Diagnosing(
      DiagnosisRequest(
        subject, name: name, folder: path("diagnosis"), notebooks: path("notebooks")),
      templates: repository + "/templates", store: path("store"), context: context,
      reporter: reporter
    ).run()
    return ForeignPlace.Found(report: result.report, messages: rendered(result.diagnostics))
  }
}
