import Numerals
import Plots
import Site

/// A training loss as another program logged it, beside the one number it must be read against.
struct LoggedLossFigure {
  let losses: [Double]
  /// The constant mean's error on the training targets, in the same units.
  let meanMSE: Double

  /// Nil for fewer than two entries.
  init?(_ losses: [Double], meanMSE: Double) {
    guard losses.count > 1 else { return nil }
    self.losses = losses
    self.meanMSE = meanMSE
  }

  var exhibit: FigureExhibit {
    let finding = self.finding
    let x = losses.indices.map { Double($0 + 1) }
    let figure = Figure(
      title: finding,
      description:
        "Line chart of \(Numerals.count(losses.count)) logged losses in their order, on a logarithmic horizontal axis, with a dashed line at the constant mean’s error on the training targets, \(Numerals.measured(meanMSE)).",
      panels: [
        Panel(
          x: Axis("entry of the log", scale: .log, integersOnly: true),
          y: Axis("loss as logged", scale: .automatic),
          marks: [
            Rule(
              y: meanMSE, role: .mean, label: "predict the mean \(Numerals.measured(meanMSE))"),
            Line(x: x, y: losses, role: .network, label: "logged"),
          ], height: 270)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "As the log gives it, one value an entry. The dashed line is the squared error of the constant mean on the training targets; it can be compared where the log holds squared errors in the units of the data.",
      values: Table(
        caption: "Logged losses",
        columns: [.init("entry"), .init("loss", isNumeric: true)],
        rows: evenly(14, of: losses.count).map {
          [Numerals.count($0 + 1), Numerals.measured(losses[$0])]
        }))
  }

  var finding: String {
    guard let last = losses.last, last.isFinite else {
      let broken = losses.firstIndex { !$0.isFinite } ?? losses.count - 1
      return "The logged loss stops being a number at entry \(Numerals.count(broken + 1))."
    }
    guard meanMSE > 0 else { return "The logged loss ends at \(Numerals.measured(last))." }
    return
      "The logged loss ends at \(Numerals.measured(last)), \(Numerals.measured(last / meanMSE)) times the constant mean’s error on the training targets."
  }
}
