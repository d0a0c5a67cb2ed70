/// A horizontal axis: its line, short marks, and the numbers under them.
struct AxisLine {
  let ticks: [Tick]
  let scale: Scale
  /// Pixels that the axis has on the narrowest screen.
  let narrowestWidth: Double

  func draw(at y: Double, withNumbers: Bool, into svg: inout SVG) {
    let height = SVG.pixels(y)
    svg.element("line", ["class": "x", "x2": "100%", "y1": height, "y2": height])
    for (index, tick) in ticks.enumerated() {
      guard let fraction = scale.fraction(tick.value) else { continue }
      let at = SVG.percent(fraction)
      svg.element(
        "line", ["class": "x", "x1": at, "x2": at, "y1": height, "y2": SVG.pixels(y + 4)])
      guard withNumbers else { continue }
      // A long number at the very end would reach into the page's margin.
      let isAtEnd = fraction > 0.97 && estimatedWidth(tick.label, size: 12) > 30
      text(
        tick.label, isHiddenOnPhones(index) ? "n w" : "n", x: at, y: y + 17,
        anchor: isAtEnd ? "end" : "middle", into: &svg)
    }
  }

  /// Where all numbers do not fit a phone, every second one is left out there.
  private func isHiddenOnPhones(_ index: Int) -> Bool {
    let needed = ticks.reduce(0) { $0 + estimatedWidth($1.label, size: 12) + 9 }
    return needed > narrowestWidth && (ticks.count - 1 - index) % 2 == 1
  }
}
