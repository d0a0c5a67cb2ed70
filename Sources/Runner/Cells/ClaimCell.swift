package import Notebooks
import Numerals
import Site
package import SourceText

/// States a sentence and what must be true of the measured values for it to stand. A claim that does
/// not hold is shown as such and makes the build exit 1, so that prose cannot outlive its numbers.
package struct ClaimCell: Cell {
  package static let kind = "claim"
  package static let summary =
    "a sentence, and the comparison of measured values that must hold for it"
  package static let readsOthers = true

  private let says: String
  private let expression: Expression?
  private let written: String
  private let place: SourceRange

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    says = options.text("says", required: true, allowed: "a sentence") ?? ""
    written =
      options.text(
        "expect", required: true, allowed: "a comparison, such as 'noise.test.r2 < 0.05'") ?? ""
    place = source.nameRange
    let range = options.range(of: "expect")
    do {
      expression = written.isEmpty ? nil : try Expression(written)
    } catch {
      expression = nil
      options.report(
        Diagnostic("broken-expression", error.message, at: Self.part(error.place, of: range)))
    }
  }

  package var valueNames: [String] { ["verdict"] }

  package var needs: [String] {
    let cells = (expression?.names ?? []).map { String($0.name.prefix { $0 != "." }) }
    return cells.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  package func namesOfOthers(in range: SourceRange?) -> [(name: String, range: SourceRange?)] {
    (expression?.names ?? []).map { ($0.name, Self.part($0.place, of: range)) }
  }

  /// A part of a scalar as written, where it is on one line; else the whole.
  private static func part(_ place: Range<Int>, of range: SourceRange?) -> SourceRange? {
    guard var range else { return nil }
    let written = range.file.string(range.start..<range.end)
    if written.contains("\n") { return range }
    let quote = written.hasPrefix("'") || written.hasPrefix("\"") ? 1 : 0
    let start = range.start + quote + place.lowerBound
    range.end = min(range.end, start + place.count)
    range.start = min(start, range.end)
    return range
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let expression, let outcomes = expression.outcomes(others.number) else {
      throw Diagnostic("unmeasured-claim", "a value it names was not measured")
    }
    let holds = outcomes.allSatisfy(\.holds)
    let numbers = outcomes.map {
      "\(Numerals.measured($0.left)) \(Self.signs[$0.sign] ?? $0.sign) \(Numerals.measured($0.right))"
    }.joined(separator: " and ")
    var problems: [Diagnostic] = []
    if !holds {
      problems.append(
        Diagnostic(
          "claim-does-not-hold", "the claim \(quoted(says)) does not hold", at: place,
          notes: ["expected \(written); measured \(numbers)"]))
    }
    return CellResult(
      exhibits: [
        .claim(Claim(says: says, expected: written, measured: numbers, holds: holds))
      ],
      values: ["verdict": .text(holds ? "holds" : "does not hold")], problems: problems)
  }

  private static let signs = ["<=": "≤", ">=": "≥", "==": "=", "!=": "≠"]
}
