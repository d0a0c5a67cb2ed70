import Foundation
import Testing

@testable import Runner

/// What programs read: the schema, held to what is written.
@Suite struct DiagnosisReportTests {
  /// Every path in a JSON value: `scores[].mse`.
  private func paths(_ value: Any, _ path: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { found, entry in
        found.formUnion(paths(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)"))
      }
    }
    if let list = value as? [Any] {
      return list.reduce(into: []) { $0.formUnion(paths($1, "\(path)[]")) }
    }
    return [path]
  }

  @Test func everyFieldWrittenIsDocumentedAndEveryDocumentedFieldIsWritten() async throws {
    let place = try ForeignPlace("unscaled_inputs")
    let found = await place.diagnose(
      ["targets", "predictions", "inputs"], ["y.csv", "p.csv", "x.csv"])
    let report = try #require(found.report)
    let object = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
    let written = paths(object)
    let documented = Set(DiagnosisReport.fields.map(\.path))
    #expect(written.subtracting(documented).isEmpty, "not documented")
    #expect(documented.subtracting(written).isEmpty, "not written")
    #expect(DiagnosisReport.fields.count == documented.count)
  }

  @Test func theSchemaOfThisVersionHasTheseFields() {
    // Removing or renaming one breaks programs: raise the number in DiagnosisReport.schema.
    #expect(DiagnosisReport.schema == "meanwhile.diagnosis/1")
    let roots = Set(DiagnosisReport.fields.map { $0.path.prefix { $0 != "." && $0 != "[" } })
    #expect(
      roots == [
        "schema", "version", "name", "readings", "verdict", "held_out", "scores", "error_parts",
        "signal", "evidence", "cures", "limits", "would_add", "notebook", "page",
      ])
    let verdict = DiagnosisReport.fields.map(\.path).filter { $0.hasPrefix("verdict.") }
    #expect(
      verdict
        == [
          "cause", "kind", "title", "statement", "confidence", "reason", "next_step",
        ].map { "verdict.\($0)" })
  }

  @Test func aReportIsReadBackAsItWasWritten() async throws {
    let place = try ForeignPlace("leak")
    let found = await place.diagnose(
      ["targets", "predictions", "inputs"], ["y.npy", "p.npy", "x.npy"])
    let report = try #require(found.report)
    let stored = try place.workplace.data("diagnosis/p/p.json")
    #expect(try JSONDecoder().decode(DiagnosisReport.self, from: stored) == report)
  }

  @Test func theTerminalShowsTheVerdictAboveItsNumbers() async throws {
    let place = try ForeignPlace("sigmoid_head")
    let found = await place.diagnose(
      ["targets", "predictions", "inputs"], ["y.csv", "p.csv", "x.npy"])
    let lines = try #require(found.report).text(width: 80).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    #expect(lines[0].hasPrefix("read ") && lines[0].contains("160 sequences of 12 steps"))
    #expect(lines.contains("THE HEAD CANNOT REACH THE TARGETS"))
    let prose = lines.drop { !$0.hasPrefix("THE HEAD") }
    #expect(prose.allSatisfy { $0.count <= 80 })
    let table = lines.drop { !$0.hasPrefix("Squared error on 480 held-out targets") }.dropFirst()
      .prefix { !$0.isEmpty }
    #expect(table.last?.hasPrefix("> The model") == true, "the largest error stands last")
    #expect(lines.contains("What more would add"))
  }
}
