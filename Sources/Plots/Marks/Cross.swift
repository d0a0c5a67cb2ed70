/// One place of two values, where both axes matter: the means of prediction and target.
package struct Cross: Mark {
  package var x: Double
  package var y: Double
  package var role: Role
  package var label: String?

  package init(x: Double, y: Double, role: Role, label: String? = nil) {
    self.x = x
    self.y = y
    self.role = role
    self.label = label
  }

  package var channels: Channels { Channels(x: [x], y: [y]) }
  package var layer: Layer { .dot }

  package func draw(on canvas: inout Canvas) {
    guard canvas.x.contains(x), canvas.y.contains(y), let place = canvas.place(x, y) else { return }
    canvas.cross(place, class: "x-\(role.cssClass)")
    if let label {
      let at = (Double(place.x) / 10_000, Double(place.y) / 10)
      canvas.request(LabelRequest(text: label, role: role, place: .along([at])))
    }
  }
}
