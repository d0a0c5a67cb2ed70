/// A histogram: `counts[i]` between `edges[i]` and `edges[i + 1]`, standing on zero.
package struct Bars: Mark {
  package var edges: [Double]
  package var counts: [Double]
  package var role: Role
  package var label: String?

  /// One more edge than counts; what is left over of either is not drawn.
  package init(edges: [Double], counts: [Double], role: Role = .baseline, label: String? = nil) {
    self.edges = edges
    self.counts = counts
    self.role = role
    self.label = label
  }

  package var channels: Channels { Channels(x: edges, y: counts, standsOnZero: true) }
  package var layer: Layer { .area }

  package func draw(on canvas: inout Canvas) {
    var corners: [Place] = []
    var data = ""
    for (index, (left, right)) in zip(edges, edges.dropFirst()).enumerated()
    where index < counts.count && counts[index] != 0 {
      // On a logarithmic axis bars would have no foot, so they stand on its low end.
      guard let foot = canvas.place(left, canvas.y.isLog ? canvas.y.low : 0),
        let head = canvas.place(right, counts[index])
      else { continue }
      data += "M\(SVG.tenths(foot.x)) \(SVG.tenths(foot.y))V\(SVG.tenths(head.y))"
      data += "H\(SVG.tenths(head.x))V\(SVG.tenths(foot.y))z"
      corners += [foot, head]
      canvas.avoid(box: foot, head)
    }
    guard !data.isEmpty else { return }
    canvas.path(data, class: "b-\(role.cssClass)", around: corners)
    if let label {
      let heads = stride(from: 1, to: corners.count, by: 2).map { corners[$0] }
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(heads))))
    }
  }
}
