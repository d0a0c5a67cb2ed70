/// One entry of the line above repeated panels.
package struct LegendEntry: Sendable {
  package enum Symbol: Sendable {
    case line, dot, ring, bar
    /// A reference line.
    case rule
    /// The short upright mark of a row plot.
    case tick
  }
  package var label: String
  package var role: Role
  package var symbol: Symbol

  package init(_ label: String, role: Role, symbol: Symbol) {
    self.label = label
    self.role = role
    self.symbol = symbol
  }
}

/// Lays entries out in rows that fit the narrowest screen, because an SVG cannot wrap its text.
struct Legend {
  static let rowHeight = 20.0
  let rows: [[LegendEntry]]
  private static let symbolWidth = 26.0
  private static let gap = 16.0

  init(_ entries: [LegendEntry], width: Double) {
    var rows: [[LegendEntry]] = []
    var used = Double.infinity
    for entry in entries {
      let needed = Legend.width(of: entry)
      if used + needed > width {
        rows.append([entry])
        used = needed + Legend.gap
      } else {
        rows[rows.count - 1].append(entry)
        used += needed + Legend.gap
      }
    }
    self.rows = rows
  }

  var height: Double { rows.isEmpty ? 0 : Double(rows.count) * Legend.rowHeight + 6 }

  /// `left` is where the figure begins, left of the plot by the width of its numbers.
  func draw(into svg: inout SVG, left: Double) {
    for (row, entries) in rows.enumerated() {
      let middle = Double(row) * Legend.rowHeight + 9
      var x = left
      for entry in entries {
        Legend.draw(entry.symbol, entry.role.cssClass, x, middle, into: &svg)
        svg.element(
          "text",
          [
            "class": "t-\(entry.role.cssClass)", "x": SVG.pixels(x + Legend.symbolWidth),
            "y": SVG.pixels(middle + 4.5),
          ], entry.label)
        x += Legend.width(of: entry) + Legend.gap
      }
    }
  }

  private static func width(of entry: LegendEntry) -> Double {
    symbolWidth + estimatedWidth(entry.label, size: 13, bold: true)
  }

  private static func draw(
    _ symbol: LegendEntry.Symbol, _ role: String, _ x: Double, _ y: Double, into svg: inout SVG
  ) {
    let middle = SVG.pixels(x + 10)
    switch symbol {
    case .line, .rule:
      let height = SVG.pixels(y)
      svg.element(
        "line",
        [
          "class": (symbol == .line ? "l-" : "r-") + role, "x1": SVG.pixels(x),
          "x2": SVG.pixels(x + 20), "y1": height, "y2": height,
        ])
    case .dot:
      svg.element(
        "circle", ["class": "d-\(role)", "cx": middle, "cy": SVG.pixels(y), "r": "3.5"])
    case .ring:
      svg.element(
        "circle", ["class": "o-\(role)", "cx": middle, "cy": SVG.pixels(y), "r": "4"])
    case .bar:
      svg.element(
        "rect",
        [
          "class": "b-\(role)", "x": SVG.pixels(x + 4), "y": SVG.pixels(y - 6), "width": "12",
          "height": "12",
        ])
    case .tick:
      svg.element(
        "line",
        [
          "class": "k-\(role)", "x1": middle, "x2": middle, "y1": SVG.pixels(y - 7),
          "y2": SVG.pixels(y + 7),
        ])
    }
  }
}
