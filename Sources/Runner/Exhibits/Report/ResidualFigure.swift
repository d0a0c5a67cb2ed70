import Diagnosis
import Numerals
import Plots
import Site

/// The shape of what the model leaves of the targets, where it is not that of one normal: between two
/// answers lies a mean that is neither.
struct ResidualFigure {
  let residuals: [Double]
  let shape: ResidualShape
  /// What a mixture of two normals gains for each held-out target over one normal, in nats.
  let nats: Double
  let seed: String

  /// Nil where one heap describes the residuals, or where no mixture was tried on them.
  ///
  /// - Parameter shape: of these residuals.
  init?(_ held: HeldOut, _ shape: ResidualShape?, nats: Double?, seed: String) {
    guard let shape, let nats, shape.isBimodal else { return nil }
    let residuals = zip(held.targets, held.predictions).map { $0 - $1 }.filter(\.isFinite)
    guard residuals.count > 1 else { return nil }
    self.residuals = residuals
    self.shape = shape
    self.nats = nats
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
        "\(Numerals.count(residuals.count)) held-out residuals of the model. A forecast of one number lies between the heaps, where few targets are; a density can name both: a mixture of two normals, trained on the same data, makes each target \(Numerals.measured(nats)) nats likelier than one normal. \(seed)",
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
    "What is left lies in two heaps, \(Numerals.measured(shape.separation, digits: 2)) of their widths apart; the smaller holds \(Numerals.percent(shape.smallerShare))."
  }
}
