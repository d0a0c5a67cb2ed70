import Testing

@testable import Plots

@Suite struct ScaleTests {
  private func labels(_ low: Double, _ high: Double, log: Bool = false, whole: Bool = false)
    -> [String]
  {
    Scale(isLog: log, low: low, high: high).ticks(target: 5, integersOnly: whole).map(\.label)
  }

  @Test func stepsAreOneTwoOrFive() {
    #expect(labels(0, 1) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(0.93, 1.21) == ["0.95", "1.00", "1.05", "1.10", "1.15", "1.20"])
    #expect(labels(-0.03, 0.01) == ["−0.03", "−0.02", "−0.01", "0", "0.01"])
    #expect(
      labels(0, 50_000) == [
        "0", "10\u{202F}000", "20\u{202F}000", "30\u{202F}000",
        "40\u{202F}000", "50\u{202F}000",
      ])
  }

  @Test func noAxisIsLeftWithTwoNumbers() {
    let narrow = Scale(isLog: true, low: 2.07, high: 2.93)
    #expect(
      narrow.ticks(target: 2, integersOnly: false).map(\.label) == ["2.2", "2.4", "2.6", "2.8"])
    let wide = Scale(isLog: false, low: -2.1, high: 1.1)
    #expect(wide.ticks(target: 2, integersOnly: false).map(\.label) == ["−2", "−1", "0", "1"])
  }

  @Test func tickValuesCarryNoSummedError() {
    let values = Scale(isLog: false, low: 0, high: 0.5).ticks(target: 5, integersOnly: false)
    #expect(values.map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
  }

  @Test func wholeAxesHaveNoHalvesAndBeginAtOne() {
    #expect(labels(1, 3, whole: true) == ["1", "2", "3"])
    #expect(labels(1, 500, whole: true) == ["1", "100", "200", "300", "400", "500"])
    #expect(labels(0.6, 10.4, whole: true) == ["2", "4", "6", "8", "10"])
  }

  @Test func logarithmicAxesCountInDecades() {
    #expect(labels(0.009, 0.3, log: true) == ["0.01", "0.02", "0.05", "0.1", "0.2"])
    #expect(labels(1e-3, 10, log: true) == ["0.001", "0.01", "0.1", "1", "10"])
    #expect(labels(1e-9, 10, log: true) == ["10⁻⁹", "10⁻⁶", "0.001", "1"])
    #expect(labels(2.1, 2.9, log: true) == ["2.2", "2.4", "2.6", "2.8"])
  }

  @Test func automaticScalesTurnLogarithmicBeyondFiftyfold() {
    func isLog(_ values: [Double]) -> Bool {
      Scale(Axis(scale: .automatic), holding: values, padding: .none).isLog
    }
    #expect(isLog([0.01, 0.51]))
    #expect(isLog([0, 0.01, 0.51]))
    #expect(!isLog([0.01, 0.49]))
    #expect(!isLog([-1, 0.01, 0.51]))
    #expect(!isLog([]))
  }

  @Test(
    arguments: [
      [], [5], [0], [-2], [1, 1], [.nan], [.infinity, -.infinity],
      [.leastNonzeroMagnitude, 1e-305],
      [-1e149, 1e149], [1e200], [1, 1 + 1e-15],
    ] as [[Double]], [Axis.ScaleKind.linear, .log, .automatic])
  func everyDataGivesAnAxisThatCanBeDrawn(_ values: [Double], _ kind: Axis.ScaleKind) {
    let scale = Scale(Axis(scale: kind), holding: values, padding: .standard)
    #expect(scale.low < scale.high)
    #expect(scale.low.isFinite && scale.high.isFinite)
    #expect(!scale.isLog || scale.low > 0)
    let ticks = scale.ticks(target: 5, integersOnly: false)
    #expect((1...12).contains(ticks.count))
    #expect(ticks.allSatisfy { scale.contains($0.value) })
    #expect(Set(ticks.map(\.label)).count == ticks.count)
  }

  @Test func barsStandOnZero() {
    let scales = SharedScales([
      Panel(x: Axis(), y: Axis(), marks: [Bars(edges: [0, 1, 2], counts: [50, 60])])
    ])
    #expect(scales.y.low == 0)
  }

  @Test func panelsShareTheirScales() {
    let panels = [3.0, 30].map {
      Panel(x: Axis(), y: Axis(), marks: [Line(x: [0, $0], y: [0, $0], role: .network)])
    }
    let scales = SharedScales(panels)
    #expect(scales.x.high == 30)
    #expect(scales.y.contains(30) && scales.y.contains(0))
  }
}
