import Learning
import Numerals
import Plots
import Site

/// How strongly the last scored forecast answers to inputs further and further back, before training
/// and after it.
struct ReachFigure {
  /// By lag, from the input of the same step.
  let start, end: [Double]
  let seed: String

  init?(_ reach: Reach?, seed: String) {
    guard let reach else { return nil }
    self.init(
      start: reach.start.values.map(Double.init), end: reach.end.values.map(Double.init),
      seed: seed)
  }

  init?(start: [Double], end: [Double], seed: String) {
    guard end.count > 1 else { return nil }
    self.start = start
    self.end = end
    self.seed = seed
  }

  var exhibit: FigureExhibit {
    let lags = end.indices.map(Double.init)
    let finding = self.finding
    var marks: [any Mark] = [
      Line(x: Array(lags.prefix(start.count)), y: start, role: .baseline, label: "before training"),
      Line(x: lags, y: end, role: .network, label: "after it"),
    ]
    if let newest = end.first, newest > 0 {
      let halves = end.indices.map { lag in (0..<lag).reduce(newest) { value, _ in value / 2 } }
        .prefix { domain?.contains($0) ?? true }
      marks.append(
        Line(
          x: Array(lags.prefix(halves.count)), y: Array(halves), role: .alternative,
          label: "half at each step"))
    }
    let figure = Figure(
      title: finding,
      description:
        "Lines over lags 0 to \(end.count - 1), on a logarithmic vertical axis: the mean size of the gradient of the last scored forecast by the input that many steps before it, before training and after it.",
      panels: [
        Panel(
          x: Axis("steps between input and forecast", integersOnly: true),
          y: Axis("gradient of the forecast by the input", scale: .log, domain: domain),
          marks: marks, height: 260)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "In the units the network works in. A line that falls like the dashed one loses half at each step: an input twenty steps back then counts a millionth. \(seed)",
      values: Table(
        caption: "Gradient by lag",
        columns: [
          .init("lag"), .init("before", isNumeric: true), .init("after", isNumeric: true),
        ],
        rows: evenly(16, of: end.count).map {
          [
            "\($0)", $0 < start.count ? Numerals.measured(start[$0]) : "not measured",
            Numerals.measured(end[$0]),
          ]
        }))
  }

  /// Eight decades below the largest say that nothing arrives; the reference line must not stretch
  /// the axis further.
  private var domain: ClosedRange<Double>? {
    let positive = (start + end).filter { $0 > 0 && $0.isFinite }
    guard let low = positive.min(), let high = positive.max() else { return nil }
    return max(low / 2, high * 1e-8)...(high * 2)
  }

  var finding: String {
    let finite = end.filter(\.isFinite)
    guard let largest = finite.max(), largest > 0, let oldest = end.last else {
      return "No input moves the forecast: the gradient is 0 at all \(end.count) lags."
    }
    let lag = end.count - 1
    let share = oldest / largest
    if share >= 0.1 {
      return
        "Inputs of every lag reach the forecast: the oldest, \(lag) steps back, has \(Numerals.measured(share)) times the largest gradient."
    }
    let lost = end.lastIndex { $0 >= 0.01 * largest } ?? 0
    if lost == 0 {
      return
        "The newest input alone reaches the forecast: one step back the gradient is \(Numerals.measured(end[1] / largest)) of its, \(lag) steps back \(Numerals.measured(share))."
    }
    if lost == lag {
      return
        "The forecast answers to the oldest input, \(lag) steps back, \(Numerals.measured(share)) times as strongly as to the nearest that counts."
    }
    return
      "Inputs more than \(lost) \(lost == 1 ? "step" : "steps") back have less than a hundredth of the largest gradient; the oldest, \(lag) steps back, has \(Numerals.measured(share)) of it."
  }
}
