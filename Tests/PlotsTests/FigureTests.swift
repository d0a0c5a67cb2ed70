import Testing

@testable import Plots

@Suite struct FigureTests {
  @Test func aPlotOf240PointsStaysWithinItsBudget() {
    var noise = Noise()
    let x = (1...240).map(Double.init)
    let svg = figure([
      Line(x: x, y: noise.values(240), role: .network, label: "training"),
      Rule(y: 0.5, role: .mean, label: "constant mean"),
    ]).svg(id: "f")
    #expect(svg.utf8.count <= 6_000)
  }

  @Test(arguments: [Axis.ScaleKind.linear, .log])
  func aLineOf20000PointsStaysWithinItsBudget(_ kind: Axis.ScaleKind) {
    var noise = Noise()
    let x = (0..<20_000).map(Double.init)
    let svg = figure(
      [Line(x: x, y: noise.values(20_000).map { $0 + 0.01 }, role: .network, label: "training")],
      y: Axis("loss", scale: kind)
    ).svg(id: "f")
    #expect(svg.utf8.count <= 6_000)
  }

  @Test func elementsAreBalancedAndIdsCarryThePrefix() {
    let loss = lossCurve(50)
    let svg = figure([Line(x: loss.x, y: loss.y, role: .network, label: "a < b & \"c\"")])
      .svg(id: "fig-7")
    var open: [Substring] = []
    for tag in svg.split(separator: "<").map({ $0.prefix { $0 != ">" } }) {
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == name)
      } else if !tag.hasSuffix("/") {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
    #expect(svg.contains(">a &lt; b &amp; &quot;c&quot;</text>"))
    #expect(
      svg.matches(of: /[ ]id="([^"]*)"/).map { String($0.output.1) } == ["fig-7-t", "fig-7-d"])
    #expect(svg.contains("role=\"img\" aria-labelledby=\"fig-7-t fig-7-d\""))
  }

  @Test func everyClassHasAStyleAndNoColourStandsInline() {
    let loss = lossCurve(50)
    let svg = figure([
      Line(x: loss.x, y: loss.y, role: .heldOut, label: "held out"),
      Rule(y: 0.2, role: .floor, label: "floor"),
    ]).svg(id: "f")
    for name in svg.matches(of: /class="([^"]*)"/).flatMap({ $0.output.1.split(separator: " ") }) {
      let family = name.prefix(2)
      #expect(
        PlotStyle.stylesheet.contains("." + name)
          || PlotStyle.stylesheet.contains("[class^=\(family)]"), "no style for \(name)")
    }
    for attribute in ["fill=", "stroke=", "style="] { #expect(!svg.contains(attribute)) }
  }

  @Test func whatIsNotDrawnIsCounted() {
    let log = Axis("loss", scale: .log)
    #expect(figure([Line(x: [1, 2], y: [1, 2], role: .network)]).droppedNote == nil)
    #expect(
      figure([Line(x: [1, 2, 3, 4], y: [0, -1, 0, 2], role: .network)], y: log).droppedNote
        == "3 values at or below zero are not drawn")
    #expect(
      figure([Line(x: [1, 2], y: [-1, 2], role: .network)], y: log).droppedNote
        == "1 value at or below zero is not drawn")
    #expect(
      figure([Line(x: [1, 2, 3], y: [.infinity, .nan, 2], role: .network)]).droppedNote
        == "1 value without bound is not drawn")
    #expect(
      figure([Dots(x: [1, 2], y: [0.5, 9], role: .data)], y: Axis(domain: 0...1)).droppedNote
        == "1 value beyond the axes is not drawn")
  }

  @Test func panelsWithLongTitlesStandBelowEachOther() {
    func columns(_ title: String) -> Int {
      let panels = (0..<3).map { _ in
        Panel(
          title: title, x: Axis(), y: Axis(),
          marks: [Line(x: [0, 1], y: [0, 1], role: .network)])
      }
      let svg = Figure(title: "t", description: "d", panels: panels).svg(id: "f")
      return Set(
        svg.matches(of: /<svg (?:x="([^"]*)" )?y="[^"]*" width="[^"]*%" height/)
          .map { $0.output.1.map(String.init) ?? "" }.filter { $0 != "" }
      ).count + 1
    }
    #expect(columns("step 1") == 3)
    #expect(columns("a longer title here") == 2)
    #expect(columns("a title that needs the whole width of a phone") == 1)
  }

  /// Three small panels; the second stands large above them.
  private var frames: Figure {
    var figure = Figure(
      title: "The finding, 1.13", description: "Three frames.",
      panels: (1...3).map { frame in
        Panel(
          title: "frame \(frame)", x: Axis("step", integersOnly: true), y: Axis("value"),
          marks: [
            Rule(y: 1, role: .mean),
            Line(x: [1, 2, 3], y: [0, Double(frame), 1], role: .network),
            Dots(x: [1, 2, 3], y: [0, 3, 1], role: .data),
          ], height: 112)
      }, legend: [LegendEntry("network", role: .network, symbol: .line)])
    figure.enlarged = 1
    return figure
  }

  @Test func anEnlargedPanelStandsAboveAllFrames() throws {
    try expectSnapshot(frames, "enlarged")
  }

  /// What a script relies on: the large panel first, then the frames, with the same marks in each.
  @Test func theLargePanelHoldsWhatItsFrameHolds() throws {
    let svg = frames.svg(id: "f")
    let groups = svg.matches(of: /<g data-y="([0-9.]+) ([0-9.]+)">(.*?)<\/g>/)
      .map { (from: Double($0.1), to: Double($0.2), marks: String($0.3)) }
    #expect(groups.count == 4)
    let kinds = groups.map { group in group.marks.matches(of: #/<(\w+) /#).map { String($0.1) } }
    #expect(kinds.allSatisfy { $0 == kinds[0] })
    let large = try #require(groups.first)
    #expect(try #require(large.to) - #require(large.from) > 200)
    #expect(svg.components(separatedBy: "role=\"img\"").count == 3)
  }
}
