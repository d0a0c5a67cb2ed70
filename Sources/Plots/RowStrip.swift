/// The drawn part of a row: dots, rings joined to them, or a stacked bar, over marks of reference.
struct RowStrip {
  let row: RowPlot.Row
  let references: [RowPlot.Reference]
  let scale: Scale
  /// Half of a bar's thickness, in pixels.
  private static let half = 7.0

  func draw(at y: Double, into svg: inout SVG) {
    let height = SVG.pixels(y)
    svg.element("line", ["class": "g", "x2": "100%", "y1": height, "y2": height])
    // A bar would cover marks drawn before it, and dots be covered by marks drawn after them.
    if !row.parts.isEmpty { drawBar(y, into: &svg) }
    for reference in references { draw(reference, y, into: &svg) }
    if row.parts.isEmpty { drawDots(height, into: &svg) }
  }

  private func draw(_ reference: RowPlot.Reference, _ y: Double, into svg: inout SVG) {
    guard let place = place(reference.value) else { return }
    let reach = row.parts.isEmpty ? RowStrip.half : RowStrip.half + 3
    let at = SVG.percent(place)
    svg.element(
      "line",
      [
        "class": "k-\(reference.role.cssClass)", "x1": at, "x2": at,
        "y1": SVG.pixels(y - reach), "y2": SVG.pixels(y + reach),
      ])
  }

  private func drawDots(_ y: String, into svg: inout SVG) {
    let after = row.values.compactMap(place)
    let before = row.before.compactMap(place)
    if let from = median(before), let to = median(after) {
      svg.element(
        "line",
        ["class": "j", "x1": SVG.percent(from), "x2": SVG.percent(to), "y1": y, "y2": y])
    }
    for place in before { circle(place, y, "o-\(row.role.cssClass)", into: &svg) }
    for place in after { circle(place, y, "d-\(row.role.cssClass)", into: &svg) }
  }

  private func circle(_ place: Double, _ y: String, _ name: String, into svg: inout SVG) {
    svg.element("circle", ["class": name, "cx": SVG.percent(place), "cy": y, "r": "4"])
  }

  private func drawBar(_ y: Double, into svg: inout SVG) {
    guard row.sum != nil, let zero = scale.fraction(0) else { return }
    var sum = 0.0
    for part in row.parts where part.value > 0 {
      guard let left = scale.fraction(sum), let right = scale.fraction(sum + part.value) else {
        continue
      }
      sum += part.value
      svg.element(
        "rect",
        [
          "class": "b-\(part.role.cssClass)", "x": SVG.percent(max(left, zero)),
          "y": SVG.pixels(y - RowStrip.half), "width": SVG.percent(right - left),
          "height": SVG.pixels(2 * RowStrip.half),
        ])
    }
  }

  /// Nil for what lies beyond the axis.
  private func place(_ value: Double) -> Double? {
    scale.contains(value) ? scale.fraction(value) : nil
  }
}
