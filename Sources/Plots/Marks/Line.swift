/// Points joined in order: a loss curve, a forecast. Broken where a value is not a number.
///
/// Long lines are thinned to what a screen can show; see `Polyline.simplified`.
package struct Line: Mark {
  package var x: [Double]
  package var y: [Double]
  package var role: Role
  package var label: String?
  /// One of several runs behind the one that is talked about.
  package var isThin: Bool

  package init(
    x: [Double], y: [Double], role: Role, label: String? = nil, isThin: Bool = false
  ) {
    self.x = x
    self.y = y
    self.role = role
    self.label = label
    self.isThin = isThin
  }

  package var channels: Channels { Channels(x: x, y: y) }
  package var layer: Layer { .line }

  package func draw(on canvas: inout Canvas) {
    let stretches = canvas.stretches(x, y)
    let length = stretches.reduce(0) { $0 + $1.count }
    var drawn: [Place] = []
    var data = ""
    for places in stretches where places.count > 1 {
      let columns = max(8, canvas.columns * places.count / length)
      let line = Polyline(places: places).simplified(columns: columns)
      data += line.pathData
      drawn += line.places
      canvas.avoid(line.places)
    }
    if !data.isEmpty {
      canvas.path(data, class: "l-\(role.cssClass)" + (isThin ? " thin" : ""), around: drawn)
    }
    // A value between two gaps has no neighbour to be joined to.
    for places in stretches where places.count == 1 && canvas.holds(places[0]) {
      canvas.circle(places[0], radius: 2.5, class: "d-\(role.cssClass)")
      drawn += places
    }
    if let label, !drawn.isEmpty {
      drawn.sort { $0.x < $1.x }
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(drawn))))
    }
  }
}
