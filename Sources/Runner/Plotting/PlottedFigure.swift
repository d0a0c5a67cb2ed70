import Numerals
import Plots
import Site
import SourceText

/// The figure of a plot cell: its marks on the runs it names.
struct PlottedFigure {
  let runs: [Run]
  let layers: [PlotLayer]
  let style: PlotStyling
  /// The option that tells the runs apart; nil where the author names them.
  let varied: String?

  /// - Throws: a `Diagnostic` for a run without a quantity it is asked for.
  func exhibits() throws -> [Exhibit] {
    switch layers[0].mark {
    case .bestConstant: try workedNumber(.squared)
    case .bestConstantL1: try workedNumber(.absolute)
    default: [.figure(try exhibit())]
    }
  }

  /// The table first: it is what a reader can check by hand.
  private func workedNumber(_ penalty: ConstantFigure.Penalty) throws -> [Exhibit] {
    guard var five = StudentPart.five(of: runs[0].split.train) else {
      throw Diagnostic("nothing-to-plot", "run '\(runs[0].name)' has no five different targets")
    }
    five.penalty = penalty
    var figure = five.exhibit
    let table = figure.values
    figure.values = Table(caption: "", columns: [], rows: [])
    return [.sentences([five.byHand]), .table(table), .figure(figure)]
  }

  private func exhibit() throws -> FigureExhibit {
    let values = try PlottedValues(runs: runs, layers: layers)
    switch layers[0].mark {
    case .film: return try film()
    case .stackedBar: return try stackedBars()
    case .rows, .dumbbell: return PlottedRows(values: values, mark: layers[0].mark).exhibit
    case .heatMap: return exhibit(of: maps(values), values)
    default: return exhibit(of: panels(values), values)
    }
  }

  private func exhibit(of figure: Figure, _ values: PlottedValues) -> FigureExhibit {
    if style.panels == .scrub {
      return ScrubbedRuns(runs: runs, varied: varied, caption: values.caption)
        .exhibit(of: figure, marks: marks)
    }
    var figure = figure
    figure.title = values.finding
    figure.description =
      "\(marks) of \(values.names). \(values.finding)"
    return FigureExhibit(
      figure: figure, finding: values.finding, caption: values.caption, values: values.table)
  }

  private var marks: String {
    layers.map { $0.mark.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
  }

  private func film() throws -> FigureExhibit {
    guard var film = FilmFigure(runs[0]) else {
      throw Diagnostic(
        "nothing-to-plot", "run '\(runs[0].name)' has no film: its sequences have one scored step")
    }
    film.isScrubbed = style.panels == .scrub
    return film.exhibit
  }

  private func stackedBars() throws -> FigureExhibit {
    // Each in units of its own data's mean: runs may have other targets.
    let parts = runs.compactMap { run in
      run.relativeParts.map { ErrorPartsFigure.Row(label: run.name, parts: $0, role: .network) }
    }
    guard let first = runs[0].measures, parts.count == runs.count,
      let figure = ErrorPartsFigure(
        first, rows: parts, meanMSE: 1,
        floor: runs.count == 1 ? runs[0].split.floor.map { $0 / runs[0].meanMSE } : nil,
        seed: "The finding is of \(runs[0].name).")
    else { throw Diagnostic("nothing-to-plot", "the predictions are not all numbers") }
    return figure.exhibit
  }

  // MARK: Panels

  private func axes() -> (x: Axis, y: Axis) {
    let shown = layers.first { $0.mark != .rule } ?? layers[0]
    let horizontal: (label: String, whole: Bool)
    let vertical: String
    switch (shown.mark, shown.quantities[0].domain) {
    case (.histogram, _): (horizontal, vertical) = ((shown.quantities[0].axis, false), "count")
    case (.density, _): (horizontal, vertical) = ((shown.quantities[0].axis, false), "density")
    case (_, .pair):
      let second = shown.quantities[shown.quantities.count - 1]
      horizontal = shown.quantities.count == 2 ? (shown.quantities[0].axis, false) : ("pair", true)
      vertical = second.axis
    case (_, .lag):
      (horizontal, vertical) = (
        ("steps between input and forecast", true), shown.quantities[0].axis
      )
    case (_, let domain):
      (horizontal, vertical) = ((domain.rawValue, true), shown.quantities[0].axis)
    }
    let isCounted = shown.mark == .histogram || shown.mark == .density
    return (
      Axis(horizontal.label, scale: Self.kind(style.x), integersOnly: horizontal.whole),
      Axis(vertical, scale: isCounted ? .linear : Self.kind(style.y))
    )
  }

  private static func kind(_ kind: PlotStyling.ScaleKind) -> Axis.ScaleKind {
    switch kind {
    case .linear: .linear
    case .log: .log
    case .automatic: .automatic
    }
  }

  private func panels(_ values: PlottedValues) -> Figure {
    let (x, y) = axes()
    guard style.panels != .one, runs.count > 1 else {
      let marks = layers.enumerated().flatMap { values.marks(layer: $0.offset, runs: runs.indices) }
      return Figure(
        title: "", description: "", panels: [Panel(x: x, y: y, marks: marks, height: 280)],
        legend: runs.count > 1 ? values.legendOfRuns : [])
    }
    return Figure(
      title: "", description: "",
      panels: runs.indices.map { index in
        Panel(
          title: runs[index].name, x: x, y: y,
          marks: layers.indices.flatMap { values.marks(layer: $0, runs: index..<index + 1) })
      }, legend: values.legend)
  }

  private func maps(_ values: PlottedValues) -> Figure {
    let label = layers[0].quantities[0].axis
    return Figure(
      title: "", description: "",
      panels: runs.indices.map { index in
        let series = values.series[0][index]
        let rows = series.columns > 0 ? series.y.count / series.columns : 0
        return Panel(
          title: runs.count > 1 ? runs[index].name : nil, x: Axis("step", integersOnly: true),
          y: Axis(series.row.name, integersOnly: true),
          colour: Axis(label, scale: Self.kind(style.y)),
          marks: [
            HeatMap(
              xEdges: series.x, yEdges: (0...rows).map { Double($0) + series.row.first - 0.5 },
              values: series.y)
          ], height: 250)
      })
  }
}
