/// One plot with its axes. A figure of several panels draws them on shared scales.
package struct Panel: Sendable {
  package var title: String?
  package var subtitle: String?
  package var x: Axis
  package var y: Axis
  /// What the colours of heat maps measure.
  package var colour: Axis
  package var marks: [any Mark]
  /// Pixels from the panel's title to its numbers under the horizontal axis; nil for 280, or 190
  /// among several panels. Legend and axis titles come on top of it.
  package var height: Double?

  package init(
    title: String? = nil, subtitle: String? = nil, x: Axis, y: Axis, colour: Axis = Axis(),
    marks: [any Mark], height: Double? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.y = y
    self.colour = colour
    self.marks = marks
    self.height = height
  }

  /// Marks in the order of drawing; among equals the order they were given in.
  var orderedMarks: [any Mark] {
    marks.enumerated()
      .sorted { ($0.element.layer.rawValue, $0.offset) < ($1.element.layer.rawValue, $1.offset) }
      .map(\.element)
  }
}

/// The scales that all panels of a figure share.
struct SharedScales: Sendable {
  let x: Scale
  let y: Scale
  /// Nil where no mark shows values by colour.
  let colour: Scale?

  /// Ranges, labels and kinds are those of the first panel; values are those of all of them.
  init(_ panels: [Panel]) {
    let channels = panels.flatMap { $0.marks.map(\.channels) }
    var vertical = panels.first?.y ?? Axis()
    if channels.contains(where: \.standsOnZero) { vertical.includesZero = true }
    var padding = Scale.Padding.standard
    // A label of 16 pixels must find room above or below the outermost mark.
    if channels.contains(where: \.isLabelledRule) { padding.low = 0.1 }
    if channels.contains(where: \.isLabelledUpright) { padding.high = 0.14 }
    if channels.contains(where: \.fillsThePlot) { padding = .none }
    let colours = channels.flatMap(\.colour)
    colour =
      channels.contains(where: \.fillsThePlot)
      ? Scale(panels.first?.colour ?? Axis(), holding: colours, padding: .none) : nil
    x = Scale(
      panels.first?.x ?? Axis(), holding: channels.flatMap(\.x),
      padding: channels.contains(where: \.needsSpaceAtEnds) ? .standard : .none)
    y = Scale(vertical, holding: channels.flatMap(\.y), padding: padding)
  }
}
