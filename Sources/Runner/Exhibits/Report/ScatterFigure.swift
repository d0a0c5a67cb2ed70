import Diagnosis
import Numerals
import Plots
import Site

/// Every target against its prediction: whether they move together, and whether the spread is right.
struct ScatterFigure {
  let held: HeldOut
  let measures: Measures
  let seed: String
  /// More pairs than this hide each other.
  private static let mostDrawn = 300

  var exhibit: FigureExhibit? {
    let predictions = held.predictions
    let targets = held.targets
    let drawn = evenly(Self.mostDrawn, of: targets.count)
    let x = drawn.map { predictions[$0] }
    let y = drawn.map { targets[$0] }
    guard let low = y.min(), let high = y.max(), high > low, !x.isEmpty else { return nil }
    let finding = Self.finding(measures, count: targets.count)
    let meanP = predictions.reduce(0, +) / Double(predictions.count)
    let meanY = targets.reduce(0, +) / Double(targets.count)
    var marks: [any Mark] = [
      Line(x: [low, high], y: [low, high], role: .baseline, label: "prediction = target"),
      Dots(x: x, y: y, role: .network),
      Cross(x: meanP, y: meanY, role: .mean, label: "the means"),
    ]
    if let slope = measures.slope, let least = x.min(), let most = x.max(), most > least {
      let ends = [least, most]
      marks.append(
        Line(
          x: ends, y: ends.map { meanY + slope * ($0 - meanP) }, role: .alternative,
          label: "slope \(Numerals.measured(slope))"))
    }
    let figure = Figure(
      title: finding,
      description:
        "Scatter plot. Horizontally the prediction, vertically the target, from \(Numerals.measured(low)) to \(Numerals.measured(high)); both axes have one unit. The straight line is where both are equal, the cross where the means are\(measures.slope == nil ? "" : ", the dashed line the regression of target on prediction").",
      panels: [
        Panel(x: Axis("prediction"), y: Axis("target"), marks: marks, height: 320)
      ])
    let shown =
      drawn.count == targets.count
      ? "All \(Numerals.count(targets.count)) held-out pairs"
      : "\(Numerals.count(drawn.count)) of \(Numerals.count(targets.count)) held-out pairs, evenly spaced in their order"
    return FigureExhibit(
      figure: figure, finding: finding,
      caption: "\(shown). The regression uses all of them. \(seed)", values: table(x, y))
  }

  /// - Parameter count: held-out numbers.
  static func finding(_ measures: Measures, count: Int) -> String {
    guard let spread = measures.spread else {
      return "The \(Numerals.count(count)) held-out targets do not vary."
    }
    let shown = Numerals.measured(spread)
    guard let r = measures.correlation, let slope = measures.slope, spread >= 0.02 else {
      return
        "The predictions are one number or nearly so: they vary \(shown) times as much as targets."
    }
    let correlation = "r = \(Numerals.fixed(r, decimals: 2))"
    if abs(r) < max(0.1, 2 / Double(max(1, count)).squareRoot()) {
      return "Predictions do not follow targets (\(correlation)); they vary \(shown) times as much."
    }
    if r < 0 { return "Predictions run against the targets (\(correlation))." }
    if slope > 1.25 {
      return
        "The predictions point the right way (\(correlation)) and are \(Numerals.measured(slope)) times too small."
    }
    if slope < 0.8 {
      return
        "The predictions vary more than what they know: where they move by 1, the target moves by \(Numerals.measured(slope)) (\(correlation))."
    }
    return
      "The spread is right: where the prediction moves by 1, the target moves by \(Numerals.measured(slope)) (\(correlation))."
  }

  private func table(_ x: [Double], _ y: [Double]) -> Table {
    let rows = evenly(14, of: x.count)
    return Table(
      caption: "Pairs",
      columns: [
        .init("pair"), .init("prediction", isNumeric: true), .init("target", isNumeric: true),
      ],
      rows: rows.map {
        [Numerals.count($0 + 1), Numerals.measured(x[$0]), Numerals.measured(y[$0])]
      })
  }
}
