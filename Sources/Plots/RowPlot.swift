import Numerals

/// Rows of dots on one horizontal axis: a score per predictor, one dot per seed.
///
/// The label stands above its strip and the value at the right end, which works at any width.
package struct RowPlot: Sendable {
  package struct Row: Sendable {
    package var label: String
    /// One dot each; what is not finite is not drawn.
    package var values: [Double]
    /// A ring to compare the dots with, joined to their median: the value before a change.
    package var before: Double?
    package var role: Role
    /// What stands at the right end; nil for the median of the values.
    package var shown: String?

    package init(
      _ label: String, values: [Double], before: Double? = nil, role: Role = .baseline,
      shown: String? = nil
    ) {
      self.label = label
      self.values = values
      self.before = before
      self.role = role
      self.shown = shown
    }
  }

  package var rows: [Row]
  package var axis: Axis
  /// A value marked in every row: 1 where scores are divided by the mean's.
  package var reference: Double?
  package var referenceRole: Role

  package init(
    rows: [Row], axis: Axis, reference: Double? = 1, referenceRole: Role = .mean
  ) {
    self.rows = rows
    self.axis = axis
    self.reference = reference
    self.referenceRole = referenceRole
  }

  /// Every value that the axis must hold.
  var values: [Double] {
    rows.flatMap { $0.values + ($0.before.map { [$0] } ?? []) } + (reference.map { [$0] } ?? [])
  }
  var scale: Scale { Scale(axis, holding: values, padding: .standard) }

  // MARK: Drawing

  private static let rowHeight = 40.0
  private static let lineHeight = 16.0

  func drawing(legend entries: [LegendEntry]) -> Drawing {
    let scale = scale
    let legend = Legend(entries, width: Screen.narrowest)
    var svg = SVG()
    legend.draw(into: &svg, left: 0)
    var y = legend.height
    for row in rows { y += draw(row, at: y, scale, into: &svg) }
    let ticks = scale.ticks(target: 6, integersOnly: axis.integersOnly)
    AxisLine(ticks: ticks, scale: scale, narrowestWidth: Screen.narrowest)
      .draw(at: y + 4, withNumbers: true, into: &svg)
    y += 26
    if !axis.label.isEmpty {
      let title = axis.label + (scale.isLog ? " (log scale)" : "")
      text(title, "n", x: "100%", y: y + 13, anchor: "end", into: &svg)
      y += 18
    }
    return Drawing(content: svg.text, height: y, margin: 0)
  }

  /// Draws one row and says how high it is.
  private func draw(_ row: Row, at top: Double, _ scale: Scale, into svg: inout SVG) -> Double {
    let value = row.shown ?? median(row.values).map { Numerals.measured($0) } ?? "no value"
    let room = Screen.narrowest - estimatedWidth(value, bold: true) - 12
    let lines = wrapped(row.label, width: room, bold: true)
    let name = "t-\(row.role.cssClass)"
    for (index, line) in lines.enumerated() {
      text(line, name, x: "0", y: top + 14 + Double(index) * RowPlot.lineHeight, into: &svg)
    }
    text(value, name, x: "100%", y: top + 14, anchor: "end", into: &svg)
    let extra = Double(lines.count - 1) * RowPlot.lineHeight
    drawStrip(row, at: top + 28 + extra, scale, into: &svg)
    return RowPlot.rowHeight + extra
  }

  private func drawStrip(_ row: Row, at y: Double, _ scale: Scale, into svg: inout SVG) {
    let height = SVG.pixels(y)
    svg.element("line", ["class": "g", "x2": "100%", "y1": height, "y2": height])
    if let reference, scale.contains(reference), let fraction = scale.fraction(reference) {
      let at = SVG.percent(fraction)
      svg.element(
        "line",
        [
          "class": "k-\(referenceRole.cssClass)", "x1": at, "x2": at,
          "y1": SVG.pixels(y - 7), "y2": SVG.pixels(y + 7),
        ])
    }
    let places = row.values.filter(scale.contains).compactMap(scale.fraction)
    let ring = row.before.flatMap { scale.contains($0) ? scale.fraction($0) : nil }
    if let ring, let middle = median(places) {
      svg.element(
        "line",
        [
          "class": "j", "x1": SVG.percent(ring), "x2": SVG.percent(middle), "y1": height,
          "y2": height,
        ])
    }
    if let ring { circle(ring, height, "o-\(row.role.cssClass)", into: &svg) }
    for place in places { circle(place, height, "d-\(row.role.cssClass)", into: &svg) }
  }

  private func circle(_ place: Double, _ y: String, _ name: String, into svg: inout SVG) {
    svg.element("circle", ["class": name, "cx": SVG.percent(place), "cy": y, "r": "4"])
  }
}

/// The middle value of those that are finite; of an even number the mean of the middle two.
func median(_ values: [Double]) -> Double? {
  let sorted = values.filter(\.isFinite).sorted()
  guard !sorted.isEmpty else { return nil }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}
