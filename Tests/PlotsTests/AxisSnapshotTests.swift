import Testing

@testable import Plots

/// Data at the edge of what an axis can hold.
@Suite struct AxisSnapshotTests {
  @Test(arguments: [
    ("empty", [] as [Double]), ("one-value", [0.0098]), ("all-not-a-number", [.nan, .nan]),
    ("all-equal", [3, 3, 3]), ("all-zero", [0, 0]), ("infinite", [1, .infinity, 2]),
    ("tiny", [1e-9, 3e-9, 2e-9]), ("huge", [1e30, -2e30]), ("negative", [-0.03, -0.01]),
  ])
  func linearAxis(_ name: String, _ values: [Double]) throws {
    let steps = values.indices.map { Double($0 + 1) }
    try expectSnapshot(
      figure([Line(x: steps, y: values, role: .network, label: "loss")], height: 140),
      "linear-" + name)
  }

  @Test(arguments: [
    ("negative", [-1.0, -2, 0]), ("one-value", [0.0098]), ("some-zero", [0, 0.1, 0]),
    ("eight-decades", [1e-6, 1, 100]), ("within-a-decade", [2.1, 2.4, 2.9]), ("empty", []),
  ])
  func logarithmicAxis(_ name: String, _ values: [Double]) throws {
    let steps = values.indices.map { Double($0 + 1) }
    try expectSnapshot(
      figure(
        [Line(x: steps, y: values, role: .network, label: "loss")],
        y: Axis("loss", scale: .log), height: 140), "log-" + name)
  }

  @Test func whatLiesBeyondAnAskedForRangeIsCutOff() throws {
    try expectSnapshot(
      figure(
        [
          Line(x: [1, 2, 3, 4], y: [28, 1.2, 1.1, 1], role: .network),
          Dots(x: [1, 2], y: [28, 1.2], role: .data), Rule(y: 3, role: .mean, label: "off"),
        ], y: Axis("ratio", domain: 0.9...1.5)), "cut-off")
  }

  @Test func longNumbersStayInsideThePage() throws {
    let x = stride(from: 0.0, through: 100_000, by: 20_000).map { $0 }
    try expectSnapshot(
      figure([Line(x: x, y: x.map { $0 / 1e7 }, role: .network)], height: 140), "long-numbers")
  }
}
