import Diagnosis
import Numerals
import Plots
import Site

/// Rows of a plot cell: one number for each run, or the first run's beside each other's.
struct PlottedRows {
  let values: PlottedValues
  let mark: PlotMark

  private var quantity: Quantity { values.layers[0].quantities[0] }
  private func value(_ run: Int) -> Double { values.series[0][run].y[0] }

  var exhibit: FigureExhibit {
    let names = values.runs.map(\.name)
    let rows =
      mark == .dumbbell
      ? names.indices.dropFirst().map {
        RowPlot.Row(
          "\(names[0]) → \(names[$0])", values: [value($0)], before: [value(0)], role: .network)
      }
      : names.indices.sorted { value($0) < value($1) }.map {
        RowPlot.Row(names[$0], values: [value($0)], role: .network)
      }
    let reference: [RowPlot.Reference] =
      switch quantity.name {
      case "error_ratio": [.mean]
      case "skill": [RowPlot.Reference(0, role: .mean)]
      default: []
      }
    let figure = Figure(
      title: finding,
      description: "\(mark == .dumbbell ? "Dumbbells" : "Row plot") of \(values.names). \(finding)",
      rows: RowPlot(rows: rows, axis: Axis(quantity.axis), references: reference),
      legend: reference.isEmpty
        ? [] : [LegendEntry("constant mean", role: .mean, symbol: .tick)])
    return FigureExhibit(
      figure: figure, finding: finding, caption: values.caption,
      values: Table(
        caption: quantity.label,
        columns: [.init("run"), .init(quantity.name, isNumeric: true)],
        rows: names.indices.map { [names[$0], Numerals.measured(value($0))] }))
  }

  private var finding: String {
    guard mark == .dumbbell, values.runs.count > 1 else { return values.finding }
    let steps = values.runs.indices.dropFirst().map {
      "\(Numerals.measured(value($0))) (\(values.runs[$0].name))"
    }
    return
      "\(capitalised(quantity.label)) goes from \(Numerals.measured(value(0))) (\(values.runs[0].name)) to \(steps.joined(separator: ", to "))."
  }
}

extension Run {
  var measures: Measures? { Measures(Prediction(record.test), on: split.test) }

  /// The parts of the error in units of the constant mean's.
  var relativeParts: ErrorParts? {
    guard let parts = measures?.parts, meanMSE > 0 else { return nil }
    return ErrorParts(
      bias: parts.bias / meanMSE, calibration: parts.calibration / meanMSE,
      unexplained: parts.unexplained / meanMSE)
  }
}
