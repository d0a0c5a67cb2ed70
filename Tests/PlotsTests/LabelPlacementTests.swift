import Testing

@testable import Plots

@Suite struct LabelPlacementTests {
  private func placed(_ heights: [Double]) -> [PlacedLabel] {
    let curves = heights.map { [(0.0, $0), (1.0, $0)] }
    let placer = LabelPlacer(
      obstacles: Obstacles(curves: curves), grid: [], top: 8, bottom: 240, widths: Screen.widths)
    return placer.place(
      zip(curves, Role.allCases).map { curve, role in
        LabelRequest(text: "constant mean", role: role, place: .along(curve))
      })
  }

  @Test(arguments: [
    [100.0, 102, 104, 106], [10, 12, 230, 235], [50, 100, 150, 200], [120, 120, 120],
  ])
  func labelsOfOnePlotNeverTouch(_ heights: [Double]) {
    let labels = placed(heights)
    #expect(labels.count == heights.count)
    for width in Screen.widths {
      for (index, label) in labels.enumerated() {
        for other in labels.dropFirst(index + 1) {
          #expect(!label.box(at: width).overlaps(other.box(at: width)))
        }
      }
    }
  }

  @Test func labelsStayInsideThePlot() {
    for label in placed([10, 238]) {
      for width in Screen.widths {
        let box = label.box(at: width)
        #expect(box.left >= 0 && box.right <= width + 1e-9)
        #expect(box.top >= 2 && box.bottom <= 240)
      }
    }
  }

  @Test func aCurveThatIsCutOffHasNoLabelAndNoLeader() {
    #expect(placed([-28_000]).isEmpty)
    #expect(placed([9000, 100]).map(\.request.role) == [Role.allCases[1]])
  }

  @Test func nothingIsDrawnFarOutsideItsPlot() {
    let marks: [any Mark] = [
      Line(x: [1, 2, 3], y: [1e30, 2e30, 3e30], role: .network, label: "diverged"),
      Line(x: [2], y: [1e30], role: .heldOut, label: "one value"),
      Rule(y: 1, role: .mean, label: "mean"),
    ]
    let svg = figure(marks, y: Axis("error", domain: 0...2)).svg(id: "f")
    for height in svg.matches(of: /[ ](?:y|y1|y2|cy)="(-?[0-9.]+)"/).compactMap({
      Double($0.output.1)
    }) {
      #expect(abs(height) < 400)
    }
    #expect(!svg.contains(">diverged<"))
  }

  @Test func aLineAloneIsLabelledAtItsEnd() {
    let label = placed([100])[0]
    #expect(label.anchor == .end && label.at == 1)
    #expect(label.baseline == 94)
    #expect(label.leader == nil)
  }

  @Test func aLabelWithAnotherCurveBetweenIsLedToItsOwn() {
    for label in placed([100, 106, 112]) {
      guard case .along(let curve) = label.request.place else { continue }
      let own = curve[0].1
      let near = min(label.baseline, own)..<max(label.baseline, own)
      let between = [100.0, 106, 112].filter { $0 != own && near.contains($0) }
      #expect(between.isEmpty || label.leader?.to == own)
    }
  }

  @Test func longTextsWrapAtSpaces() {
    #expect(wrapped("a hidden state of 128", width: 80) == ["a hidden", "state of 128"])
    #expect(wrapped("indivisible", width: 10) == ["indivisible"])
    #expect(wrapped("", width: 10) == [""])
  }
}
