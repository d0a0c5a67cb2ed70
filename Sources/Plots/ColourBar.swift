/// The key of a heat map: its ten colours side by side with numbers under them.
///
/// It has a set width in pixels, so that it fits a phone and its numbers never touch.
struct ColourBar {
  let scale: Scale
  let label: String
  private static let width = 220.0
  private static let thickness = 10.0
  static let height = 52.0

  func draw(at top: Double, left: Double, into svg: inout SVG) {
    let title = scale.isLog ? label + " (log scale)" : label
    text(title, "n", x: SVG.pixels(left), y: top + 12, into: &svg)
    let step = ColourBar.width / Double(ColourLevels.count)
    for level in 0..<ColourLevels.count {
      svg.element(
        "rect",
        [
          "class": "q\(level)", "x": SVG.pixels(left + Double(level) * step),
          "y": SVG.pixels(top + 18), "width": SVG.pixels(step),
          "height": SVG.pixels(ColourBar.thickness),
        ])
    }
    for tick in scale.ticks(target: 3, integersOnly: false) {
      guard let fraction = scale.fraction(tick.value) else { continue }
      // A number at the very left would reach out of the page.
      let half = estimatedWidth(tick.label, size: 12) / 2
      let x = max(fraction * ColourBar.width, half)
      text(
        tick.label, "n", x: SVG.pixels(left + x), y: top + ColourBar.thickness + 31,
        anchor: "middle", into: &svg)
    }
  }
}
