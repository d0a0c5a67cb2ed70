import Glibc

/// The columns or rows of a heat map: each value's field reaches half way to its neighbours, on the
/// axis's own scale.
struct SweepEdges {
  /// Places on the axis in rising order of their values.
  let order: [Int]
  /// One more than values, rising.
  let edges: [Double]

  init(_ axis: SweepAxis) {
    let sorted = (axis.numbers ?? []).enumerated().sorted { $0.element < $1.element }
    // A value that is written twice has one field.
    let unique = sorted.enumerated().filter { index, value in
      index == 0 || sorted[index - 1].element < value.element
    }.map(\.element)
    order = unique.map(\.offset)
    let isLog = axis.isLogarithmic
    let places = unique.map { isLog ? log($0.element) : $0.element }
    guard places.count > 1 else {
      let value = places.first ?? 0
      edges = [value - 0.5, value + 0.5].map { isLog ? exp($0) : $0 }
      return
    }
    var middles = zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
    middles.insert(2 * places[0] - middles[0], at: 0)
    middles.append(2 * places[places.count - 1] - middles[middles.count - 1])
    edges = middles.map { isLog ? exp($0) : $0 }
  }
}
