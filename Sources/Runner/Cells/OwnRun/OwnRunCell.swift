import Glibc
package import Notebooks
import Numerals
import Site
package import SourceText

/// Lets readers hold their own loss against the variance of their own targets: a table of what the
/// ratio says, and with the page's script two fields that read it.
package struct OwnRunCell: Cell {
  package static let kind = "own-run"
  package static let summary =
    "what a reader's own loss says beside the variance of their targets: a table, and fields to type into"

  private let example: Scope.Named?

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    example = Self.example(&options, scope)
  }

  private static let allowed = "the name of a train cell, whose numbers stand in the fields"

  private static func example(_ options: inout Options, _ scope: Scope) -> Scope.Named? {
    options.contains("of") ? scope.experiment(&options, "of", allowed: allowed) : nil
  }

  /// For the manual.
  static func declare(_ options: inout Options) { _ = options.text("of", allowed: allowed) }

  package var needs: [String] { example.map { [$0.name] } ?? [] }
  package var valueNames: [String] { [] }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let example else {
      return CellResult(exhibits: [.ownRun(Self.exhibit(nil))], values: [:])
    }
    let run = try await context.run(of: example)
    return CellResult(
      exhibits: [.ownRun(Self.exhibit(run))], values: [:], kernels: [run.record.kernel])
  }

  private static func exhibit(_ run: Run?) -> OwnRun {
    let example = run.flatMap(example)
    return OwnRun(
      besideVariance: LossReading.besideVariance.map { row($0, example?.ratio) },
      besideStart: LossReading.besideStart.map { row($0, nil) },
      notPositive: LossReading.notPositive, negative: LossReading.negative,
      example: example?.exhibit,
      command: "meanwhile diagnose --targets y.csv --predictions p.csv --inputs x.csv")
  }

  private static func row(_ reading: LossReading, _ ratio: Double?) -> OwnRun.Case {
    OwnRun.Case(
      from: reading.ratios.from, below: reading.ratios.below, range: reading.range,
      says: reading.says, isExample: ratio.map(reading.holds) ?? false)
  }

  /// Nil where a run has no ratio to show.
  private static func example(_ run: Run) -> (ratio: Double, exhibit: OwnRun.Example)? {
    let spread = run.split.test.spreadOfTargets
    let (loss, variance) = (run.testMSE, spread * spread)
    let ratio = loss / variance
    guard ratio.isFinite,
      let reading = LossReading.besideVariance.first(where: { $0.holds(for: ratio) })
    else { return nil }
    // In as many digits as the fields hold, so that a reader's own division gives the same.
    let quotient =
      "\(Numerals.measured(loss, digits: 5)) ÷ \(Numerals.measured(variance, digits: 5)) = \(Numerals.measured(ratio))"
    return (
      ratio,
      OwnRun.Example(
        loss: typed(loss), variance: typed(variance),
        says:
          "The run \(run.name), held out: \(quotient). \(reading.says)"
      )
    )
  }

  /// Five digits as a person types them, for a field that a script reads.
  private static func typed(_ value: Double) -> String {
    if value == 0 { return "0" }
    let scale = Glibc.pow(10, 4 - Glibc.floor(Glibc.log10(abs(value))))
    return "\((value * scale).rounded() / scale)"
  }
}
