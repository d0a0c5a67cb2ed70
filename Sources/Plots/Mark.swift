/// Something drawn from data. A mark says which values its scales must hold, and draws itself once
/// they are known; it knows nothing of axes or of the other marks.
package protocol Mark: Sendable {
  /// The values that the horizontal and vertical scales must hold.
  var channels: Channels { get }
  /// What is drawn over what.
  var layer: Layer { get }
  func draw(on canvas: inout Canvas)
}

/// The values a mark puts on the axes of its panel.
package struct Channels: Sendable {
  var x: [Double] = []
  var y: [Double] = []
  /// Bars stand on zero.
  var standsOnZero = false
  /// Round marks need space between themselves and the ends of the horizontal axis.
  var needsSpaceAtEnds = false
  /// A reference line with a text needs room for it, often below all data.
  var isLabelledRule = false
  /// The text of an upright line stands above the bars it runs through.
  var isLabelledUpright = false
  /// Values that are shown by colour.
  var colour: [Double] = []
  /// Cells reach to the ends of both axes.
  var fillsThePlot = false
}

/// The order of drawing: areas lie below reference lines, these below data.
package enum Layer: Int, Sendable { case area, rule, line, dot }
