import Diagnosis
import Learning
package import Notebooks
import Numerals
import Site
package import SourceText

/// Says why a run predicts what it predicts: a verdict, and the measurements it follows from.
package struct DiagnoseCell: Cell {
  package static let kind = "diagnose"
  package static let summary =
    "why a run predicts what it predicts: is there anything to learn, and was it learned?"

  private let named: Scope.Named?

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    named = scope.experiment(&options, "of")
  }

  package var needs: [String] { named.map { [$0.name] } ?? [] }

  package var valueNames: [String] {
    named == nil ? [] : ["verdict", "p", "probe.r2", "counterfactual.mse", "best.mse"]
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let named else { throw Diagnostic("unread-cell", "it names no train cell") }
    let run = try await context.run(of: named)
    let subject = Subject(
      experiment: named.experiment, split: run.split, record: run.record,
      rerun: { try await context.records(of: $0, name: "\(named.name), one thing changed") },
      progress: { context.say("\(named.name): \($0)") })
    let diagnosis = try await diagnose(subject)
    let kernels = [run.record.kernel] + diagnosis.trials.flatMap(\.records).map(\.kernel)
    return CellResult(
      exhibits: DiagnosisExhibits(diagnosis, subject, run).all, values: values(of: diagnosis),
      provenance: diagnosis.trials.flatMap { trial in
        trial.experiments.map {
          Provenance.Run(
            cell: "\(named.name), \(trial.title.lowercased())", seed: "\($0.seed)",
            fingerprint: Fingerprint(of: $0).short)
        }
      }, kernels: Set(kernels))
  }

  private func values(of diagnosis: Diagnosis) -> [String: Value] {
    let none = Value.text("not measured")
    return [
      "verdict": .text(diagnosis.verdict.title),
      "p": diagnosis.repairing.map { .measured($0.p) } ?? none,
      "probe.r2": diagnosis.repairing.map { .measured($0.observed) } ?? none,
      "counterfactual.mse": diagnosis.trials.first?.pairs.first.map { .measured($0.after.mse) }
        ?? none,
      "best.mse": .measured(diagnosis.scoreboard.bestKnown.mse),
    ]
  }
}
