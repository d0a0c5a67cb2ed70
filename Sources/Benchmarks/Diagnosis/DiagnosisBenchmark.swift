#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Diagnosis
import Numerals
import Tensors

/// How often the diagnosis names the cause that was put into a problem.
enum DiagnosisBenchmark {
  private struct Report: Encodable { var cases: [DiagnosisCase] }

  static func run(_ arguments: ScenarioArguments) async throws {
    let all = try arguments.allScenarios()
    let cases = await cases(of: try arguments.chosen(from: all), causes: Set(all.map(\.cause)))
    if arguments.json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(Report(cases: cases)), as: UTF8.self))
    } else {
      print(text(cases))
    }
  }

  // MARK: Cases

  private struct Job { var scenario: Scenario, draw: ScenarioDraw }
  private struct Numbered { var index: Int, diagnosed: DiagnosisCase }

  /// Each on one core, as many at a time as there are.
  private static func cases(of scenarios: [Scenario], causes: Set<String>) async
    -> [DiagnosisCase]
  {
    let jobs = scenarios.flatMap { scenario in
      scenario.draws.map { Job(scenario: scenario, draw: $0) }
    }
    return await withTaskGroup(of: Numbered.self) { group in
      var waiting = jobs.enumerated().makeIterator()
      func start() {
        guard let (index, job) = waiting.next() else { return }
        group.addTask {
          Numbered(index: index, diagnosed: await DiagnosisCase(of: job.scenario, job.draw, causes))
        }
      }
      for _ in 0..<Processor.count { start() }
      var cases: [Numbered] = []
      while let one = await group.next() {
        cases.append(one)
        start()
      }
      return cases.sorted { $0.index < $1.index }.map(\.diagnosed)
    }
  }

  // MARK: Report

  private static func text(_ cases: [DiagnosisCase]) -> String {
    let right = cases.count { $0.verdict == $0.cause }
    let blamed = cases.count { $0.score < 0 }
    let unknown = cases.count { $0.verdict == Cause.unknown.rawValue }
    let score = cases.reduce(0) { $0 + $1.score }
    let broken = cases.filter {
      $0.kind == Scenario.Kind.broken.rawValue && $0.score == 1
        && $0.cause != Cause.unknown.rawValue
    }
    let seconds = cases.map(\.seconds).sorted()
    var lines = [confusion(cases), ""]
    lines.append(
      "right: \(right) of \(cases.count); cause not found: \(unknown); good models blamed: \(blamed); score \(Numerals.fixed(score, decimals: 1))"
    )
    let (cured, always) = (broken.count(where: \.cured), broken.count(where: \.curedAlways))
    lines.append(
      "cures shown: \(cured) of \(broken.count) causes named rightly, \(always) of them with all seeds of the weights"
    )
    if let longest = seconds.last {
      let median = seconds[seconds.count / 2]
      lines.append(
        "seconds per case, each on one core: median \(Numerals.fixed(median, decimals: 1)), longest \(Numerals.fixed(longest, decimals: 1))"
      )
    }
    for wrong in cases where wrong.score < 1 {
      lines += ["", "\(wrong.scenario) \(wrong.draw): \(wrong.named), not \(wrong.cause)"]
      lines += wrong.evidence.map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  /// Causes by verdicts; columns for those that were given.
  private static func confusion(_ cases: [DiagnosisCase]) -> String {
    var causes: [String] = []
    for one in cases where !causes.contains(one.cause) { causes.append(one.cause) }
    let others = Set(cases.filter { $0.verdict != $0.cause }.map(\.verdict)).sorted()
    var table = TextTable(["cause", "right"] + others + ["cured"])
    for cause in causes {
      let rows = cases.filter { $0.cause == cause }
      func cell(_ count: Int) -> String { count == 0 ? "·" : "\(count)" }
      table.rows.append(
        [cause, "\(rows.count { $0.verdict == cause })/\(rows.count)"]
          + others.map { other in cell(rows.count { $0.verdict == other && other != cause }) }
          + [cell(rows.count(where: \.cured))])
    }
    return table.text
  }
}
