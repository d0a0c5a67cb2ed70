import Numerals

/// Rows on one horizontal axis: a score per predictor with one dot per seed, a change with the
/// scores before and after it, an error with its parts.
///
/// The label stands above its strip and the value at the right end, which works at any width.
package struct RowPlot: Sendable {
  package struct Row: Sendable {
    /// A part of a stacked bar, in the order of stacking.
    package struct Part: Sendable {
      package var value: Double
      package var role: Role

      package init(_ value: Double, role: Role) {
        self.value = value
        self.role = role
      }
    }

    package var label: String
    /// One dot each; what is not finite is not drawn.
    package var values: [Double]
    /// Rings to compare the dots with, their median joined to the dots': the values before a change.
    package var before: [Double]
    /// Drawn as one stacked bar from zero, in place of dots. None of them is negative.
    package var parts: [Part]
    package var role: Role
    /// What stands at the right end; nil for the median of the values or the sum of the parts.
    package var shown: String?
    /// A line in small type under the strip: the parts in numbers, what a change cost.
    package var note: String?

    package init(
      _ label: String, values: [Double] = [], before: [Double] = [], parts: [Part] = [],
      role: Role = .baseline, shown: String? = nil, note: String? = nil
    ) {
      self.label = label
      self.values = values
      self.before = before
      self.parts = parts
      self.role = role
      self.shown = shown
      self.note = note
    }

    /// Where the bar ends; nil where a part is no number or there is no bar.
    var sum: Double? {
      guard !parts.isEmpty, parts.allSatisfy({ $0.value.isFinite }) else { return nil }
      return parts.reduce(0) { $0 + max(0, $1.value) }
    }
  }

  /// A value marked in every row.
  package struct Reference: Sendable {
    package var value: Double
    package var role: Role

    package init(_ value: Double, role: Role) {
      self.value = value
      self.role = role
    }

    /// Where scores are divided by the mean's.
    package static let mean = Reference(1, role: .mean)
  }

  package var rows: [Row]
  package var axis: Axis
  package var references: [Reference]

  package init(rows: [Row], axis: Axis, references: [Reference] = [.mean]) {
    self.rows = rows
    self.axis = axis
    self.references = references
  }

  /// Every value that the axis must hold.
  var values: [Double] {
    rows.flatMap { $0.values + $0.before + ($0.sum.map { [$0] } ?? []) }
      + references.map(\.value)
  }

  /// Bars stand on zero, which a logarithmic axis does not have.
  var scale: Scale {
    var axis = axis
    if rows.contains(where: { !$0.parts.isEmpty }) {
      axis.includesZero = true
      axis.scale = .linear
    }
    return Scale(axis, holding: values, padding: .standard)
  }

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
    if rows.isEmpty {
      text("no values to draw", "n", x: "50%", y: y + 20, anchor: "middle", into: &svg)
      y += RowPlot.rowHeight
    }
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
    let number = row.parts.isEmpty ? median(row.values) : row.sum
    let value = row.shown ?? number.map { Numerals.measured($0) } ?? "no value"
    let room = Screen.narrowest - estimatedWidth(value, bold: true) - 12
    let lines = wrapped(row.label, width: room, bold: true)
    let name = "t-\(row.role.cssClass)"
    for (index, line) in lines.enumerated() {
      text(line, name, x: "0", y: top + 14 + Double(index) * RowPlot.lineHeight, into: &svg)
    }
    text(value, name, x: "100%", y: top + 14, anchor: "end", into: &svg)
    var height = RowPlot.rowHeight + Double(lines.count - 1) * RowPlot.lineHeight
    let strip = RowStrip(row: row, references: references, scale: scale)
    strip.draw(at: top + height - 12, into: &svg)
    guard let note = row.note else { return height }
    for line in wrapped(note, width: Screen.narrowest, size: 12) {
      text(line, "n", x: "0", y: top + height + 10, into: &svg)
      height += RowPlot.lineHeight
    }
    return height + 8
  }
}

/// The middle value of those that are finite; of an even number the mean of the middle two.
func median(_ values: [Double]) -> Double? {
  let sorted = values.filter(\.isFinite).sorted()
  guard !sorted.isEmpty else { return nil }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}
