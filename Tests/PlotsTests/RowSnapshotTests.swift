import Testing

@testable import Plots

@Suite struct RowSnapshotTests {
  private func rows(
    _ rows: [RowPlot.Row], _ axis: Axis = Axis("skill"),
    references: [RowPlot.Reference] = [.mean]
  ) -> Figure {
    Figure(
      title: "The finding, 0.9", description: "Rows.",
      rows: RowPlot(rows: rows, axis: axis, references: references))
  }

  @Test func dumbbells() throws {
    try expectSnapshot(
      rows(
        [
          .init(
            "lr: 0.5 → 0.005", values: [0.9, 0.88, 0.91], before: [0.02, -0.01, 0.01],
            role: .network, note: "3 of 3 seeds, 4000 updates"),
          .init("hidden_size: 16 → 64", values: [0.02, 0.01, 0.03], before: [0.02, -0.01, 0.01]),
          .init("clip: none → 1", values: [.nan, .nan], before: [0.02]),
          .init("without a measurement before", values: [0.4]),
        ], references: [.init(0, role: .mean), .init(0.93, role: .floor)]), "dumbbells")
  }

  @Test func stackedBars() throws {
    let parts: [RowPlot.Row.Part] = [
      .init(0.01, role: .mean), .init(0.2, role: .alternative), .init(0.8, role: .baseline),
    ]
    try expectSnapshot(
      rows(
        [
          .init("This network", parts: parts, role: .network, note: "bias 0.01, spread 0.2"),
          .init("Constant mean", parts: [.init(0, role: .mean), .init(1, role: .baseline)]),
          .init("Diverged", parts: [.init(.nan, role: .mean), .init(1, role: .baseline)]),
        ], Axis("mean squared error", scale: .log), references: [.init(0.7, role: .floor)]),
      "stacked-bars")
  }

  @Test(
    arguments: [
      ("empty", []), ("one-value", [0.2]), ("all-not-a-number", [.nan]), ("all-equal", [1, 1]),
    ] as [(String, [Double])])
  func rowsOf(_ name: String, _ values: [Double]) throws {
    try expectSnapshot(
      rows(values.map { .init("A predictor", values: [$0]) }, references: []), "rows-" + name)
  }

  @Test func rowsOnALogarithmicAxisLeaveOutWhatIsNotAboveZero() throws {
    try expectSnapshot(
      rows(
        [.init("A", values: [0.1, 10]), .init("B", values: [0, -1, 1])],
        Axis("error", scale: .log)), "rows-log")
  }

  @Test func aFilmStripSharesItsScales() throws {
    let panels = [0, 10, 100, 1000].map { epoch in
      Panel(
        title: "epoch \(epoch)", x: Axis("step", integersOnly: true), y: Axis("value"),
        marks: [
          Dots(x: [1, 2, 3], y: [0, 1, 0], role: .data),
          Line(x: [1, 2, 3], y: [0.5, 0.5 + Double(epoch) / 2000, 0.5], role: .network),
        ], height: 88)
    }
    try expectSnapshot(
      Figure(title: "It learns by epoch 1000", description: "Film.", panels: panels, legend: []),
      "film")
  }
}
