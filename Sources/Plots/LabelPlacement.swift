/// A text that wants to stand next to its mark.
struct LabelRequest: Sendable {
  enum Target: Sendable {
    /// Above or below a curve of (share of the width, pixels from the top), from left to right.
    case along([(Double, Double)])
    /// Right or left of an upright line, near the top.
    case beside(Double)
  }
  let text: String
  let role: Role
  let place: Target
  /// Pixels. Estimated once: placing a label asks for it at every place it might stand.
  let width: Double

  init(text: String, role: Role, place: Target) {
    self.text = text
    self.role = role
    self.place = place
    width = estimatedWidth(text, size: 13, bold: true)
  }
}

/// What labels should not stand on, in shares of the width and pixels from the top.
struct Obstacles: Sendable {
  var curves: [[(Double, Double)]] = []
  var points: [(Double, Double)] = []
  /// Left, right, top, bottom.
  var boxes: [(Double, Double, Double, Double)] = []
}

/// A label with its place: `anchor` is a share of the width, `baseline` in pixels from the top.
struct PlacedLabel: Sendable {
  enum Anchor: String, Sendable { case start, middle, end }
  let request: LabelRequest
  let at: Double
  let baseline: Double
  let anchor: Anchor
  /// Pixels between the anchored point and the text.
  var shift = 0.0
  /// The height of the mark that a line leads to, where the text had to stand away from it.
  var leadsTo: Double?

  /// From the text to its mark: both ends in pixels from the top.
  var leader: (from: Double, to: Double)? {
    leadsTo.map { ($0 > baseline ? baseline + 4 : baseline - 11, $0) }
  }

  /// The text's rectangle when the panel is `width` pixels wide.
  func box(at width: Double) -> Box {
    let x = at * width + shift
    let left =
      switch anchor {
      case .start: x
      case .middle: x - request.width / 2
      case .end: x - request.width
      }
    return Box(
      left: left, right: left + request.width, top: baseline - 11, bottom: baseline + 4)
  }
}

extension PlacedLabel {
  /// Whether the line from this label to its mark runs through a rectangle.
  func crosses(_ box: Box, at width: Double) -> Bool {
    guard let leader else { return false }
    let x = at * width
    return box.length(of: (x, leader.from), (x, leader.to)) > 0
  }
}

/// A rectangle in pixels.
struct Box: Sendable {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// How many pixels of a straight line lie inside (Liang and Barsky 1984).
  func length(of start: (Double, Double), _ end: (Double, Double)) -> Double {
    let dx = end.0 - start.0
    let dy = end.1 - start.1
    var enter = 0.0
    var leave = 1.0
    for (change, room) in [
      (-dx, start.0 - left), (dx, right - start.0), (-dy, start.1 - top), (dy, bottom - start.1),
    ] {
      if change == 0 {
        if room < 0 { return 0 }
      } else if change < 0 {
        enter = max(enter, room / change)
      } else {
        leave = min(leave, room / change)
      }
    }
    return leave > enter ? (leave - enter) * (dx * dx + dy * dy).squareRoot() : 0
  }
}

/// Chooses for each label the emptiest place next to its mark.
///
/// One SVG serves all widths, so a place is weighed at the width of a phone, of a small tablet and
/// of the page's column, and must do at all of them.
struct LabelPlacer {
  let obstacles: Obstacles
  /// Heights of grid lines: they run through text only where there is no better place.
  let grid: [Double]
  let top: Double
  let bottom: Double
  /// Widths of the panel in pixels.
  let widths: [Double]
  /// Labels of one plot stand at least this far apart: 1.1 em of 13 pixels.
  static let lineHeight = 14.3

  func place(_ requests: [LabelRequest]) -> [PlacedLabel] {
    var placed: [PlacedLabel] = []
    for request in requests {
      var best: Candidate?
      // What a place costs beside others is never negative: a dear one need not be looked at.
      for candidate in candidates(for: request) {
        if let best, candidate.cost >= best.cost { continue }
        let cost = candidate.cost + cost(of: candidate.label, beside: placed)
        if let best, cost >= best.cost { continue }
        best = (candidate.label, cost)
      }
      if let best { placed.append(best.label) }
    }
    return placed
  }

  private typealias Candidate = (label: PlacedLabel, cost: Double)

  private func candidates(for request: LabelRequest) -> [Candidate] {
    switch request.place {
    case .beside(let fraction): besides(request, fraction)
    case .along(let curve): alongs(request, curve)
    }
  }

  private func besides(_ request: LabelRequest, _ fraction: Double) -> [Candidate] {
    var result: [Candidate] = []
    for row in 0..<10 {
      let baseline = top + 9 + Double(row) * LabelPlacer.lineHeight / 2
      for (anchor, shift) in [(PlacedLabel.Anchor.start, 7.0), (.end, -7.0)] {
        let label = PlacedLabel(
          request: request, at: fraction, baseline: baseline, anchor: anchor, shift: shift)
        result.append((label, Double(row)))
      }
    }
    return result
  }

  /// At the end first, where the eye leaves a line; then elsewhere along it.
  private func alongs(_ request: LabelRequest, _ curve: [(Double, Double)]) -> [Candidate] {
    var result: [Candidate] = []
    let spots: [(Double, PlacedLabel.Anchor, Double)] = [
      (1, .end, 0), (0.8, .middle, 3), (0.65, .middle, 3), (0.5, .middle, 3), (0.35, .middle, 4),
      (0.2, .middle, 4), (0, .start, 4),
    ]
    for (at, anchor, dislike) in spots {
      guard let extent = extent(of: curve, at: at, anchor, request.width) else { continue }
      let height = LabelPlacer.height(of: curve, at: at) ?? extent.lowerBound
      // Where its curve is cut off a label has nothing to stand beside, or to lead to.
      guard height >= top - 1, height <= bottom + 1 else { continue }
      for row in 0..<12 {
        let away = Double(row) * LabelPlacer.lineHeight / 2
        for (baseline, dislikeOfSide) in [
          (extent.lowerBound - 6 - away, 0.0), (extent.upperBound + 15 + away, 1),
        ] {
          var label = PlacedLabel(request: request, at: at, baseline: baseline, anchor: anchor)
          let gap = max(height - baseline, baseline - 11 - height)
          // Near its mark, and with nothing between, a label needs no line to it.
          if gap > 14 || curves(between: baseline, height, at: at) > 0 { label.leadsTo = height }
          result.append((label, dislike + dislikeOfSide + 0.4 * max(0, gap - 6)))
        }
      }
    }
    return result
  }

  /// The height of a curve at a share of the width, nil beyond its ends.
  static func height(of curve: [(Double, Double)], at share: Double) -> Double? {
    for (start, end) in zip(curve, curve.dropFirst())
    where start.0 <= share && share <= end.0 && start.0 < end.0 {
      return start.1 + (end.1 - start.1) * (share - start.0) / (end.0 - start.0)
    }
    return curve.last.map { $0.0 <= share ? $0.1 : curve[0].1 }
  }

  /// The heights a curve passes within a label's width: of the narrowest panel, where a label covers
  /// the largest share.
  private func extent(
    of curve: [(Double, Double)], at: Double, _ anchor: PlacedLabel.Anchor, _ width: Double
  ) -> ClosedRange<Double>? {
    let share = min(1, width / (widths.min() ?? 300))
    let left =
      switch anchor {
      case .start: at
      case .middle: at - share / 2
      case .end: at - share
      }
    var low = Double.infinity
    var high = -Double.infinity
    func include(_ height: Double) {
      let height = min(max(height, top), bottom)
      low = min(low, height)
      high = max(high, height)
    }
    for point in curve where point.0 >= left && point.0 <= left + share { include(point.1) }
    for (start, end) in zip(curve, curve.dropFirst()) where end.0 > start.0 {
      for edge in [left, left + share] where edge > start.0 && edge < end.0 {
        include(start.1 + (end.1 - start.1) * (edge - start.0) / (end.0 - start.0))
      }
    }
    return low <= high ? low...high : nil
  }

  // MARK: Costs

  private func cost(of label: PlacedLabel, beside placed: [PlacedLabel]) -> Double {
    widths.reduce(0) { sum, width in
      var sum = sum + cost(of: label.box(at: width), beside: placed, width: width)
      for other in placed {
        if other.crosses(label.box(at: width), at: width) { sum += 200 }
        if label.crosses(other.box(at: width), at: width) { sum += 200 }
      }
      return sum
    } + confusion(label)
  }

  /// How easily a label is taken for that of another curve: how many lie between it and its own.
  private func confusion(_ label: PlacedLabel) -> Double {
    guard let leader = label.leader else { return 0 }
    // At the very end of the plot a leader looks like part of an axis.
    let crossed = curves(between: leader.from, leader.to, at: label.at)
    return 6 + 12 * Double(crossed) + (label.anchor == .end ? 5 : 0)
  }

  private func curves(between one: Double, _ other: Double, at share: Double) -> Int {
    let upper = min(one, other) + 1
    let lower = max(one, other) - 1
    return obstacles.curves.count { curve in
      guard let height = LabelPlacer.height(of: curve, at: share) else { return false }
      return height > upper && height < lower
    }
  }

  private func cost(of box: Box, beside placed: [PlacedLabel], width: Double) -> Double {
    var cost = 0.0
    cost += 8 * max(0, -box.left) + 8 * max(0, box.right - width)
    cost += 8 * max(0, top - 6 - box.top) + 8 * max(0, box.bottom - bottom)
    for other in placed where box.overlaps(other.box(at: width)) { cost += 200 }
    for height in grid where height > box.top + 1 && height < box.bottom - 3 { cost += 2.5 }
    for point in obstacles.points {
      let x = point.0 * width
      let dot = Box(left: x - 4, right: x + 4, top: point.1 - 4, bottom: point.1 + 4)
      if box.overlaps(dot) { cost += 8 }
    }
    for (left, right, top, bottom) in obstacles.boxes {
      let bar = Box(left: left * width, right: right * width, top: top, bottom: bottom)
      if box.overlaps(bar) { cost += 8 }
    }
    for curve in obstacles.curves {
      for (start, end) in zip(curve, curve.dropFirst()) {
        let inside = box.length(of: (start.0 * width, start.1), (end.0 * width, end.1))
        if inside > 0 { cost += 2 + 0.5 * inside }
      }
    }
    return cost
  }
}
