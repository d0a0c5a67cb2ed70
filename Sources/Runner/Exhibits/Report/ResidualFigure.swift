import Diagnosis
import Numerals
import Plots
import Site

/// The shape of what the model leaves of the targets, where it is not that of one normal: between two
/// answers lies a mean that is neither.
struct ResidualFigure {
  let residuals: [Double]
  let shape: ResidualShape
  let seed: String
  /// Of an even distribution (Sarle's coefficient): more says two heaps.
  static let twoHeaps = 5.0 / 9

  /// Nil where one heap describes the residuals.
  init?(_ held: HeldOut, _ shape: ResidualShape?, seed: String) {
    guard let shape, shape.bimodality > Self.twoHeaps, shape.smallerShare > 0.05 else { return nil }
    let residuals = zip(held.targets, held.predictions).map { $0 - $1 }.filter(\.isFinite)
    guard residuals.count > 1 else { return nil }
    self.residuals = residuals
    self.shape = shape
    self.seed = seed
  }

  var exhibit: FigureExhibit {
    let count = Double(residuals.count)
    let mean = residuals.reduce(0) { $0 + $1 / count }
    let deviation = residuals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }.squareRoot()
    var marks: [any Mark] = [
      Density(
        evenly(2000, of: residuals.count).map { residuals[$0] }, role: .data, label: "residuals")
    ]
    if deviation > 0 {
      marks.append(
        Line.normal(mean: mean, deviation: deviation, role: .baseline, label: "one normal"))
    }
    let finding = Self.finding(shape)
    let histogram = Histogram(residuals, bins: 12)
    let figure = Figure(
      title: finding,
      description:
        "Density of the model’s residuals on held-out data, target less prediction, with the normal density of the same mean, \(Numerals.measured(mean)), and standard deviation, \(Numerals.measured(deviation)).",
      panels: [
        Panel(
          x: Axis("target − prediction"), y: Axis("density"), marks: marks, height: 240)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "\(Numerals.count(residuals.count)) held-out residuals of the model. A forecast of one number lies between the heaps, where few targets are; a density can name both. \(seed)",
      values: Table(
        caption: "Residuals counted",
        columns: [
          .init("from"), .init("to", isNumeric: true), .init("residuals", isNumeric: true),
        ],
        rows: histogram.counts.indices.map {
          [
            Numerals.measured(histogram.edges[$0]), Numerals.measured(histogram.edges[$0 + 1]),
            Numerals.count(histogram.counts[$0]),
          ]
        }))
  }

  static func finding(_ shape: ResidualShape) -> String {
    let share = Numerals.percent(shape.smallerShare)
    let apart = Numerals.measured(shape.separation, digits: 2)
    return shape.separation >= 2
      ? "What is left lies in two heaps, \(apart) of their widths apart; the smaller holds \(share)."
      : "What is left is wider than one normal; two of them, \(apart) of their widths apart, describe it, the smaller with \(share)."
  }
}
