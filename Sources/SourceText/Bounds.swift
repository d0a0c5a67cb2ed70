/// The numbers an option may take.
package struct Bounds: Sendable, CustomStringConvertible {
  var lower: Double?
  var lowerIsAllowed = true
  var upper: Double?
  var upperIsAllowed = true

  package static let any = Bounds()
  package static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower) }
  package static func above(_ lower: Double) -> Bounds {
    Bounds(lower: lower, lowerIsAllowed: false)
  }
  package static func between(_ lower: Double, _ upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper)
  }
  package static func from(_ lower: Double, below upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper, upperIsAllowed: false)
  }

  func contain(_ value: Double) -> Bool {
    if let lower, lowerIsAllowed ? value < lower : value <= lower { return false }
    if let upper, upperIsAllowed ? value > upper : value >= upper { return false }
    return value.isFinite
  }

  /// "at least 1", "above 0", "between 0 and 1".
  package var description: String {
    switch (lower, upper) {
    case (nil, nil): return "any finite number"
    case (let low?, nil): return "\(lowerIsAllowed ? "at least" : "above") \(short(low))"
    case (nil, let high?): return "\(upperIsAllowed ? "at most" : "below") \(short(high))"
    case (let low?, let high?):
      return upperIsAllowed
        ? "between \(short(low)) and \(short(high))"
        : "at least \(short(low)) and below \(short(high))"
    }
  }
}

/// A number without a needless ".0".
func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
