/// Lays the panels of a figure out, in rows, and draws them with their axes.
struct PanelGrid {
  private let figure: Figure
  private let scales: SharedScales
  private let columns: Int
  private let isSingle: Bool
  private let xTicks: [Tick]
  private let yTicks: [Tick]
  private let legend: Legend
  /// The space between two columns, as a share of the width.
  private static let gap = 0.05
  private static let rowGap = 14.0

  /// Whether a script copies marks between panels: they lie in a `<g>` with the heights they fill.
  private let isCopied: Bool
  private let namesColours: Bool

  /// - Parameters:
  ///   - scales: nil for those that these panels share.
  ///   - namesColours: false where a bar of colours stands above already.
  init(
    _ figure: Figure, scales: SharedScales? = nil, isCopied: Bool = false,
    namesColours: Bool = true
  ) {
    self.figure = figure
    self.namesColours = namesColours
    self.isCopied = isCopied
    self.scales = scales ?? SharedScales(figure.panels)
    isSingle = figure.panels.count <= 1
    columns = PanelGrid.columns(of: figure.panels, most: figure.mostColumns)
    xTicks = self.scales.x.ticks(
      target: isSingle ? 6 : 3, integersOnly: figure.panels.first?.x.integersOnly ?? false)
    // One number for 45 pixels of height, after 30 for the horizontal axis and its numbers.
    let height = (figure.panels.first?.height ?? PanelGrid.standardHeight(isSingle)) - 30
    yTicks = self.scales.y.ticks(
      target: isSingle ? min(max(Int(height / 45), 2), 6) : height < 100 ? 2 : 3,
      integersOnly: figure.panels.first?.y.integersOnly ?? false)
    legend = Legend(figure.legend, width: Screen.narrowest)
  }

  /// As many columns as let every title stand in its panel on a phone of 390 pixels.
  private static func columns(of panels: [Panel], most: Int) -> Int {
    let titles = panels.map { panel in
      max(
        estimatedWidth(panel.title ?? "", size: 13, bold: true),
        estimatedWidth(panel.subtitle ?? "", size: 12))
    }
    let widest = titles.max() ?? 0
    for count in stride(from: most, to: 1, by: -1) where panels.count >= count {
      guard widest <= Screen.widths[1] * width(of: count) + 4 else { continue }
      // A panel alone in the last row looks forgotten.
      return panels.count % count == 1 && count > 2 ? count - 1 : count
    }
    return 1
  }

  /// The share of the width that one of several columns takes.
  private static func width(of columns: Int) -> Double {
    (1 - gap * Double(columns - 1)) / Double(columns)
  }

  // MARK: Drawing

  func drawing() -> Drawing {
    let margin = PlotStyle.margin(for: yTicks.map(\.label))
    var svg = SVG()
    legend.draw(into: &svg, left: -Double(margin))
    var y = legend.height
    if let colour = scales.colour, namesColours {
      ColourBar(scale: colour, label: figure.panels.first?.colour.label ?? "")
        .draw(at: y, left: -Double(margin), into: &svg)
      y += ColourBar.height
    }
    if let title = axisTitle(figure.panels.first?.y, scales.y) {
      text(title, "n", x: SVG.pixels(-Double(margin)), y: y + 12, into: &svg)
      y += 18
    }
    for start in stride(from: 0, to: figure.panels.count, by: columns) {
      if start > 0 { y += PanelGrid.rowGap }
      let row = start..<min(start + columns, figure.panels.count)
      let height = row.map { self.height(of: $0) }.max() ?? 0
      let isLow = row.contains { $0 + columns >= figure.panels.count }
      for index in row { draw(index, y: y, height: height, isLow, into: &svg) }
      y += height
    }
    if let title = axisTitle(figure.panels.first?.x, scales.x) {
      text(title, "n", x: "100%", y: y + 13, anchor: "end", into: &svg)
      y += 18
    }
    return Drawing(content: svg.text, height: y, margin: margin)
  }

  private func axisTitle(_ axis: Axis?, _ scale: Scale) -> String? {
    guard let label = axis?.label, !label.isEmpty else { return nil }
    return scale.isLog ? label + " (log scale)" : label
  }

  private func height(of index: Int) -> Double {
    figure.panels[index].height ?? PanelGrid.standardHeight(isSingle)
  }

  private static func standardHeight(_ isSingle: Bool) -> Double { isSingle ? 280 : 190 }

  /// - Parameter isLow: whether any panel of the row needs room for numbers below it.
  private func draw(
    _ index: Int, y: Double, height: Double, _ isLow: Bool, into svg: inout SVG
  ) {
    let column = index % columns
    let share = PanelGrid.width(of: columns)
    svg.open(
      "svg",
      [
        "x": column == 0 ? nil : SVG.percent(Double(column) * (share + PanelGrid.gap)),
        "y": SVG.pixels(y), "width": SVG.percent(share), "height": SVG.pixels(height),
        "overflow": "visible",
      ])
    drawInside(figure.panels[index], index, height: height, isLow, into: &svg)
    svg.close("svg")
  }

  private func drawInside(
    _ panel: Panel, _ index: Int, height: Double, _ isLow: Bool, into svg: inout SVG
  ) {
    var top = 0.0
    if let title = panel.title {
      text(title, "h", x: "0", y: top + 13, into: &svg)
      top += 18
    }
    if let subtitle = panel.subtitle {
      text(subtitle, "n s", x: "0", y: top + 12, into: &svg)
      top += 17
    }
    top += 8
    let isLowest = index + columns >= figure.panels.count
    let bottom = max(top + 40, height - (isLow ? 22 : 4))
    drawVerticalAxis(top, bottom, withNumbers: index % columns == 0, into: &svg)
    drawMarks(panel, top, bottom, into: &svg)
    drawHorizontalAxis(bottom, withNumbers: isLowest, into: &svg)
  }

  private func drawMarks(_ panel: Panel, _ top: Double, _ bottom: Double, into svg: inout SVG) {
    var canvas = Canvas(
      scales, top: top, bottom: bottom, columns: columns == 1 ? 260 : 100)
    for mark in panel.orderedMarks { mark.draw(on: &canvas) }
    let drawn = canvas.finish()
    if isCopied { svg.open("g", ["data-y": "\(SVG.pixels(top)) \(SVG.pixels(bottom))"]) }
    svg.append(drawn)
    if isCopied { svg.close("g") }
    if drawn.isEmpty {
      let middle = (top + bottom) / 2 - 6
      text("no values to draw", "n", x: "50%", y: middle, anchor: "middle", into: &svg)
    }
    guard figure.legend.isEmpty else { return }
    let widths = Screen.widths.map { $0 * PanelGrid.width(of: columns) }
    let placer = LabelPlacer(
      obstacles: canvas.obstacles, grid: gridLines(top, bottom), top: top, bottom: bottom,
      widths: widths)
    for label in placer.place(canvas.labels) { draw(label, into: &svg) }
  }

  private func draw(_ label: PlacedLabel, into svg: inout SVG) {
    if let leader = label.leader {
      let at = SVG.percent(label.at)
      svg.element(
        "line",
        [
          "class": "j", "x1": at, "x2": at, "y1": SVG.pixels(leader.from),
          "y2": SVG.pixels(leader.to),
        ])
    }
    svg.element(
      "text",
      [
        "class": "t-\(label.request.role.cssClass)", "x": SVG.percent(label.at),
        "y": SVG.pixels(label.baseline), "dx": label.shift == 0 ? nil : SVG.pixels(label.shift),
        "text-anchor": label.anchor == .start ? nil : label.anchor.rawValue,
      ], label.request.text)
  }

  // MARK: Axes

  /// Grid lines only where a plot stands alone: in small multiples they outweigh the data.
  private func drawVerticalAxis(
    _ top: Double, _ bottom: Double, withNumbers: Bool, into svg: inout SVG
  ) {
    for y in gridLines(top, bottom) {
      let height = SVG.pixels(y)
      svg.element("line", ["class": "g", "x2": "100%", "y1": height, "y2": height])
    }
    guard withNumbers else { return }
    for tick in yTicks {
      if let fraction = scales.y.fraction(tick.value) {
        let y = bottom - fraction * (bottom - top)
        text(tick.label, "n", x: "-7", y: y + 4, anchor: "end", into: &svg)
      }
    }
  }

  /// Pixels from the top of the panel, the foot of the plot left out.
  private func gridLines(_ top: Double, _ bottom: Double) -> [Double] {
    guard isSingle else { return [] }
    return yTicks.compactMap { scales.y.fraction($0.value) }
      .map { bottom - $0 * (bottom - top) }
      .filter { bottom - $0 > 1 }
  }

  private func drawHorizontalAxis(_ bottom: Double, withNumbers: Bool, into svg: inout SVG) {
    let width = Screen.widths[0] * PanelGrid.width(of: columns)
    AxisLine(ticks: xTicks, scale: scales.x, narrowestWidth: width)
      .draw(at: bottom, withNumbers: withNumbers, into: &svg)
  }
}

/// A text of an axis or a title: class `n` is small and soft, `h` a heading.
func text(
  _ content: String, _ name: String, x: String, y: Double, anchor: String? = nil,
  into svg: inout SVG
) {
  svg.element(
    "text", ["class": name, "x": x, "y": SVG.pixels(y), "text-anchor": anchor], content)
}
