/// Where the marks of one panel draw: scales, the plot's rectangle, and what has been drawn so far.
///
/// Horizontal places are shares of the width, vertical ones pixels, so that one drawing serves every
/// screen. Lines and areas lie in an inner `<svg>` that stretches while its strokes do not; circles,
/// rules and text, which must not stretch, lie outside it.
package struct Canvas {
  let x: Scale
  let y: Scale
  /// Of heat maps; nil where there are none.
  let colours: Scale?
  /// Pixels from the top of the panel to the high and the low end of the vertical axis.
  let top: Double
  let bottom: Double
  /// Into how many stretches a dense line is divided before it is thinned.
  let columns: Int
  private(set) var obstacles = Obstacles()
  private(set) var labels: [LabelRequest] = []
  private var finished = SVG()
  private var stretched = SVG()
  /// Whether anything drawn reaches beyond the axes and must be cut off there.
  private var overflows = false

  init(_ scales: SharedScales, top: Double, bottom: Double, columns: Int) {
    x = scales.x
    y = scales.y
    colours = scales.colour
    self.top = top
    self.bottom = bottom
    self.columns = columns
  }

  // MARK: Places

  /// Pixels from the top of the panel.
  func pixel(_ value: Double) -> Double? {
    y.fraction(value).map { bottom - $0 * (bottom - top) }
  }

  func place(_ horizontal: Double, _ vertical: Double) -> Place? {
    guard let fraction = x.fraction(horizontal), let pixel = pixel(vertical) else { return nil }
    return Place(x: Int((fraction * 10_000).rounded()), y: Int((pixel * 10).rounded()))
  }

  /// Whether a place lies within the axes.
  func holds(_ place: Place) -> Bool {
    (0...10_000).contains(place.x) && Double(place.y) >= top * 10 - 1
      && Double(place.y) <= bottom * 10 + 1
  }

  /// Stretches of points that can be drawn, broken where a value has no place.
  func stretches(_ horizontal: [Double], _ vertical: [Double]) -> [[Place]] {
    var result: [[Place]] = []
    var current: [Place] = []
    for (a, b) in zip(horizontal, vertical) {
      if let place = place(a, b) {
        current.append(place)
      } else if !current.isEmpty {
        result.append(current)
        current = []
      }
    }
    return current.isEmpty ? result : result + [current]
  }

  // MARK: Drawing

  mutating func path(_ data: String, class name: String, around places: [Place]) {
    let edges = (top * 10 - 1)...(bottom * 10 + 1)
    if places.contains(where: { !edges.contains(Double($0.y)) || !(-1...10_001).contains($0.x) }) {
      overflows = true
    }
    stretched.element(
      "path", ["class": name, "vector-effect": "non-scaling-stroke", "d": data])
  }

  mutating func circle(_ place: Place, radius: Double, class name: String) {
    flush()
    finished.element(
      "circle",
      [
        "class": name, "cx": SVG.percent(Double(place.x) / 10_000), "cy": SVG.tenths(place.y),
        "r": SVG.pixels(radius),
      ])
    obstacles.points.append((Double(place.x) / 10_000, Double(place.y) / 10))
  }

  /// Many round dots at once, as strokes without length: a tenth of the bytes of circles.
  mutating func cloud(_ places: [Place], class name: String, isSmall: Bool) {
    guard !places.isEmpty else { return }
    let data = places.map { "M\(SVG.tenths($0.x)) \(SVG.tenths($0.y))h0" }.joined()
    stretched.element(
      "path",
      [
        "class": name + (isSmall ? " cloud small" : " cloud"),
        "vector-effect": "non-scaling-stroke", "d": data,
      ])
    obstacles.points += places.map { (Double($0.x) / 10_000, Double($0.y) / 10) }
  }

  /// An upright cross with arms of six pixels.
  mutating func cross(_ place: Place, class name: String) {
    flush()
    finished.open(
      "svg",
      [
        "x": SVG.percent(Double(place.x) / 10_000), "y": SVG.tenths(place.y), "width": "1",
        "height": "1", "overflow": "visible",
      ])
    finished.element("path", ["class": name, "d": "M-6 0H6M0-6V6"])
    finished.close("svg")
    obstacles.points.append((Double(place.x) / 10_000, Double(place.y) / 10))
  }

  /// A line over the whole width, at a height in pixels.
  mutating func level(_ pixel: Double, class name: String) {
    flush()
    let height = SVG.pixels(pixel)
    finished.element("line", ["class": name, "x2": "100%", "y1": height, "y2": height])
    obstacles.curves.append([(0, pixel), (1, pixel)])
  }

  /// A line from the top to the bottom of the plot, at a share of the width.
  mutating func upright(_ fraction: Double, class name: String) {
    flush()
    let at = SVG.percent(fraction)
    finished.element(
      "line",
      ["class": name, "x1": at, "x2": at, "y1": SVG.pixels(top), "y2": SVG.pixels(bottom)])
    obstacles.curves.append([(fraction, top), (fraction, bottom)])
  }

  mutating func avoid(_ places: [Place]) { obstacles.curves.append(Canvas.curve(places)) }

  mutating func avoid(box left: Place, _ right: Place) {
    obstacles.boxes.append(
      (
        Double(left.x) / 10_000, Double(right.x) / 10_000, Double(min(left.y, right.y)) / 10,
        Double(max(left.y, right.y)) / 10
      ))
  }

  mutating func request(_ label: LabelRequest) { labels.append(label) }

  static func curve(_ places: [Place]) -> [(Double, Double)] {
    places.map { (Double($0.x) / 10_000, Double($0.y) / 10) }
  }

  /// Everything drawn, in order. Paths drawn one after another share one stretched `<svg>`.
  mutating func finish() -> String {
    flush()
    return finished.text
  }

  private mutating func flush() {
    guard !stretched.text.isEmpty else { return }
    let height = SVG.pixels(bottom - top)
    finished.open(
      "svg",
      [
        "y": SVG.pixels(top), "width": "100%", "height": height,
        "viewBox": "0 \(SVG.pixels(top)) 1000 \(height)", "preserveAspectRatio": "none",
        "overflow": overflows ? "hidden" : "visible",
      ])
    finished.append(stretched.text)
    finished.close("svg")
    stretched = SVG()
    overflows = false
  }
}
