package import Notebooks
import Numerals
import Plots
import Site
package import SourceText

/// Lays runs side by side: their curves on shared axes, their errors in one figure.
package struct CompareCell: Cell {
  package static let kind = "compare"
  package static let summary = "several train cells side by side on shared axes"
  private static let most = 8

  private let compared: [Scope.Named]

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    compared = scope.experiments(&options, "of")
    let place = options.range(of: "of") ?? source.nameRange
    let written = options.written("of", allowed: "a list of names of train cells")
    let count = if case .list(let items)? = written?.content { items.count } else { 1 }
    if written != nil, count < 2 || count > CompareCell.most {
      options.report(
        Diagnostic(
          "wrong-type", "of must be a list of 2 to \(CompareCell.most) train cells", at: place))
    }
    if Set(compared.map(\.name)).count < compared.count {
      options.report(Diagnostic("wrong-type", "of names a train cell twice", at: place))
    }
  }

  package var needs: [String] { compared.map(\.name) }
  package var valueNames: [String] {
    compared.count < 2 ? [] : ["best", "best.ratio", "worst.ratio"]
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard compared.count > 1 else {
      throw Diagnostic("unread-cell", "its options could not be read")
    }
    var runs: [Run] = []
    for named in compared { runs.append(try await context.run(of: named)) }
    let comparison = Comparison(runs: runs)
    return CellResult(
      exhibits: pair(runs, comparison) + comparison.exhibits, values: comparison.values,
      kernels: Set(runs.map(\.record.kernel)))
  }
}

extension CompareCell {
  /// Of two runs what each draws, under the lines that differ.
  private func pair(_ runs: [Run], _ comparison: Comparison) -> [Exhibit] {
    guard runs.count == 2 else { return [] }
    let changes = OptionChanges.between(compared[0].options, compared[1].options)
    let listed = Exhibit.changes(
      Changes(name: compared[1].name, of: compared[0].name, changes: changes))
    let figure = PairFigure(runs: runs)
      .exhibit(seeds: comparison.seeds, otherwise: comparison.finding)
    return (changes.isEmpty ? [] : [listed]) + [.figure(figure)]
  }
}

/// Several runs, each against the constant mean of its own data.
struct Comparison {
  let runs: [Run]

  private func ratio(_ run: Run) -> Double { run.testMSE / run.meanMSE }

  private var ranked: [Run] {
    runs.filter { ratio($0).isFinite }.sorted { ratio($0) < ratio($1) }
  }

  var values: [String: Value] {
    guard let best = ranked.first, let worst = ranked.last else {
      return ["best": .text("none"), "best.ratio": .text("none"), "worst.ratio": .text("none")]
    }
    return [
      "best": .text(best.name), "best.ratio": .measured(ratio(best)),
      "worst.ratio": .measured(ratio(worst)),
    ]
  }

  var exhibits: [Exhibit] { [.figure(curves), .figure(scores)] }

  fileprivate var finding: String {
    guard let best = ranked.first, let worst = ranked.last, best.name != worst.name else {
      return
        "\(Numerals.count(ranked.count)) of \(Numerals.count(runs.count)) runs have an error to compare."
    }
    return
      "Held out, \(best.name) makes \(Numerals.measured(ratio(best))) times the constant mean’s error, \(worst.name) \(Numerals.measured(ratio(worst))) times."
  }

  fileprivate var seeds: String {
    let seeds = Set(runs.map(\.experiment.seed)).sorted().map { "\($0)" }
    return "Seed\(seeds.count == 1 ? "" : "s") \(seeds.joined(separator: ", "))."
  }

  /// Held-out errors by epoch, a panel for each run on the same axes.
  private var curves: FigureExhibit {
    let panels = runs.map { run in
      let kept = run.record.kept.filter { $0.epoch > 0 }
      let mean = run.meanMSE / run.lossUnit
      return Panel(
        title: run.name, x: Axis("epoch", scale: .log, integersOnly: true),
        y: Axis("error ÷ error of the constant mean", scale: .automatic),
        marks: [
          Rule(y: 1, role: .mean),
          Line(x: kept.map { Double($0.epoch) }, y: kept.map { $0.mse / mean }, role: .heldOut),
        ])
    }
    let figure = Figure(
      title: finding,
      description:
        "\(Numerals.count(runs.count)) line charts on shared axes. Horizontally the epoch, on a logarithmic scale; vertically the held-out error divided by the constant mean’s.",
      panels: panels,
      legend: [
        LegendEntry("held out", role: .heldOut, symbol: .line),
        LegendEntry("predict the mean", role: .mean, symbol: .rule),
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Each run against the constant mean of its own data, after each kept epoch. \(seeds)",
      values: Table(
        caption: "Held-out error by epoch, ÷ mean’s",
        columns: [.init("run"), .init("first", isNumeric: true), .init("last", isNumeric: true)],
        rows: runs.map { run in
          let mean = run.meanMSE / run.lossUnit
          let kept = run.record.kept.filter { $0.epoch > 0 }
          return [run.name]
            + [kept.first, kept.last].map { epoch in
              epoch.map {
                "\(Numerals.measured($0.mse / mean)) (epoch \(Numerals.count($0.epoch)))"
              }
                ?? "none"
            }
        }))
  }

  /// Errors at the end, and what each run changes in the one it extends.
  private var scores: FigureExhibit {
    let figure = Figure(
      title: finding,
      description:
        "Row plot. One row per run; horizontally the held-out error divided by the constant mean’s.",
      rows: RowPlot(
        rows: runs.map { run in
          RowPlot.Row(
            run.name, values: [ratio(run)],
            role: run.name == ranked.first?.name ? .network : .baseline)
        },
        axis: Axis("error ÷ error of the constant mean", scale: .linear, includesZero: true)))
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "At the end of training, on held-out sequences. At 1 a run is as good as the constant mean. \(seeds)",
      values: Table(
        caption: "At the end of training",
        columns: [
          .init("run"), .init("held-out error", isNumeric: true),
          .init("÷ mean’s", isNumeric: true),
          .init("training error", isNumeric: true), .init("epochs", isNumeric: true),
        ],
        rows: runs.map { run in
          [
            run.name, Numerals.measured(run.testMSE), Numerals.measured(ratio(run)),
            Numerals.measured(run.trainMSE), Numerals.count(run.record.losses.values.count),
          ]
        },
        highlighted: Set(runs.indices.filter { runs[$0].name == ranked.first?.name })))
  }
}
