import Testing

@testable import Plots

/// Every mark on every scale, given what a measurement may turn out to be.
@Suite struct EdgeSnapshotTests {
  private static let cases: [(name: String, values: [Double])] = [
    ("empty", []), ("one value", [0.5]), ("not a number", [.nan, .nan]),
    ("all equal", [2, 2, 2]), ("negative", [-3, -0.5, -1]), ("some not above zero", [0, -1, 10]),
    ("infinite", [1, .infinity, 4]),
  ]

  /// What draws these values.
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let marks: @Sendable (_ values: [Double]) -> [any Mark]
    var testDescription: String { name }
  }

  private static func steps(_ values: [Double]) -> [Double] {
    values.indices.map { Double($0 + 1) }
  }

  static let kinds: [Kind] = [
    Kind(name: "line") { [Line(x: steps($0), y: $0, role: .network, label: "loss")] },
    Kind(name: "dots") { [Dots(x: steps($0), y: $0, role: .data, label: "target")] },
    Kind(name: "band") { values in
      [
        Band(
          x: steps(values), low: values, high: values.map { $0 + 1 }, role: .network,
          label: "seeds")
      ]
    },
    Kind(name: "rule") { $0.map { Rule(y: $0, role: .mean, label: "mean") } },
    Kind(name: "upright-rule") { $0.map { UprightRule(x: $0, role: .data, label: "here") } },
    Kind(name: "cross") { $0.map { Cross(x: 1, y: $0, role: .mean, label: "the means") } },
    Kind(name: "bars") { [Bars(edges: steps($0 + [0]), counts: $0, label: "count")] },
    Kind(name: "density") { [Density($0, role: .network, label: "residual")] },
  ]

  @Test(arguments: kinds, [Axis.ScaleKind.linear, .log])
  func everyMarkOnEveryScale(_ kind: Kind, _ scale: Axis.ScaleKind) throws {
    try expectSnapshots(
      Self.cases.map { name, values in
        (
          name,
          figure(
            kind.marks(values), x: Axis("x", scale: kind.name == "upright-rule" ? scale : .linear),
            y: Axis("y", scale: scale), height: 140)
        )
      }, "edge-\(kind.name)-\(scale == .log ? "log" : "linear")")
  }

  @Test(arguments: [Axis.ScaleKind.linear, .log])
  func everyMapOnEveryScale(_ scale: Axis.ScaleKind) throws {
    try expectSnapshots(
      Self.cases.map { name, values in
        let map = HeatMap(xEdges: Self.steps(values + [0]), yEdges: [0, 1], values: values)
        return (
          name,
          Figure(
            title: "The finding, 1", description: "A map.",
            panels: [
              Panel(
                x: Axis("x"), y: Axis("y"), colour: Axis("size", scale: scale), marks: [map],
                height: 140)
            ])
        )
      }, "edge-heat-map-\(scale == .log ? "log" : "linear")")
  }

  @Test(arguments: ["dots", "dumbbell", "stacked-bar"], [Axis.ScaleKind.linear, .log])
  func everyRowOnEveryScale(_ kind: String, _ scale: Axis.ScaleKind) throws {
    try expectSnapshots(
      Self.cases.map { name, values in
        let row =
          switch kind {
          case "dumbbell": RowPlot.Row("A change", values: values, before: [1], role: .network)
          case "stacked-bar": RowPlot.Row("Parts", parts: values.map { .init($0, role: .mean) })
          default: RowPlot.Row("A score", values: values, role: .network)
          }
        let plot = RowPlot(
          rows: [row], axis: Axis("skill", scale: scale), references: [.mean])
        return (name, Figure(title: "The finding, 1", description: "Rows.", rows: plot))
      }, "edge-rows-\(kind)-\(scale == .log ? "log" : "linear")")
  }
}
