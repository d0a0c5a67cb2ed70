import Numerals

extension Figure {
  /// What the figure leaves out, for its caption: "3 values at or below zero are not drawn".
  ///
  /// Values that are not numbers are gaps on purpose and are not counted.
  package var droppedNote: String? {
    var counts = Dropped()
    if let rows {
      rows.values.forEach { counts.add($0, on: rows.scale) }
    } else {
      let scales = SharedScales(panels)
      for channels in panels.flatMap({ $0.marks.map(\.channels) }) {
        channels.x.forEach { counts.add($0, on: scales.x) }
        channels.y.forEach {
          counts.add($0, on: scales.y, zeroIsDrawn: channels.standsOnZero)
        }
        if let colour = scales.colour { channels.colour.forEach { counts.add($0, on: colour) } }
      }
    }
    return counts.note
  }
}

/// Values without a place on their axis, by reason.
struct Dropped {
  private var notPositive = 0
  private var infinite = 0
  private var outside = 0

  mutating func add(_ value: Double, on scale: Scale, zeroIsDrawn: Bool = false) {
    if value.isNaN || (zeroIsDrawn && value == 0) { return }
    if abs(value) >= Scale.limit {
      infinite += 1
    } else if !scale.admits(value) {
      notPositive += 1
    } else if !scale.contains(value) {
      outside += 1
    }
  }

  var note: String? {
    let parts = [
      (notPositive, "at or below zero"), (infinite, "without bound"),
      (outside, "beyond the axes"),
    ].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    return parts.map { count, reason in
      count == 1
        ? "1 value \(reason) is not drawn"
        : "\(Numerals.count(count)) values \(reason) are not drawn"
    }.joined(separator: "; ")
  }
}
