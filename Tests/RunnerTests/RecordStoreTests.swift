import Foundation
import Learning
import SourceText
import Testing

@testable import Runner

/// What is remembered of runs, and what is done with memories that are no good.
struct RecordStoreTests {
  /// Ways to spoil the file of a record, and what is said about each.
  enum Harm: String, CaseIterable, Sendable {
    case changedByte, truncated, cutBeforeItsLine, empty, foreign, otherVersion, otherForm, folder

    var reason: String {
      switch self {
      case .changedByte, .truncated: "its bytes are not those that were written"
      case .cutBeforeItsLine, .empty: "it is cut short"
      case .foreign: "it is not a record"
      case .otherVersion, .otherForm: "it was written by another version"
      case .folder: "it cannot be read"
      }
    }

    func spoil(_ path: String, _ fingerprint: Fingerprint) throws {
      let file = URL(filePath: path)
      var data = try Data(contentsOf: file)
      let line = try #require(data.firstIndex(of: UInt8(ascii: "\n")))
      switch self {
      case .changedByte: data[data.count - 10] ^= 1
      case .truncated: data.removeLast(7)
      case .cutBeforeItsLine: data = data.prefix(line - 3)
      case .empty: data = Data()
      case .foreign: data = Data("date,value\n1,2\n".utf8)
      case .otherVersion:
        let text = String(decoding: data, as: UTF8.self)
        data = Data(
          text.replacingOccurrences(of: "meanwhile-record 3", with: "meanwhile-record 9").utf8)
      case .otherForm:
        let body = Data("{\"kernel\":\"avx2\"}".utf8)
        data = Data("meanwhile-record 3 \(fingerprint.hex) \(Digest.sha256(body))\n".utf8) + body
      case .folder:
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        return
      }
      try data.write(to: file)
    }
  }

  @Test(arguments: Harm.allCases)
  func aSpoiltRecordIsNoticed(_ harm: Harm) throws {
    let workplace = try Workplace()
    let store = RecordStore(folder: workplace.path("store"))
    let fingerprint = try saved(in: store, seed: 1)
    try harm.spoil(workplace.path("store/\(fingerprint.hex).record"), fingerprint)
    guard case .damaged(let reason) = store.record(for: fingerprint) else {
      Issue.record("it was not noticed")
      return
    }
    #expect(reason == harm.reason)
  }

  @Test func aRecordUnderAnotherNameIsNoticed() throws {
    let workplace = try Workplace()
    let store = RecordStore(folder: workplace.path("store"))
    let (one, two) = (try saved(in: store, seed: 1), try saved(in: store, seed: 2))
    try workplace.write(
      "store/\(two.hex).record", try workplace.data("store/\(one.hex).record"))
    guard case .damaged("it belongs to another experiment") = store.record(for: two) else {
      Issue.record("it was not noticed")
      return
    }
  }

  @Test func whatWasNeverTrainedIsMissing() throws {
    let workplace = try Workplace()
    let store = RecordStore(folder: workplace.path("store"))
    guard case .missing = store.record(for: Fingerprint(of: tinyExperiment(seed: 1))) else {
      Issue.record("something was found in an empty store")
      return
    }
    #expect(store.entries().isEmpty)
  }

  @Test func aSpoiltRecordIsTrainedAgainToTheSameBytes() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let pages = try workplace.contents("output")
    let records = try workplace.records("store")
    let name = try #require(records.keys.sorted().first { $0.hasSuffix(".record") })
    try workplace.write("store/\(name)", try workplace.data("store/\(name)").dropLast(9))
    let second = await workplace.build()
    #expect(second.counts.trained == 1 && second.counts.remembered == 2)
    #expect(second.messages == "")
    #expect(try workplace.contents("output") == pages)
    #expect(try workplace.records("store") == records)
  }

  @Test func aRecordReadBackGivesTheSamePage() async throws {
    let workplace = try Workplace(site: "training")
    let cold = await workplace.build(workplace.project(output: "cold"))
    let warm = await workplace.build(workplace.project(output: "warm"))
    #expect(cold.counts.trained == 3 && warm.counts.trained == 0)
    #expect(try workplace.contents("cold") == workplace.contents("warm"))
  }

  @Test func aStoreThatCannotBeWrittenDoesNotFailTheBuild() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    try workplace.write("store", "a file where a folder should be\n")
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(built.counts.trained == 3)
    #expect(try workplace.text("output/small.html").contains("<h1>Small</h1>"))
    #expect(try workplace.text("store") == "a file where a folder should be\n")
  }

  @Test func besideARecordLieItsExperimentAndANote() async throws {
    let workplace = try Workplace(notebook: smallNotebook)
    _ = await workplace.build()
    let names = try workplace.contents("store").keys.filter { $0 != "lock" }
    #expect(names.count == 9)
    for name in names where name.hasSuffix(".record") {
      let fingerprint = String(name.dropLast(".record".count))
      let text = try workplace.data("store/\(fingerprint).experiment.json")
      #expect(Digest.sha256(text) == fingerprint, "a fingerprint is the digest of the text")
    }
    let entries = RecordStore(folder: workplace.path("store")).entries()
    #expect(entries.count == 3)
    for entry in entries {
      let note = try #require(entry.note)
      #expect(note.seconds >= 0 && note.finished.timeIntervalSinceNow > -600)
      let parts = try RecordStore.suffixes.map {
        try workplace.data("store/\(entry.fingerprint).\($0)").count
      }
      #expect(entry.bytes == parts.reduce(0, +))
    }
  }

  @Test func aRecordHoldsNothingOfWhereAndWhenItWasMade() async throws {
    let workplace = try Workplace(site: "series")
    _ = await workplace.build()
    let records = try workplace.records("store")
    let written = try #require(records.first { $0.key.hasSuffix(".record") })
    let text = String(decoding: written.value, as: UTF8.self)
    let body = try #require(text.split(separator: "\n").last)
    let object = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    #expect(
      object?.keys.sorted() == [
        "filmSequences", "kept", "keptSequences", "kernel", "losses", "outcome", "reach", "test",
        "train", "weights",
      ],
      "a new part of records must depend on the experiment alone")
    for (name, bytes) in records {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains(workplace.root), "\(name) holds a path")
      #expect(!text.contains("level.csv"), "\(name) holds a path")
    }
  }

  // MARK: Helpers

  private func saved(in store: RecordStore, seed: UInt32) throws -> Fingerprint {
    let experiment = tinyExperiment(seed: seed)
    let fingerprint = Fingerprint(of: experiment)
    let note = RecordStore.Note(finished: Date(timeIntervalSince1970: 0), seconds: 1)
    try store.save(try Trainer().train(experiment), for: fingerprint, note: note)
    return fingerprint
  }

  private func tinyExperiment(seed: UInt32) -> Experiment {
    var options = Options(.empty)
    var experiment = Experiment(&options)
    experiment.model.hiddenSize = 1
    experiment.training.epochs = 1
    experiment.seed = seed
    return experiment
  }
}
