import Learning
package import Notebooks
import Site
package import SourceText

/// Configures an experiment, trains it and shows what came out.
package struct TrainCell: Cell, Listed {
  package static let kind = "train"
  package static let summary = "trains a network on data and scores it on held-out sequences"

  private let named: Scope.Named?
  /// The cell that diagnoses this one and shows its figures.
  private let diagnosis: String?
  private let figures: [TrainFigure]

  /// The scope has read the options already, together with those of the cell this one extends.
  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    named = scope.experiments[source.name]
    diagnosis = scope.diagnoses[source.name]
    figures = scope.figures[source.name] ?? TrainFigure.allCases
  }

  package var runs: [Scope.Named] { named.map { [$0] } ?? [] }

  package var valueNames: [String] {
    guard let named else { return [] }
    return RunValues.names(of: named.experiment)
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let named else { throw Diagnostic("unread-cell", "its options could not be read") }
    let run = try await context.run(of: named)
    return CellResult(
      exhibits: exhibits(of: run), values: RunValues.values(of: run),
      provenance: [run.provenance], kernels: [run.record.kernel])
  }

  /// A page shows each figure once: where a diagnosis looks at this run, it draws them.
  private func exhibits(of run: Run) -> [Exhibit] {
    var sentences = TrainSentences(run, isBrief: figures.isEmpty).all
    if let changes, !sentences.isEmpty { sentences[0] = changes + sentences[0] }
    if let diagnosis {
      return [
        .sentences(sentences + ["The figures of this run stand in its diagnosis, \(diagnosis)."])
      ]
    }
    return [.sentences(sentences)] + figures.compactMap { figure(of: run, $0) }.map { .figure($0) }
  }

  /// Of classes the number is no measure: their loss is all there is to draw.
  private func figure(of run: Run, _ figure: TrainFigure) -> FigureExhibit? {
    if run.experiment.hasClasses {
      return figure == .loss ? ClassLossFigure(run)?.exhibit : nil
    }
    return switch figure {
    case .loss: LossFigure(run).exhibit
    case .forecast: ForecastFigure(run).exhibit
    case .scores: ScoreboardFigure(run).exhibit
    }
  }

  func listing(_ source: CellSource) -> Listing {
    guard let named, let base = named.extends else {
      return Listing(kind: source.kind, name: source.name, yaml: source.lines)
    }
    var listing = Listing(
      kind: source.kind, name: source.name, yaml: source.lines, extends: base.name,
      changes: OptionChanges.between(base.options, named.options))
    listing.isFolded = saysChanges
    return listing
  }

  /// Without figures a long listing would stand beside an empty page: what the cell changes is then a
  /// sentence of its own.
  private var saysChanges: Bool { figures.isEmpty && diagnosis == nil && named?.extends != nil }

  private var changes: String? {
    guard saysChanges, let named, let base = named.extends else { return nil }
    let changes = OptionChanges.between(base.options, named.options).map {
      $0.from == "default"
        ? "\($0.option) \($0.to)" : "\($0.option) \($0.to) in place of \($0.from)"
    }
    return changes.isEmpty ? nil : "As \(base.name), with \(changes.joined(separator: ", ")). "
  }
}
