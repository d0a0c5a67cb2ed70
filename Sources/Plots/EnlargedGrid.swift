/// Small multiples with one of them drawn large above, all on the same scales.
///
/// What the marks of each panel draw lies in a `<g>` that says between which heights: a script can
/// copy it from a small panel into the large one.
struct EnlargedGrid {
  /// The large panel, with the names of the axes and the legend of all.
  private let above: Drawing
  private let below: Drawing

  init(_ figure: Figure, large: Int) {
    let scales = SharedScales(figure.panels)
    var first = figure
    first.panels = [figure.panels[large]]
    first.panels[0].title = nil
    first.panels[0].height = nil
    (first.panels[0].x, first.panels[0].y) = (figure.panels[0].x, figure.panels[0].y)
    first.panels[0].colour = figure.panels[0].colour
    var others = figure
    others.panels[0].x.label = ""
    others.panels[0].y.label = ""
    others.legend = []
    above = PanelGrid(first, scales: scales, isCopied: true).drawing()
    below = PanelGrid(others, scales: scales, isCopied: true, namesColours: false).drawing()
  }

  var drawing: Drawing {
    var (drawing, frames) = (above, below)
    // One left edge for both.
    drawing.margin = max(above.margin, below.margin)
    frames.margin = drawing.margin
    drawing.below = [frames]
    return drawing
  }
}
