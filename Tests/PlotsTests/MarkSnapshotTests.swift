import Testing

@testable import Plots

@Suite struct MarkSnapshotTests {
  @Test func lossCurveWithReferences() throws {
    let loss = lossCurve(500)
    try expectSnapshot(
      figure(
        [
          Line(x: loss.x, y: loss.y, role: .network, label: "training"),
          Rule(y: 0.02, role: .mean, label: "constant mean"),
          Rule(y: 0.008, role: .floor, label: "noise floor"),
        ], y: Axis("mean squared error", scale: .automatic)), "loss-curve")
  }

  @Test func linesOfEveryRole() throws {
    let lines = Role.allCases.enumerated().map { index, role in
      Line(
        x: [1, 2, 3], y: [0, 1, 0.5].map { $0 + Double(index) * 3 }, role: role,
        label: role.rawValue)
    }
    try expectSnapshot(figure(lines), "roles")
  }

  @Test func brokenLineKeepsItsLoneValue() throws {
    let line = Line(x: [1, 2, 3, 4, 5, 6], y: [1, 2, .nan, 3, .nan, 1], role: .network)
    try expectSnapshot(figure([line]), "broken-line")
  }

  @Test func dots() throws {
    try expectSnapshot(
      figure([Dots(x: [1, 2, 3, .nan], y: [0.4, -0.6, 0.5, 1], role: .data, label: "target")]),
      "dots")
  }

  @Test func band() throws {
    let band = Band(
      x: [1, 2, 3, 4, 5], low: [1, 2, .nan, 1, 2], high: [2, 3, 4, 3, 4], role: .alternative,
      label: "10 to 90 % of seeds")
    try expectSnapshot(figure([band]), "band")
  }

  @Test func histogramWithTheRealPairs() throws {
    try expectSnapshot(
      figure(
        [
          Bars(edges: [-0.03, -0.02, -0.01, 0], counts: [8, 60, 0]),
          UprightRule(x: -0.0156, role: .data, label: "the real pairs, −0.016"),
        ], x: Axis("R²"), y: Axis("re-pairings")), "histogram")
  }

  @Test func smallMultiples() throws {
    let panels = [10, 50, 90].map { rank in
      Panel(
        title: "\(rank)th percentile", subtitle: "error 0.0\(rank)",
        x: Axis("step", integersOnly: true), y: Axis("target"),
        marks: [
          Line(x: [1, 5, 10], y: [0.5, 0.4, 0.5], role: .network),
          Dots(x: [1, 5, 10], y: [0.4, 0.6, Double(rank) / 100], role: .data),
          Rule(y: 0.503, role: .mean),
        ])
    }
    try expectSnapshot(
      Figure(
        title: "It does not follow", description: "Three panels.", panels: panels,
        legend: [
          LegendEntry("target", role: .data, symbol: .dot),
          LegendEntry("network", role: .network, symbol: .line),
          LegendEntry("constant mean 0.503", role: .mean, symbol: .rule),
          LegendEntry("counts", role: .baseline, symbol: .bar),
        ]), "small-multiples")
  }

  @Test func rows() throws {
    let rows = [
      RowPlot.Row("Constant mean", values: [1], role: .mean),
      RowPlot.Row("Ridge on 9 inputs", values: [1.02, 1.01, 1.03, 1.02]),
      RowPlot.Row(
        "A hidden state of 128 instead of 32, and a second layer", values: [1.2, 1.3, 1.25],
        before: [1.13], role: .network),
      RowPlot.Row("Diverged", values: [.nan, .infinity], role: .network),
      RowPlot.Row("Share", values: [1.5], shown: "12 %"),
    ]
    try expectSnapshot(
      Figure(
        title: "No row beats the mean", description: "Rows.",
        rows: RowPlot(rows: rows, axis: Axis("error ÷ error of the mean")),
        legend: [LegendEntry("error of the mean", role: .mean, symbol: .tick)]), "rows")
  }
}
