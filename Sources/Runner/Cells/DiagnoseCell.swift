import Diagnosis
import Learning
package import Notebooks
import Numerals
import Site
package import SourceText

/// Says why a model predicts what it predicts: a verdict, and the measurements it follows from. The
/// model is a `train` cell of the notebook, or someone else's, known by the files its program wrote.
package struct DiagnoseCell: Cell {
  package static let kind = "diagnose"
  package static let summary =
    "why a model predicts what it predicts: of a train cell, or of targets and predictions in files"

  private enum Model {
    case cell(Scope.Named)
    case foreign(ForeignModel)
  }

  private let model: Model?
  private let name: String
  private let sections: Set<DiagnosisSection>

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    name = source.name
    sections = Self.sections(&options)
    if ForeignModel.keys.contains(where: { options.contains($0) }) {
      model = ForeignModel(&options, scope).map { .foreign($0) }
    } else {
      model = scope.experiment(&options, "of").map { .cell($0) }
    }
  }

  /// All of them unless the author lists some; the verdict is always shown.
  static func sections(_ options: inout Options) -> Set<DiagnosisSection> {
    let known = DiagnosisSection.allCases.map(\.rawValue)
    let items = options.list("sections", allowed: "a list of \(known.joined(separator: ", "))")
    if !options.contains("sections") { return Set(DiagnosisSection.allCases) }
    return Set(
      items.compactMap {
        guard case .scalar(let word, _) = $0.content else {
          options.report(
            Diagnostic("wrong-type", "a section is a word, not \($0.description)", at: $0.range))
          return nil
        }
        if let section = DiagnosisSection(rawValue: word) { return section }
        options.report(.unknown("section", word, known: known, at: $0.range))
        return nil
      })
  }

  package var needs: [String] {
    switch model {
    case .cell(let named): [named.name]
    case .foreign(let model): model.ours.map { [$0.name] } ?? []
    case nil: []
    }
  }

  package var valueNames: [String] {
    model == nil
      ? [] : ["verdict", "cause", "p", "probe.r2", "counterfactual.mse", "best.mse", "model.mse"]
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    switch model {
    case .cell(let named): try await result(of: named, context)
    case .foreign(let model): try await result(of: model, context)
    case nil: throw Diagnostic("unread-cell", "it names no train cell")
    }
  }

  // MARK: A train cell

  private func result(of named: Scope.Named, _ context: RunContext) async throws -> CellResult {
    let run = try await context.run(of: named)
    let subject = Subject(
      experiment: named.experiment, split: run.split, record: run.record,
      rerun: { experiments in
        try await RunContext.$asker.withValue(run.fingerprint) {
          try await context.records(of: experiments, name: "\(named.name), one thing changed")
        }
      },
      progress: { context.say("\(named.name): \($0)") })
    let diagnosis = try await diagnose(subject)
    context.keep(
      DiagnosisReport(diagnosis, name: name, readings: [], wouldAdd: [], test: run.split.test))
    var result = result(diagnosis, about: named.name)
    result.exhibits = DiagnosisExhibits(diagnosis, subject, run, showing: sections).all
    result.kernels.insert(run.record.kernel)
    return result
  }

  // MARK: Files

  private func result(of model: ForeignModel, _ context: RunContext) async throws -> CellResult {
    let ours = try await run(of: model.ours, context)
    let recomputation = model.recomputation
    let subject = model.subject(
      ours: ours, recomputation,
      rerun: { try await context.records(of: $0, name: "\(name), a network of ours") },
      progress: { context.say("\(name): \($0)") })
    var diagnosis = model.reserved(try await diagnose(subject))
    if let recomputation { diagnosis.findings.insert(recomputation.finding, at: 0) }
    context.keep(
      DiagnosisReport(
        diagnosis, name: name, readings: model.forecast.readings, wouldAdd: model.wouldAdd,
        test: subject.split.test))
    var result = result(diagnosis, about: name)
    result.exhibits = DiagnosisExhibits(diagnosis, subject, nil, showing: sections).all
    if sections.contains(.files) {
      result.exhibits += [
        .heading("How the files were read"),
        .sentences(model.forecast.readings.map { "\($0)." }),
        .heading("What more would add"), .sentences(model.wouldAdd.map(sentence)),
      ]
    }
    if let ours { result.kernels.insert(ours.record.kernel) }
    return result
  }

  private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private func run(of named: Scope.Named?, _ context: RunContext) async throws -> Run? {
    guard let named else { return nil }
    return try await context.run(of: named)
  }

  // MARK: Both

  /// Values and provenance; what is shown comes from elsewhere.
  private func result(_ diagnosis: Diagnosis, about name: String) -> CellResult {
    CellResult(
      exhibits: [], values: values(of: diagnosis),
      provenance: diagnosis.trials.flatMap { trial in
        trial.experiments.map {
          Provenance.Run(
            cell: "\(name), \(trial.title.lowercased())", seed: "\($0.seed)",
            fingerprint: Fingerprint(of: $0).short)
        }
      }, kernels: Set(diagnosis.trials.flatMap(\.records).map(\.kernel)))
  }

  private func values(of diagnosis: Diagnosis) -> [String: Value] {
    let none = Value.text("not measured")
    return [
      "verdict": .text(diagnosis.verdict.title),
      "cause": .text(diagnosis.verdict.cause.rawValue),
      "p": diagnosis.repairing.map { .measured($0.p) } ?? none,
      "probe.r2": diagnosis.repairing.map { .measured($0.observed) } ?? none,
      "counterfactual.mse": diagnosis.trials.first?.pairs.first.map { .measured($0.after.mse) }
        ?? none,
      "best.mse": .measured(diagnosis.scoreboard.bestKnown.mse),
      "model.mse": .measured(diagnosis.scoreboard.model.mse),
    ]
  }
}
