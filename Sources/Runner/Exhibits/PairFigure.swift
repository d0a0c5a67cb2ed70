import Numerals
import Plots
import Site

/// What two runs draw, side by side on one scale: a run and the one that changes something in it.
struct PairFigure {
  let runs: [Run]
  /// More windows of one scored step than this are drawn from the first on.
  private static let mostWindows = 200

  private typealias Values = (x: [Double], targets: [Double], predictions: [Double])

  /// The first held-out sequence by step; where each is scored at one step, the sequences in order.
  private func values(of run: Run) -> Values {
    let held = run.heldOutPairs
    let steps = Array(run.split.test.scored)
    if steps.count > 1 {
      return (
        steps.map { Double($0 + 1) }, steps.map { held.target(0, $0) },
        steps.map { held.prediction(0, $0) }
      )
    }
    let shown = Array(0..<min(Self.mostWindows, run.split.test.sequences))
    return (
      shown.map { Double($0 + 1) }, shown.map { held.target($0, steps[0]) },
      shown.map { held.prediction($0, steps[0]) }
    )
  }

  private var showsSteps: Bool { runs.allSatisfy { $0.split.test.scored.count > 1 } }

  /// - Parameter otherwise: said where a run has no spread to name.
  func exhibit(seeds: String, otherwise: String) -> FigureExhibit {
    let finding = Self.finding(runs.map { ($0.name, $0.relativeSpread) }) ?? otherwise
    let drawn = runs.map(values)
    let axis = showsSteps ? "step" : "window"
    let figure = Figure(
      title: finding,
      description:
        "Two plots on the same scales, of \(runs.map(\.name).joined(separator: " and ")). Horizontally the \(axis); vertically the value. Dots are targets, the line is the network’s prediction, the dashed line is the constant mean. \(finding)",
      panels: zip(runs, drawn).map { run, values in
        Panel(
          title: run.name, subtitle: ratio(of: run), x: Axis(axis, integersOnly: true),
          y: Axis("value"),
          marks: [
            Rule(y: run.mean, role: .mean),
            Line(x: values.x, y: values.predictions, role: .network),
            Dots(x: values.x, y: values.targets, role: .data),
          ])
      },
      legend: [
        LegendEntry("target", role: .data, symbol: .dot),
        LegendEntry("network", role: .network, symbol: .line),
        LegendEntry("constant mean", role: .mean, symbol: .rule),
      ])
    let what =
      showsSteps
      ? "The first held-out sequence of each run."
      : "The first \(Numerals.count(drawn.map(\.x.count).min() ?? 0)) held-out windows of each run."
    return FigureExhibit(
      figure: figure, finding: finding, caption: "\(what) \(seeds)", values: table(drawn, axis))
  }

  /// Nil where a spread is not a number.
  static func finding(_ spreads: [(name: String, ratio: Double)]) -> String? {
    guard spreads.count == 2, spreads.allSatisfy(\.ratio.isFinite) else { return nil }
    let numbers = spreads.map { "\(Numerals.measured($0.ratio)) times" }
    return
      "Held out, the predictions of \(spreads[0].name) vary \(numbers[0]) as much as their targets, those of \(spreads[1].name) \(numbers[1])."
  }

  private func ratio(of run: Run) -> String? {
    let ratio = run.testMSE / run.meanMSE
    return ratio.isFinite ? "error \(Numerals.measured(ratio)) of the mean’s" : nil
  }

  private func table(_ drawn: [Values], _ axis: String) -> Table {
    let rows = evenly(14, of: drawn.map(\.x.count).min() ?? 0)
    return Table(
      caption: "Values drawn",
      columns: [.init(axis)]
        + runs.flatMap {
          [
            Table.Column("\($0.name): target", isNumeric: true),
            Table.Column("network", isNumeric: true),
          ]
        },
      rows: rows.map { row in
        [Numerals.measured(drawn[0].x[row])]
          + drawn.flatMap {
            [Numerals.measured($0.targets[row]), Numerals.measured($0.predictions[row])]
          }
      })
  }
}

extension Run {
  /// The standard deviation of all held-out predictions over that of their targets.
  fileprivate var relativeSpread: Double {
    let held = heldOutPairs
    return Self.deviation(held.predictions) / Self.deviation(held.targets)
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (square / Double(values.count)).squareRoot()
  }
}
