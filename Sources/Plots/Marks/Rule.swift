/// A reference value, drawn across the whole width behind the data: the mean's error, the floor.
package struct Rule: Mark {
  package var y: Double
  package var role: Role
  package var label: String?

  package init(y: Double, role: Role, label: String? = nil) {
    self.y = y
    self.role = role
    self.label = label
  }

  package var channels: Channels { Channels(y: [y], isLabelledRule: label != nil) }
  package var layer: Layer { .rule }

  package func draw(on canvas: inout Canvas) {
    guard canvas.y.contains(y), let pixel = canvas.pixel(y) else { return }
    canvas.level(pixel, class: "r-\(role.cssClass)")
    if let label {
      canvas.request(
        LabelRequest(text: label, role: role, place: .along([(0, pixel), (1, pixel)])))
    }
  }
}

/// A reference value of the horizontal axis: the real pairing among shuffled ones, a lag.
package struct UprightRule: Mark {
  package var x: Double
  package var role: Role
  package var label: String?

  package init(x: Double, role: Role, label: String? = nil) {
    self.x = x
    self.role = role
    self.label = label
  }

  package var channels: Channels { Channels(x: [x], isLabelledUpright: label != nil) }
  package var layer: Layer { .rule }

  package func draw(on canvas: inout Canvas) {
    guard canvas.x.contains(x), let fraction = canvas.x.fraction(x) else { return }
    canvas.upright(fraction, class: "r-\(role.cssClass)")
    if let label {
      canvas.request(LabelRequest(text: label, role: role, place: .beside(fraction)))
    }
  }
}
