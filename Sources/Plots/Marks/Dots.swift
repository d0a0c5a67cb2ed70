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

  package var channels: Channels { Channels(x: x, y: y, needsSpaceAtEnds: true) }
  package var layer: Layer { .dot }

  package func draw(on canvas: inout Canvas) {
    var drawn: [Place] = []
    for (a, b) in zip(x, y) where canvas.x.contains(a) && canvas.y.contains(b) {
      guard let place = canvas.place(a, b) else { continue }
      canvas.circle(place, radius: x.count > 60 ? 2 : 3, class: "d-\(role.cssClass)")
      drawn.append(place)
    }
    if let label, !drawn.isEmpty {
      drawn.sort { ($0.x, $0.y) < ($1.x, $1.y) }
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(drawn))))
    }
  }
}
