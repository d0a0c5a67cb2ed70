import Testing

@testable import Plots

@Suite struct DistributionSnapshotTests {
  @Test(
    arguments: [
      ("values", [1, 1.2, 1.4, 2, 2.1, 5]), ("empty", []), ("one-value", [3]),
      ("all-equal", [2, 2, 2]), ("gaps", [.nan, 1, .infinity, 2]), ("negative", [-3, -2.5, -1]),
    ] as [(String, [Double])])
  func density(_ name: String, _ values: [Double]) throws {
    try expectSnapshot(
      figure(
        [Density(values, role: .network, label: "residuals")], x: Axis("residual"),
        y: Axis("density"), height: 140), "density-" + name)
  }

  @Test func densityBesideTheNormalOfEqualSpread() throws {
    try expectSnapshot(
      figure(
        [
          Density([-1, -0.8, 0.9, 1.1], role: .data, label: "residuals"),
          Line.normal(mean: 0, deviation: 1, role: .baseline, label: "normal"),
        ], x: Axis("residual"), y: Axis("density")), "density-normal")
  }

  @Test func theAreaUnderADensityIsOne() {
    var noise = Noise()
    let channels = Density(noise.values(500), role: .data).channels
    let step = channels.x[1] - channels.x[0]
    #expect(abs(channels.y.reduce(0, +) * step - 1) < 0.01)
  }

  @Test(
    arguments: [
      ("values", [0.1, 0.2, 0.25, 0.3, 0.9]), ("empty", []), ("one-value", [7]),
      ("all-equal", [0, 0, 0]), ("gaps", [.nan, 1, 2, -.infinity]), ("negative", [-4, -2, -1]),
    ] as [(String, [Double])])
  func histogram(_ name: String, _ values: [Double]) throws {
    try expectSnapshot(
      figure(
        [Bars(Histogram(values), label: "count")], x: Axis("R²"), y: Axis("count"), height: 140),
      "histogram-" + name)
  }

  @Test(arguments: [[1, 2, 3], [0.1, 0.2, 0.3, 0.7], [5], [-2, -2], [1, .nan, .infinity]])
  func aHistogramCountsEveryFiniteValue(_ values: [Double]) {
    let histogram = Histogram(values)
    let finite = values.filter(\.isFinite)
    #expect(histogram.counts.reduce(0, +) == finite.count)
    #expect(histogram.leftOut == values.count - finite.count)
    #expect(histogram.edges.count == histogram.counts.count + 1)
    #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(finite.allSatisfy { $0 >= histogram.edges[0] && $0 <= histogram.edges.last! })
  }

  @Test func barsOnALogarithmicAxisStandOnItsLowEnd() throws {
    try expectSnapshot(
      figure(
        [Bars(edges: [0, 1, 2, 3], counts: [1, 100, -2])], y: Axis("count", scale: .log),
        height: 140), "bars-log")
  }

  @Test func aCloudOf240DotsStaysWithinItsBudget() throws {
    var noise = Noise()
    let cloud = figure([
      Dots(x: noise.values(240), y: noise.values(240), role: .network),
      Cross(x: 0.5, y: 0.5, role: .mean, label: "the mean"),
    ])
    try expectSnapshot(cloud, "cloud")
    #expect(cloud.svg(id: "f").utf8.count <= 6_000)
  }
}
