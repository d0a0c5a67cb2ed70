import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// Predictions over targets: three held-out sequences chosen by rule, or, where each held-out sequence
/// is scored at one step, all of them in their order.
struct ForecastFigure {
  let held: HeldOut
  /// The training targets' mean.
  let mean: Double
  /// Where training fed the network its own outputs, so does this forecast: it is what such a network
  /// is for.
  let isFree: Bool
  let isSeries: Bool
  /// "Seed 0.", or empty where the model's seed is not known.
  let seed: String
  /// In place of what the predictions themselves say.
  let finding: String?
  /// More sequences of one scored step than this are drawn as far as they go.
  private static let mostWindows = 400

  private var data: Dataset { held.data }

  init(_ run: Run) {
    let forecast = Prediction(run.record.free ?? run.record.test)
    held = HeldOut(data: run.split.test, forecast: forecast)
    mean = run.mean
    isFree = run.record.free != nil
    isSeries = run.experiment.data is SeriesSource
    seed = "Seed \(run.experiment.seed)."
    let ratio = run.testMSE / run.best.mse
    finding =
      isSeries
      ? run.withoutRatio(to: run.best)
        ?? "The network’s error is \(Numerals.measured(ratio)) times that of the best forecast without learning, the \(run.best.title.lowercased())."
      : nil
  }

  /// Of any model.
  init(_ subject: Subject, seed: String) {
    held = HeldOut(data: subject.split.test, forecast: subject.free ?? subject.test)
    mean = subject.split.train.meanOfTargets
    isFree = subject.free != nil
    isSeries = subject.experiment?.data is SeriesSource
    self.seed = seed
    finding = nil
  }

  var exhibit: FigureExhibit { data.scored.count == 1 ? timeline : examples }

  // MARK: Examples

  /// The sequences at the 10th, 50th and 90th percentile of error.
  private var chosen: [(sequence: Int, percentile: Int, error: Double)] {
    let errors = (0..<data.sequences).map { n in
      data.scored.reduce(0.0) { sum, t in
        let residual = held.prediction(n, t) - held.target(n, t)
        return sum + residual * residual
      } / Double(data.scored.count)
    }
    let order = errors.indices.sorted { (errors[$0], $0) < (errors[$1], $1) }
    // Of one or two sequences each stands once.
    let percentiles = [10, 50, 90].suffix(order.count)
    return percentiles.map { percentile in
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
        title: isFew ? "sequence \(sequence + 1)" : "\(percentile)th percentile",
        subtitle: "error \(Numerals.measured(error))",
        x: Axis("step", integersOnly: true), y: Axis("value"),
        marks: [
          Rule(y: mean, role: .mean),
          Line(
            x: x, y: steps.map { held.prediction(sequence, $0) },
            role: .network),
          Dots(x: x, y: steps.map { held.target(sequence, $0) }, role: .data),
        ])
    }
    let finding = self.finding ?? measured
    let figure = Figure(
      title: finding,
      description:
        "\(chosen.count) small plots of one held-out sequence each. Horizontally the step, \(steps[0] + 1) to \(steps[steps.count - 1] + 1); vertically the value. Dots are targets, the line is the network’s prediction, the dashed line is the constant mean.",
      panels: panels,
      legend: [
        LegendEntry("target", role: .data, symbol: .dot),
        LegendEntry("network", role: .network, symbol: .line),
        LegendEntry("constant mean \(Numerals.measured(mean))", role: .mean, symbol: .rule),
      ])
    let fed = isFree ? " After the first input the network is fed its own outputs." : ""
    return FigureExhibit(
      figure: figure, finding: finding,
      caption: (isFew
        ? "All that is held out."
        : "Three of \(Numerals.count(data.sequences)) held-out sequences, chosen by rule: the 10th, 50th and 90th percentile of squared error.")
        + "\(fed) \(seed)",
      values: examplesTable(chosen.map(\.sequence), steps))
  }

  /// Fewer sequences than percentiles: all of them are shown.
  private var isFew: Bool { data.sequences < 3 }

  private func examplesTable(_ sequences: [Int], _ steps: [Int]) -> Table {
    var columns = [Table.Column("step")]
    let names = isFew ? sequences.map { "sequence \($0 + 1)" } : ["10th", "50th", "90th"]
    for name in names {
      columns.append(.init("\(name): target", isNumeric: true))
      columns.append(.init("network", isNumeric: true))
    }
    return Table(
      caption: "Targets and predictions of the sequences shown", columns: columns,
      rows: steps.map { t in
        ["\(t + 1)"]
          + sequences.flatMap { n in
            [
              Numerals.measured(held.target(n, t)),
              Numerals.measured(held.prediction(n, t)),
            ]
          }
      })
  }

  /// How much the predictions vary, against the targets, and whether they vary together.
  private var measured: String {
    let broken = held.forecast.values.count { !$0.isFinite }
    if broken > 0 {
      return
        "\(Numerals.count(broken)) of \(Numerals.count(held.forecast.values.count)) predictions are not numbers."
    }
    guard let measures = Measures(held.forecast, on: data), let spread = measures.spread else {
      return "The held-out targets, \(Numerals.count(data.scoredCount)) in all, do not vary."
    }
    let shown = Numerals.measured(spread)
    guard let correlation = measures.correlation, spread >= 0.02 else {
      return "The prediction is a flat line: it varies \(shown) times as much as the target."
    }
    let r = Numerals.fixed(correlation, decimals: 2)
    if correlation > 0.7, let across = measures.spreadAcrossSequences, across < 0.35 {
      return
        "Every sequence gets almost the same curve: at a fixed step predictions vary \(Numerals.measured(across)) times as much as targets."
    }
    if abs(correlation) < 0.1 {
      return
        "Predictions vary \(shown) times as much as targets and do not follow them: the correlation is \(r)."
    }
    return "Predictions vary \(shown) times as much as targets; the correlation is \(r)."
  }

  // MARK: One scored step

  private var timeline: FigureExhibit {
    let t = data.scored.lowerBound
    let drawn = 0..<min(data.sequences, Self.mostWindows)
    let x = drawn.map { Double($0 + 1) }
    let predictions = drawn.map { held.prediction($0, t) }
    let targets = drawn.map { held.target($0, t) }
    let finding = self.finding ?? measured
    let order = isSeries ? "in the order of time" : "in the order of the file"
    let figure = Figure(
      title: finding,
      description:
        "Line chart of \(Numerals.count(drawn.count)) held-out values \(order). Dots are the values, the line is the model’s forecast of each from the inputs before it, the dashed line is the mean of the training part.",
      panels: [
        Panel(
          x: Axis("held-out value, \(order)", integersOnly: true), y: Axis("value"),
          marks: [
            Rule(y: mean, role: .mean),
            Line(x: x, y: predictions, role: .network),
            Dots(x: x, y: targets, role: .data),
          ], height: 300)
      ],
      legend: [
        LegendEntry("value", role: .data, symbol: .dot),
        LegendEntry("forecast", role: .network, symbol: .line),
        LegendEntry(
          "mean of the training part \(Numerals.measured(mean))", role: .mean, symbol: .rule),
      ])
    let all =
      drawn.count == data.sequences
      ? "Each of \(Numerals.count(data.sequences)) held-out values"
      : "The first \(Numerals.count(drawn.count)) of \(Numerals.count(data.sequences)) held-out values"
    let way =
      isSeries
      ? "forecast one step ahead from the \(Numerals.count(data.steps)) before it. All lie after the training part"
      : data.features == 0
        ? "with the forecast handed over for it"
        : "forecast from its own \(Numerals.count(data.steps)) steps of input"
    return FigureExhibit(
      figure: figure, finding: finding, caption: "\(all), \(way). \(seed)",
      values: Table(
        caption: "Held-out values and forecasts",
        columns: [
          .init("number"), .init("value", isNumeric: true), .init("forecast", isNumeric: true),
        ],
        rows: evenly(16, of: drawn.count).map {
          [
            Numerals.count($0 + 1), Numerals.measured(targets[$0]),
            Numerals.measured(predictions[$0]),
          ]
        }))
  }
}
