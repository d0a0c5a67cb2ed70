#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How values lie along the horizontal axis: a smoothed histogram whose area is 1.
///
/// A Gaussian kernel with the bandwidth of Silverman (1986, eq. 3.31). Equal values have no density
/// and are drawn as one upright line.
package struct Density: Mark {
  package var values: [Double]
  package var role: Role
  package var label: String?
  private let curve: (x: [Double], y: [Double])

  package init(_ values: [Double], role: Role, label: String? = nil) {
    self.values = values
    self.role = role
    self.label = label
    curve = Density.curve(of: values.filter { abs($0) < Scale.limit })
  }

  package var channels: Channels {
    Channels(x: curve.x.isEmpty ? values : curve.x, y: curve.y, standsOnZero: true)
  }
  package var layer: Layer { .area }

  package func draw(on canvas: inout Canvas) {
    guard !curve.x.isEmpty else {
      let fractions = values.compactMap(canvas.x.fraction).filter { (0...1).contains($0) }
      if let fraction = fractions.first { canvas.upright(fraction, class: "l-\(role.cssClass)") }
      return
    }
    let top = Polyline(places: canvas.stretches(curve.x, curve.y).flatMap { $0 })
      .simplified(columns: canvas.columns).places
    guard let first = top.first, let last = top.last,
      let foot = canvas.place(curve.x[0], canvas.y.isLog ? canvas.y.low : 0)
    else { return }
    let outline = top + [Place(x: last.x, y: foot.y), Place(x: first.x, y: foot.y)]
    canvas.path(
      Polyline(places: outline).pathData + "z", class: "a-\(role.cssClass)", around: outline)
    canvas.path(Polyline(places: top).pathData, class: "l-\(role.cssClass)", around: top)
    canvas.avoid(top)
    if let label {
      canvas.request(LabelRequest(text: label, role: role, place: .along(Canvas.curve(top))))
    }
  }

  // MARK: The curve

  private static let points = 96

  /// Empty for fewer than two different values.
  private static func curve(of values: [Double]) -> (x: [Double], y: [Double]) {
    guard let width = bandwidth(values), let low = values.min(), let high = values.max() else {
      return ([], [])
    }
    let start = low - 3 * width
    let step = (high - low + 6 * width) / Double(points - 1)
    let x = (0..<points).map { start + Double($0) * step }
    let scale = 1 / (Double(values.count) * width * (2 * Double.pi).squareRoot())
    let y = x.map { place in
      values.reduce(0) { sum, value in
        let z = (place - value) / width
        return z * z > 50 ? sum : sum + exp(-z * z / 2)
      } * scale
    }
    return (x, y)
  }

  private static func bandwidth(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / count }
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }).squareRoot()
    let sorted = values.sorted()
    let quartiles = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    // Half of the values may be equal, as where a network is cut off at zero.
    let spread = quartiles > 0 ? min(deviation, quartiles / 1.34) : deviation
    let width = 0.9 * spread * pow(count, -0.2)
    return width > max(1e-12 * abs(mean), Scale.smallest) ? width : nil
  }
}

extension Line {
  /// The normal density of a mean and a standard deviation above zero, four deviations to each side.
  package static func normal(
    mean: Double, deviation: Double, role: Role, label: String? = nil
  ) -> Line {
    let z = (-40...40).map { Double($0) / 10 }
    let scale = 1 / (deviation * (2 * Double.pi).squareRoot())
    return Line(
      x: z.map { mean + $0 * deviation }, y: z.map { scale * exp(-$0 * $0 / 2) }, role: role,
      label: label)
  }
}
