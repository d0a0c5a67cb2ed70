#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Notebooks
import SourceText

/// What `Benchmarks scenarios` and `Benchmarks diagnosis` were asked for.
struct ScenarioArguments {
  var path = ScenarioArguments.ownFile
  var json = false
  /// Families to look at; nil for all.
  var only: [String]?
  /// Numbers of draws to look at; nil for all.
  var draws: [Int]?

  /// The draws that are kept with the sources: `Benchmarks draw 1 3`.
  static let ownFile =
    #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast().joined(separator: "/") + "/scenarios.yaml"

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--json": json = true
      case "--scenarios": path = try Self.value(of: option, &rest)
      case "--only":
        only = try Self.value(of: option, &rest).split(separator: ",").map(String.init)
      case "--draws":
        draws = try Self.value(of: option, &rest).split(separator: ",").map { text in
          guard let number = Int(text), number >= 0 else {
            throw UsageMistake(what: "--draws lists whole numbers, not '\(text)'")
          }
          return number
        }
      default: throw UsageMistake(what: "unknown option '\(option)'")
      }
    }
  }

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws -> String {
    guard let value = rest.popFirst() else { throw UsageMistake(what: "\(option) needs a value") }
    return value
  }

  /// All scenarios of the file.
  func allScenarios() throws -> [Scenario] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageMistake(what: "'\(path)' cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw UsageMistake(what: "'\(path)' is not UTF-8 text")
    }
    return try Scenario.read(SourceFile(path: path, text: text))
  }

  /// The scenarios that were asked for, with the draws that were asked for.
  func chosen(from all: [Scenario]) throws -> [Scenario] {
    var scenarios = all
    for name in only ?? [] where !scenarios.contains(where: { $0.name == name }) {
      throw UsageMistake(
        what: "no scenario is called '\(name)': \(scenarios.map(\.name).joined(separator: ", "))")
    }
    if let only { scenarios.removeAll { !only.contains($0.name) } }
    if let draws {
      for index in scenarios.indices {
        scenarios[index].draws.removeAll { !draws.contains($0.number) }
      }
    }
    return scenarios
  }
}
