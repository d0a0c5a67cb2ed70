import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// Predictions over targets: three held-out sequences chosen by rule, or, where each held-out window
/// is scored at one step, all of them in the order of time.
struct ForecastFigure {
  let run: Run
  private let data: Dataset
  private let forecast: Forecast
  /// Where training fed the network its own outputs, so does this forecast: it is what such a network
  /// is for.
  private let isFree: Bool

  init(_ run: Run) {
    self.run = run
    data = run.split.test
    forecast = run.record.free ?? run.record.test
    isFree = run.record.free != nil
  }

  var exhibit: FigureExhibit {
    run.experiment.data is SeriesSource ? timeline : examples
  }

  // MARK: Examples

  /// The sequences at the 10th, 50th and 90th percentile of error.
  private var chosen: [(sequence: Int, percentile: Int, error: Double)] {
    let errors = (0..<data.sequences).map { n in
      data.scored.reduce(0.0) { sum, t in
        let residual =
          Double(forecast.value(n, t, outputs: data.outputs)) - Double(data.target(n, t))
        return sum + residual * residual
      } / Double(data.scored.count)
    }
    let order = errors.indices.sorted { (errors[$0], $0) < (errors[$1], $1) }
    return [10, 50, 90].map { percentile in
      let index = order[(order.count - 1) * percentile / 100]
      return (index, percentile, errors[index])
    }
  }

  private var examples: FigureExhibit {
    let steps = Array(data.scored)
    let chosen = chosen
    let panels = chosen.map { sequence, percentile, error in
      let x = steps.map { Double($0 + 1) }
      return Panel(
        title: "\(percentile)th percentile", subtitle: "error \(Numerals.measured(error))",
        x: Axis("step", integersOnly: true), y: Axis("value"),
        marks: [
          Rule(y: run.mean, role: .mean),
          Line(
            x: x, y: steps.map { Double(forecast.value(sequence, $0, outputs: data.outputs)) },
            role: .network),
          Dots(x: x, y: steps.map { Double(data.target(sequence, $0)) }, role: .data),
        ])
    }
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Three small plots of one held-out sequence each. Horizontally the step, \(steps[0] + 1) to \(steps[steps.count - 1] + 1); vertically the value. Dots are targets, the line is the network’s prediction, the dashed line is the constant mean.",
      panels: panels,
      legend: [
        LegendEntry("target", role: .data, symbol: .dot),
        LegendEntry("network", role: .network, symbol: .line),
        LegendEntry("constant mean \(Numerals.measured(run.mean))", role: .mean, symbol: .rule),
      ])
    let fed = isFree ? " After the first input the network is fed its own outputs." : ""
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Three of \(Numerals.count(data.sequences)) held-out sequences, chosen by rule: the 10th, 50th and 90th percentile of squared error.\(fed) Seed \(run.experiment.seed).",
      values: examplesTable(chosen.map(\.sequence), steps))
  }

  private func examplesTable(_ sequences: [Int], _ steps: [Int]) -> Table {
    var columns = [Table.Column("step")]
    for name in ["10th", "50th", "90th"] {
      columns.append(.init("\(name): target", isNumeric: true))
      columns.append(.init("network", isNumeric: true))
    }
    return Table(
      caption: "Targets and predictions of the three sequences", columns: columns,
      rows: steps.map { t in
        ["\(t + 1)"]
          + sequences.flatMap { n in
            [
              Numerals.measured(Double(data.target(n, t))),
              Numerals.measured(Double(forecast.value(n, t, outputs: data.outputs))),
            ]
          }
      })
  }

  /// How much the predictions vary, against the targets, and whether they vary together.
  private var finding: String {
    let broken = forecast.values.values.count { !$0.isFinite }
    if broken > 0 {
      return
        "\(Numerals.count(broken)) of \(Numerals.count(forecast.values.values.count)) predictions are not numbers."
    }
    guard let measures = Measures(Prediction(forecast), on: data),
      let across = measures.spreadAcrossSequences, let spread = measures.spread
    else { return "The \(Numerals.count(data.sequences)) held-out targets do not vary." }
    let shown = Numerals.measured(spread)
    guard let correlation = measures.correlation, spread >= 0.02 else {
      return "The prediction is a flat line: it varies \(shown) times as much as the target."
    }
    let r = Numerals.fixed(correlation, decimals: 2)
    if correlation > 0.7, across < 0.35 {
      return
        "Every sequence gets almost the same curve: at a fixed step predictions vary \(Numerals.measured(across)) times as much as targets."
    }
    if abs(correlation) < 0.1 {
      return
        "Predictions vary \(shown) times as much as targets and do not follow them: the correlation is \(r)."
    }
    return "Predictions vary \(shown) times as much as targets; the correlation is \(r)."
  }

  // MARK: A series

  private var timeline: FigureExhibit {
    let t = data.scored.lowerBound
    let x = (0..<data.sequences).map { Double($0 + 1) }
    let predictions = (0..<data.sequences).map {
      Double(forecast.value($0, t, outputs: data.outputs))
    }
    let targets = (0..<data.sequences).map { Double(data.target($0, t)) }
    let ratio = run.testMSE / run.best.mse
    let finding =
      run.withoutRatio(to: run.best)
      ?? "The network’s error is \(Numerals.measured(ratio)) times that of the best forecast without learning, the \(run.best.title.lowercased())."
    let figure = Figure(
      title: finding,
      description:
        "Line chart of the held-out part of the series, \(Numerals.count(data.sequences)) values in the order of time. Dots are the values, the line is the network’s forecast of each from the window before it, the dashed line is the mean of the training part.",
      panels: [
        Panel(
          x: Axis("held-out value, in the order of time", integersOnly: true), y: Axis("value"),
          marks: [
            Rule(y: run.mean, role: .mean),
            Line(x: x, y: predictions, role: .network),
            Dots(x: x, y: targets, role: .data),
          ], height: 300)
      ],
      legend: [
        LegendEntry("value", role: .data, symbol: .dot),
        LegendEntry("network", role: .network, symbol: .line),
        LegendEntry(
          "mean of the training part \(Numerals.measured(run.mean))", role: .mean, symbol: .rule),
      ])
    let step = max(1, (data.sequences + 15) / 16)
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Each of \(Numerals.count(data.sequences)) held-out values, forecast one step ahead from the \(Numerals.count(data.steps)) before it. All lie after the training part. Seed \(run.experiment.seed).",
      values: Table(
        caption: step == 1
          ? "Held-out values and forecasts" : "Every \(step)th held-out value and its forecast",
        columns: [
          .init("number"), .init("value", isNumeric: true), .init("network", isNumeric: true),
        ],
        rows: stride(from: 0, to: data.sequences, by: step).map {
          ["\($0 + 1)", Numerals.measured(targets[$0]), Numerals.measured(predictions[$0])]
        }))
  }
}
