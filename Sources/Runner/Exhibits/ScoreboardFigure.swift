import Learning
import Numerals
import Plots
import Site

/// The network among forecasts that need no learning, in units of the constant mean's error.
struct ScoreboardFigure {
  let run: Run
  init(_ run: Run) { self.run = run }

  private struct Row {
    var label: String
    var mse: Double
    var role: Role
  }

  private var rows: [Row] {
    var rows = run.references.map { entry in
      Row(
        label: entry.title, mse: entry.mse,
        role: entry.name == "constant_mean" ? .mean : .baseline)
    }
    let given = run.record.free == nil ? "This network" : "This network, true inputs"
    rows.append(Row(label: given, mse: run.testMSE, role: .network))
    if let free = run.freeMSE {
      rows.append(Row(label: "This network, fed its own outputs", mse: free, role: .network))
    }
    if let floor = run.split.floor {
      rows.append(Row(label: "Floor: the noise alone", mse: floor, role: .floor))
    }
    return rows.sorted { $0.mse < $1.mse }
  }

  var exhibit: FigureExhibit {
    let rows = rows.filter { $0.mse.isFinite }
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Row plot. One row per forecast, from the smallest held-out error to the largest; horizontally the error divided by the constant mean’s. A short dashed mark in each row stands at 1, the constant mean.",
      rows: RowPlot(
        rows: rows.map {
          RowPlot.Row($0.label, values: [$0.mse / run.meanMSE], role: $0.role)
        },
        axis: Axis("error ÷ error of the constant mean", scale: .linear, includesZero: true)))
    let targets = Numerals.count(run.split.test.scoredCount)
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Squared error on \(targets) held-out targets of \(run.heldOut), divided by the constant mean’s \(Numerals.measured(run.meanMSE)). Baselines are fitted on the training sequences. Seed \(run.experiment.seed).",
      values: Table(
        caption: "Held-out squared error",
        columns: [
          .init("forecast"), .init("error", isNumeric: true), .init("÷ mean’s", isNumeric: true),
        ],
        rows: rows.map {
          [$0.label, Numerals.measured($0.mse), Numerals.measured($0.mse / run.meanMSE)]
        },
        highlighted: Set(rows.indices.filter { rows[$0].role == .network })))
  }

  private var finding: String {
    let ratio = run.testMSE / run.best.mse
    let best = run.best.title.lowercased()
    if let sentence = run.withoutRatio(to: run.best) { return sentence }
    if ratio > 1.02 {
      return
        "The \(best), which learns nothing, beats the network: the network’s error is \(Numerals.measured(ratio)) times as large."
    }
    if ratio > 0.98 {
      return
        "The \(best), which learns nothing, scores as the network does: the network’s error is \(Numerals.measured(ratio)) times as large."
    }
    return
      "The network’s error is \(Numerals.measured(ratio)) times that of the \(best), the best forecast without learning."
  }
}
