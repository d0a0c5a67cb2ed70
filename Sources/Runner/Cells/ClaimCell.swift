package import Notebooks
import Site
package import SourceText

/// States a sentence and what must be true of the measured values for it to stand. A claim that does
/// not hold is shown as such and makes the build exit 1, so that prose cannot outlive its numbers.
package struct ClaimCell: Cell, Listed {
  package static let kind = "claim"
  package static let summary =
    "a sentence, and the comparison of measured values that must hold for it"
  package static let readsOthers = true

  private let says: String
  private let expectation: Expectation?
  private let place: SourceRange

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    says = options.text("says", required: true, allowed: "a sentence") ?? ""
    expectation = Expectation(&options, isRequired: true)
    place = source.nameRange
  }

  package var valueNames: [String] { ["verdict"] }
  package var namesOfOthers: [ValueName] { expectation?.names ?? [] }
  package var needs: [String] { namesOfOthers.cells }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let expectation else {
      throw Diagnostic("unread-cell", "its comparison could not be read")
    }
    let outcome = try expectation.outcome(of: others)
    let claim = Claim(
      says: says, expected: expectation.written, measured: outcome.measured, holds: outcome.holds)
    var problems: [Diagnostic] = []
    if !outcome.holds {
      problems.append(
        Diagnostic(
          "claim-does-not-hold", "the claim \(quoted(says)) does not hold", at: place,
          notes: ["expected \(claim.expected); measured \(claim.measured)"]))
    }
    return CellResult(
      exhibits: [.claim(claim)],
      values: ["verdict": .text(outcome.holds ? "holds" : "does not hold")], problems: problems)
  }

  /// Folded: the page says it already, word for word.
  func listing(_ source: CellSource) -> Listing {
    var listing = Listing(kind: source.kind, name: source.name, yaml: source.lines)
    listing.isFolded = true
    return listing
  }
}
