/// A place in the stretched part of a panel, in tenths: `x` runs from 0 to 10 000 over the width of
/// the panel, `y` in tenths of a pixel from its top.
struct Place: Equatable, Sendable {
  var x: Int
  var y: Int
}

/// Points joined in order, already rounded to what is drawn.
///
/// Rounding comes before differencing, so that a path of relative steps never drifts.
struct Polyline: Equatable, Sendable {
  var places: [Place]

  /// At most two points for each of `columns` stretches of the width, then without the points that a
  /// straight line passes within a fifth of a pixel. First, last, lowest and highest always stay.
  func simplified(columns: Int) -> Polyline {
    let thinned = places.count > 2 * columns ? extremesByColumn(columns) : places
    return Polyline(places: Polyline.withoutStraights(thinned))
  }

  /// The lowest and the highest point of each run that stays within one column, in their order.
  private func extremesByColumn(_ columns: Int) -> [Place] {
    let width = 10_000 / max(1, columns) + 1
    var kept: [Place] = []
    var start = 0
    while start < places.count {
      var end = start
      var low = start
      var high = start
      let column = Polyline.floorDivision(places[start].x, width)
      while end < places.count, Polyline.floorDivision(places[end].x, width) == column {
        if places[end].y < places[low].y { low = end }
        if places[end].y > places[high].y { high = end }
        end += 1
      }
      if start == 0 { kept.append(places[0]) }
      // Both at one place: a dense line is a row of upright strokes, and slanting ones would look
      // like an oscillation that the data do not have.
      let middle = (places[low].x + places[high].x) / 2
      for index in [min(low, high), max(low, high)] {
        let place = Place(x: middle, y: places[index].y)
        if kept.last != place { kept.append(place) }
      }
      if end == places.count, kept.last != places[end - 1] { kept.append(places[end - 1]) }
      start = end
    }
    return kept
  }

  private static func floorDivision(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  /// Ramer (1972) and Douglas and Peucker (1973), begun at the extremes so that they survive.
  private static func withoutStraights(_ places: [Place]) -> [Place] {
    guard places.count > 2 else { return places }
    var keep = [Bool](repeating: false, count: places.count)
    let rows = places.indices
    let low = rows.min { places[$0].y < places[$1].y } ?? 0
    let high = rows.max { places[$0].y < places[$1].y } ?? 0
    let pillars = Set([0, low, high, places.count - 1]).sorted()
    for index in pillars { keep[index] = true }
    var spans = Array(zip(pillars, pillars.dropFirst()))
    while let (start, end) = spans.popLast() {
      guard end - start > 1 else { continue }
      var worst = (index: start, distance: 0.0)
      for index in (start + 1)..<end {
        let distance = squaredDistance(places[index], places[start], places[end])
        if distance > worst.distance { worst = (index, distance) }
      }
      // 2 tenths of a pixel, squared.
      guard worst.distance > 4 else { continue }
      keep[worst.index] = true
      spans.append((start, worst.index))
      spans.append((worst.index, end))
    }
    return rows.filter { keep[$0] }.map { places[$0] }
  }

  /// The squared distance of a point from a chord, in tenths of a pixel, at the width of a column
  /// of text (600 pixels for 10 000 units).
  private static func squaredDistance(_ place: Place, _ start: Place, _ end: Place) -> Double {
    let along = (Double(end.x - start.x) * 0.6, Double(end.y - start.y))
    let off = (Double(place.x - start.x) * 0.6, Double(place.y - start.y))
    let length = along.0 * along.0 + along.1 * along.1
    if length == 0 { return off.0 * off.0 + off.1 * off.1 }
    // Measured from the chord, not from the line through it: a path may turn back.
    let share = min(max((off.0 * along.0 + off.1 * along.1) / length, 0), 1)
    let rest = (off.0 - share * along.0, off.1 - share * along.1)
    return rest.0 * rest.0 + rest.1 * rest.1
  }

  /// `M30.6 37.4l20.4 13.3-.6 12v4`: one absolute point, then steps; a command that repeats is not
  /// written again.
  var pathData: String {
    guard let first = places.first else { return "" }
    var data = "M" + SVG.tenths(first.x)
    append(SVG.tenths(first.y), to: &data)
    var last = first
    var command = "M"
    for place in places.dropFirst() where place != last {
      let across = SVG.tenths(place.x - last.x)
      let down = SVG.tenths(place.y - last.y)
      let (next, numbers) =
        place.x == last.x
        ? ("v", [down]) : place.y == last.y ? ("h", [across]) : ("l", [across, down])
      var rest = numbers[...]
      if next != command { data += next + rest.removeFirst() }
      for number in rest { append(number, to: &data) }
      command = next
      last = place
    }
    return data
  }

  /// A minus sign separates numbers by itself.
  private func append(_ number: String, to data: inout String) {
    data += number.hasPrefix("-") ? number : " " + number
  }
}
