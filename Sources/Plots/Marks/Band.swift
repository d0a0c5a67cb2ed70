/// The area between two curves: a range over seeds, an interval. Broken where either has no value.
package struct Band: Mark {
  package var x: [Double]
  package var low: [Double]
  package var high: [Double]
  package var role: Role
  package var label: String?

  package init(
    x: [Double], low: [Double], high: [Double], role: Role, label: String? = nil
  ) {
    self.x = x
    self.low = low
    self.high = high
    self.role = role
    self.label = label
  }

  package var channels: Channels { Channels(x: x, y: low + high) }
  package var layer: Layer { .area }

  package func draw(on canvas: inout Canvas) {
    let count = min(x.count, low.count, high.count)
    let isWhole = (0..<count).map { index in
      canvas.place(x[index], low[index]) != nil && canvas.place(x[index], high[index]) != nil
    }
    let steps = (0..<count).map { isWhole[$0] ? x[$0] : .nan }
    let upper = canvas.stretches(steps, high)
    let lower = canvas.stretches(steps, low)
    var outline: [Place] = []
    var data = ""
    for (above, below) in zip(upper, lower) where above.count > 1 {
      let columns = max(8, canvas.columns * above.count / (2 * max(1, count)))
      let top = Polyline(places: above).simplified(columns: columns).places
      let bottom = Polyline(places: below).simplified(columns: columns).places
      data += Polyline(places: top + bottom.reversed()).pathData + "z"
      outline += top + bottom
      canvas.avoid(top)
      canvas.avoid(bottom)
    }
    // A value between two gaps has no width, so its range is a line.
    var lone = ""
    for (above, below) in zip(upper, lower) where above.count == 1 {
      lone += "M\(SVG.tenths(above[0].x)) \(SVG.tenths(above[0].y))V\(SVG.tenths(below[0].y))"
      outline += [above[0], below[0]]
    }
    if outline.isEmpty { return }
    if !data.isEmpty { canvas.path(data, class: "a-\(role.cssClass)", around: outline) }
    if !lone.isEmpty { canvas.path(lone, class: "l-\(role.cssClass)", around: outline) }
    if let label {
      let edge = upper.flatMap { $0 }.sorted { $0.x < $1.x }
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(edge))))
    }
  }
}
