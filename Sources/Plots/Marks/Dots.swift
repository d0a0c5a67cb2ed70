/// One circle for each pair of values: targets, measurements.
package struct Dots: Mark {
  package var x: [Double]
  package var y: [Double]
  package var role: Role
  package var label: String?

  package init(x: [Double], y: [Double], role: Role, label: String? = nil) {
    self.x = x
    self.y = y
    self.role = role
    self.label = label
  }

  /// More dots than this lie in one path.
  private static let mostCircles = 12
  /// More dots than this are small and let others shine through.
  private static let mostLarge = 60

  package var channels: Channels { Channels(x: x, y: y, needsSpaceAtEnds: true) }
  package var layer: Layer { .dot }

  package func draw(on canvas: inout Canvas) {
    var drawn: [Place] = []
    for (a, b) in zip(x, y) where canvas.x.contains(a) && canvas.y.contains(b) {
      if let place = canvas.place(a, b) { drawn.append(place) }
    }
    if drawn.count > Dots.mostCircles {
      canvas.cloud(drawn, class: "p-\(role.cssClass)", isSmall: drawn.count > Dots.mostLarge)
    } else {
      for place in drawn { canvas.circle(place, radius: 3, class: "d-\(role.cssClass)") }
    }
    if let label, !drawn.isEmpty {
      drawn.sort { ($0.x, $0.y) < ($1.x, $1.y) }
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(drawn))))
    }
  }
}
