/// A plot, a row of small multiples, or a row plot, ready to be drawn as one inline SVG.
package struct Figure: Sendable {
  /// The accessible name: the finding, in one sentence with its number.
  package var title: String
  /// Kind of chart, axes with their ranges, and what happens in it.
  package var description: String
  /// Several panels are small multiples on the scales and axis labels of the first.
  package var panels: [Panel]
  /// How many panels may stand in a row, where their titles fit a phone.
  package var mostColumns = 3
  /// The panel that stands large above all of them, for a script to show the others in its place.
  package var enlarged: Int?
  /// A line above the plot, for panels that repeat. Where there is one, marks carry no labels.
  package var legend: [LegendEntry]
  /// Drawn instead of panels.
  package var rows: RowPlot?

  package init(
    title: String, description: String, panels: [Panel], legend: [LegendEntry] = []
  ) {
    self.title = title
    self.description = description
    self.panels = panels
    self.legend = legend
  }

  package init(
    title: String, description: String, rows: RowPlot, legend: [LegendEntry] = []
  ) {
    self.init(title: title, description: description, panels: [], legend: legend)
    self.rows = rows
  }

  /// The SVG element; `id` is unique in its page and prefixes every id inside.
  ///
  /// The outer element has a height and no `viewBox`: it takes the width it is given, and its text
  /// keeps its size. Numbers left of the plot hang in a margin that its class asks for.
  package func svg(id: String) -> String { svg(id: id, drawing()) }

  /// What of it takes long, the same wherever it stands.
  package func drawing() -> Drawing {
    rows?.drawing(legend: legend) ?? enlarged.map { EnlargedGrid(self, large: $0).drawing }
      ?? PanelGrid(self).drawing()
  }

  /// A figure with an enlarged panel is two elements, so that a page may end between them.
  ///
  /// - Parameter drawing: this figure's.
  package func svg(id: String, _ drawing: Drawing) -> String {
    var words = SVG()
    words.element("title", ["id": "\(id)-t"], title)
    words.element("desc", ["id": "\(id)-d"], description)
    var named = drawing
    named.content = words.text + drawing.content
    let label = "\(panels.count) small plots, one for each frame"
    return Figure.element(named, labelledBy: "\(id)-t \(id)-d")
      + drawing.below.map { Figure.element($0, label: label) }.joined()
  }

  private static func element(
    _ drawing: Drawing, labelledBy: String? = nil, label: String? = nil
  ) -> String {
    var svg = SVG()
    svg.open(
      "svg",
      [
        "class": drawing.margin == 0 ? "plot" : "plot m\(drawing.margin)", "role": "img",
        "aria-labelledby": labelledBy, "aria-label": label,
        "height": SVG.pixels(drawing.height), "focusable": "false",
      ])
    svg.append(drawing.content)
    svg.close("svg")
    return svg.text
  }
}

/// The inside of a figure's SVG with the size it needs.
package struct Drawing: Sendable {
  var content: String
  var height: Double
  /// Pixels left of the plot, one of `PlotStyle.margins`.
  var margin: Int
  /// What stands below it as an element of its own.
  var below: [Drawing] = []
}

/// The widths in pixels for which places of text are checked: the plot on a phone of 320 and of 390
/// pixels, and in the page's column of text.
enum Screen {
  static let margin = 38.0
  static let widths = [243.0, 313, 556]
  static let narrowest = 281.0
}
