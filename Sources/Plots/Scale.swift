#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Carries values to fractions of an axis: 0 at its low end, 1 at its high end.
struct Scale: Sendable {
  let isLog: Bool
  let low: Double
  let high: Double

  /// Beyond this size a value is treated as infinite: spans and their logarithms stay finite.
  static let limit = 1e150
  /// Spans and logarithmic values below this size are treated as zero, for the same reason.
  static let smallest = 1e-150

  /// Whether a value has a place on this scale, inside the axis or outside.
  func admits(_ value: Double) -> Bool {
    abs(value) < Scale.limit && (!isLog || value >= Scale.smallest)
  }

  /// Whether a value lies on the axis; a hair of rounding beyond its ends is forgiven.
  func contains(_ value: Double) -> Bool {
    guard let fraction = fraction(value) else { return false }
    return fraction > -1e-9 && fraction < 1 + 1e-9
  }

  /// The place of a value, nil where it has none.
  ///
  /// Places are cut off at a hundred axis lengths, so that a diverged run writes short numbers.
  func fraction(_ value: Double) -> Double? {
    guard admits(value) else { return nil }
    let place =
      isLog
      ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
    return min(max(place, -100), 100)
  }

  /// The exponent of the first digit of a positive value.
  static func decade(_ value: Double) -> Int { Int(floor(log10(value) + 1e-9)) }
}

extension Scale {
  /// How far the ends of an axis stand away from the outermost values, in axis lengths.
  struct Padding {
    var low = 0.04
    var high = 0.04
    static let none = Padding(low: 0, high: 0)
    static let standard = Padding()
  }

  /// The scale for the values of an axis: sane for none, one, equal, negative or endless ones.
  init(_ axis: Axis, holding values: [Double], padding: Padding) {
    var values = values.filter { abs($0) < Scale.limit }
    if axis.includesZero { values.append(0) }
    let log = Scale.isLog(axis, values)
    if log { values.removeAll { $0 < Scale.smallest } }
    let lowest = values.min() ?? (log ? 1 : 0)
    let highest = values.max() ?? (log ? 10 : 1)
    if let domain = axis.domain, let drawn = Scale.usable(domain, log: log, lowest: lowest) {
      self.init(isLog: log, low: drawn.lowerBound, high: drawn.upperBound)
    } else if axis.includesZero, lowest == 0, highest == 0 {
      self.init(isLog: log, low: log ? 1 : 0, high: log ? 10 : 1)
    } else if values.isEmpty {
      self.init(isLog: log, low: lowest, high: highest)
    } else if highest - lowest <= max(1e-9 * max(abs(lowest), abs(highest)), Scale.smallest) {
      self = Scale.around(lowest, log: log, whole: axis.integersOnly)
    } else {
      self = Scale.padded(lowest, highest, log: log, by: padding)
    }
  }

  private static func isLog(_ axis: Axis, _ values: [Double]) -> Bool {
    switch axis.scale {
    case .linear: return false
    case .log: return true
    case .automatic:
      let positive = values.filter { $0 >= smallest }
      guard !axis.includesZero, values.allSatisfy({ $0 >= 0 }), let low = positive.min(),
        let high = positive.max()
      else { return false }
      return high / low > 50
    }
  }

  /// An asked-for range, if it can be drawn. A logarithmic axis begins above zero.
  private static func usable(
    _ domain: ClosedRange<Double>, log: Bool, lowest: Double
  ) -> ClosedRange<Double>? {
    var low = domain.lowerBound
    let high = domain.upperBound
    if log && low < smallest { low = min(lowest, high / 1000) }
    guard abs(low) < limit, abs(high) < limit,
      high - low > max(1e-12 * max(abs(low), abs(high)), smallest),
      !log || low >= smallest
    else { return nil }
    return low...high
  }

  /// An axis with one value in its middle.
  private static func around(_ value: Double, log: Bool, whole: Bool) -> Scale {
    if log { return Scale(isLog: true, low: value / 4, high: value * 4) }
    let half = abs(value) < smallest || whole ? max(1, abs(value) * 1e-6) : abs(value) / 2
    return Scale(isLog: false, low: value - half, high: value + half)
  }

  private static func padded(
    _ lowest: Double, _ highest: Double, log: Bool, by padding: Padding
  ) -> Scale {
    if log {
      let ratio = highest / lowest
      return Scale(
        isLog: true, low: lowest / pow(ratio, padding.low), high: highest * pow(ratio, padding.high)
      )
    }
    let span = highest - lowest
    // An axis that begins or ends at zero stands on it.
    let low = lowest == 0 ? 0 : lowest - span * padding.low
    let high = highest == 0 ? 0 : highest + span * padding.high
    return Scale(isLog: false, low: low, high: high)
  }
}
