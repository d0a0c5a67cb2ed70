import Diagnosis
import Numerals
import Plots
import Site

/// The mean squared error taken apart, for the model and for the constant mean: a wrong level, a
/// spread that does not fit, and what the prediction does not explain.
struct ErrorPartsFigure {
  struct Row {
    var label: String
    var parts: ErrorParts
    var role: Role
  }
  let measures: Measures
  let rows: [Row]
  /// The constant mean's error, the unit of the axis.
  let meanMSE: Double
  let floor: Double?
  let seed: String

  /// Nil where the constant mean makes no error.
  init?(_ measures: Measures, mean: ErrorParts?, board: Scoreboard, seed: String) {
    let rows =
      [Row(label: "The model", parts: measures.parts, role: .network)]
      + (mean.map { [Row(label: "Constant mean", parts: $0, role: .mean)] } ?? [])
    self.init(
      measures, rows: rows, meanMSE: board.mean.mse, floor: board.floor, seed: seed)
  }

  /// - Parameter measures: of the first row, which the finding is about.
  init?(_ measures: Measures, rows: [Row], meanMSE: Double, floor: Double?, seed: String) {
    guard meanMSE > 0 else { return nil }
    self.measures = measures
    self.rows = rows
    self.meanMSE = meanMSE
    self.floor = floor
    self.seed = seed
  }

  var exhibit: FigureExhibit {
    let finding = Self.finding(measures)
    var references: [RowPlot.Reference] = []
    var legend = [
      LegendEntry("bias", role: .mean, symbol: .bar),
      LegendEntry("spread that does not fit", role: .alternative, symbol: .bar),
      LegendEntry("unexplained", role: .baseline, symbol: .bar),
    ]
    if let floor {
      references.append(RowPlot.Reference(floor / meanMSE, role: .floor))
      legend.append(LegendEntry("noise floor", role: .floor, symbol: .tick))
    }
    let figure = Figure(
      title: finding,
      description:
        "Stacked bars of the mean squared error in units of the constant mean’s. "
        + rows.map { "\($0.label): \(note($0.parts))." }.joined(separator: " "),
      rows: RowPlot(
        rows: rows.map { row in
          RowPlot.Row(
            row.label,
            parts: [
              .init(row.parts.bias / meanMSE, role: .mean),
              .init(row.parts.calibration / meanMSE, role: .alternative),
              .init(row.parts.unexplained / meanMSE, role: .baseline),
            ], role: row.role, note: note(row.parts))
        }, axis: Axis("error ÷ error of the constant mean", includesZero: true),
        references: references), legend: legend)
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "The squared error is bias² + (sₚ − r·s)² + (1 − r²)·s², with s and sₚ the standard deviations of target and prediction and r their correlation. The middle part is 0 for a forecast of the right spread, however small that is. \(seed)",
      values: Table(
        caption: "Parts of the error",
        columns: [
          .init("forecast"), .init("bias²", isNumeric: true), .init("spread", isNumeric: true),
          .init("unexplained", isNumeric: true), .init("sum", isNumeric: true),
        ],
        rows: rows.map {
          [
            $0.label, Numerals.measured($0.parts.bias), Numerals.measured($0.parts.calibration),
            Numerals.measured($0.parts.unexplained), Numerals.measured($0.parts.sum),
          ]
        }, highlighted: [0]))
  }

  private func note(_ parts: ErrorParts) -> String {
    func share(_ part: Double) -> String {
      let share = part / meanMSE
      return share > 0 && share < 0.001 ? "below 0.001" : Numerals.measured(share, digits: 2)
    }
    return
      "bias \(share(parts.bias)), spread \(share(parts.calibration)), unexplained \(share(parts.unexplained))"
  }

  static func finding(_ measures: Measures) -> String {
    let parts = measures.parts
    guard parts.sum > 0 else { return "The model’s error is 0." }
    let largest = max(parts.bias, parts.calibration, parts.unexplained)
    let share = Numerals.percent(largest / parts.sum)
    if largest == parts.unexplained {
      return "\(share) of the error is variance that the prediction does not explain."
    }
    if largest == parts.bias {
      return
        "\(share) of the error is a wrong level: predictions average \(Numerals.measured(abs(measures.bias))) \(measures.bias > 0 ? "above" : "below") the targets."
    }
    let isWide = (measures.spread ?? 0) > (measures.correlation ?? 0)
    return
      "\(share) of the error is a spread that does not fit: predictions vary too \(isWide ? "much" : "little") for what they know."
  }
}
