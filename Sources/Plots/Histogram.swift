/// Values counted between round edges, for `Bars` and for the table under them.
package struct Histogram: Sendable {
  /// One more than counts; empty where there is nothing to count.
  package let edges: [Double]
  package let counts: [Int]
  /// Values that are not finite numbers.
  package let leftOut: Int

  /// - Parameter bins: about how many; nil for a number that grows with the square root of the
  ///   count, from 5 to 24.
  package init(_ values: [Double], bins: Int? = nil) {
    let finite = values.filter { abs($0) < Scale.limit }
    leftOut = values.count - finite.count
    guard let low = finite.min(), let high = finite.max() else {
      edges = []
      counts = []
      return
    }
    let wanted = bins ?? min(max(Int(Double(finite.count).squareRoot()), 5), 24)
    let edges = Histogram.edges(low, high, bins: max(1, wanted))
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in finite {
      // The last bin holds its upper edge.
      let above = edges.firstIndex { $0 > value } ?? edges.count - 1
      counts[min(max(above - 1, 0), counts.count - 1)] += 1
    }
    self.edges = edges
    self.counts = counts
  }

  /// Whole multiples of a round step around both ends.
  private static func edges(_ low: Double, _ high: Double, bins: Int) -> [Double] {
    let axis = Scale(Axis(), holding: [low, high], padding: .none)
    let ticks = axis.ticks(target: bins, integersOnly: false).map(\.value)
    guard let first = ticks.first, ticks.count > 1 else { return [axis.low, axis.high] }
    let step = (ticks[ticks.count - 1] - first) / Double(ticks.count - 1)
    var edges = ticks
    if low < first { edges.insert(first - step, at: 0) }
    if high >= edges[edges.count - 1] { edges.append(edges[edges.count - 1] + step) }
    return edges
  }
}

extension Bars {
  package init(_ histogram: Histogram, role: Role = .baseline, label: String? = nil) {
    self.init(
      edges: histogram.edges, counts: histogram.counts.map(Double.init), role: role, label: label)
  }
}
