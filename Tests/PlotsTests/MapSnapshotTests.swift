import Testing

@testable import Plots

@Suite struct MapSnapshotTests {
  private func map(
    _ values: [Double], columns: Int, colour: Axis = Axis("share of gates")
  ) -> Figure {
    let rows = columns == 0 ? 0 : values.count / columns
    let map = HeatMap(
      xEdges: (0...columns).map(Double.init), yEdges: (0...rows).map(Double.init), values: values)
    return Figure(
      title: "The finding, 0.4", description: "A map.",
      panels: [
        Panel(x: Axis("epoch"), y: Axis("unit"), colour: colour, marks: [map], height: 140)
      ])
  }

  @Test(
    arguments: [
      ("plain", [0, 0, 0.5, 1, 0, 0, 0.5, 0.9], 4), ("empty", [], 0), ("one-value", [0.3], 1),
      ("gaps", [.nan, 1, 2, .infinity, 3, .nan], 3), ("all-equal", [2, 2, 2, 2], 2),
      ("all-not-a-number", [.nan, .nan], 2),
    ] as [(String, [Double], Int)])
  func heatMap(_ name: String, _ values: [Double], _ columns: Int) throws {
    try expectSnapshot(map(values, columns: columns), "map-" + name)
  }

  @Test func heatMapOnALogarithmicScaleCountsWhatHasNoColour() throws {
    try expectSnapshot(
      map([1e-4, 0, 1e-2, -1, 1, 1e-3], columns: 3, colour: Axis("gradient", scale: .log)),
      "map-log")
  }

  @Test func panelsOfMapsShareTheirColours() throws {
    let panels = [1.0, 4].map { top in
      Panel(
        title: "up to \(Int(top))", x: Axis("lag"), y: Axis("epoch"), colour: Axis("size"),
        marks: [HeatMap(xEdges: [0, 1, 2], yEdges: [0, 1], values: [0, top])])
    }
    try expectSnapshot(
      Figure(title: "Two maps, 4", description: "Maps.", panels: panels), "map-panels")
  }

  @Test func equalNeighboursBecomeOneRectangle() {
    let cells = MergedCells(levels: [1, 1, 2, 1, 1, 2, 1, nil, 2], columns: 3).rectangles
    #expect(
      Set(cells.map { "\($0.level) \($0.columns) \($0.rows)" }) == [
        "1 0..<2 0..<2", "2 2..<3 0..<3", "1 0..<1 2..<3",
      ])
  }

  @Test func everyCellIsDrawnOnce() {
    var noise = Noise()
    let levels = noise.values(600).map { $0 < 0.1 ? nil : Int($0 * 3) }
    var drawn = [Int?](repeating: nil, count: 600)
    for cells in MergedCells(levels: levels, columns: 30).rectangles {
      for row in cells.rows {
        for column in cells.columns {
          #expect(drawn[row * 30 + column] == nil)
          drawn[row * 30 + column] = cells.level
        }
      }
    }
    #expect(drawn == levels)
  }

  @Test func aMapOf2000SmoothCellsStaysWithinItsBudget() {
    let values: [Double] = (0..<2000).map { cell in
      let (row, column) = (cell / 50, cell % 50)
      return Double(column) / 50 + Double(row) / 40
    }
    #expect(map(values, columns: 50).svg(id: "f").utf8.count <= 25_000)
  }
}
