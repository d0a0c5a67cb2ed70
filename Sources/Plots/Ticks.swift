import Numerals

/// A place on an axis with its number.
struct Tick: Equatable, Sendable {
  let value: Double
  let label: String
}

extension Scale {
  /// Round values along the axis, about `target` of them: steps of 1, 2 or 5 times a power of ten.
  ///
  /// With fewer than three a reader cannot tell a scale, so a finer step is tried.
  func ticks(target: Int, integersOnly: Bool) -> [Tick] {
    var ticks = ticks(near: target, integersOnly: integersOnly)
    for finer in target..<target + 8 where ticks.count < 3 {
      let more = self.ticks(near: finer + 1, integersOnly: integersOnly)
      if more.count > ticks.count { ticks = more }
    }
    return ticks
  }

  private func ticks(near target: Int, integersOnly: Bool) -> [Tick] {
    isLog
      ? logarithmicTicks(target: target, integersOnly: integersOnly)
      : linearTicks(target: target, integersOnly: integersOnly)
  }

  /// Ticks are counted in whole steps and scaled last: adding floats would print 0.30000000000004.
  private func linearTicks(target: Int, integersOnly: Bool) -> [Tick] {
    let raw = (high - low) / Double(max(1, target))
    var exponent = Scale.decade(raw)
    var digit = 1
    // The geometric means between neighbouring steps (Heckbert 1990, as D3 rounds them).
    switch raw / power(exponent) {
    case ..<1.4142: digit = 1
    case ..<3.1623: digit = 2
    case ..<7.0711: digit = 5
    default: exponent += 1
    }
    if integersOnly && exponent < 0 { (digit, exponent) = (1, 0) }
    let step = Double(digit) * power(exponent)
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    var ticks = (first...last).map { Scale.tick($0 * digit, exponent) }
    // Epochs and steps are counted from 1: say so where there is room before the first tick.
    if integersOnly, low <= 1, low > 0, let second = ticks.first?.value, second - 1 > 0.6 * step {
      ticks.insert(Scale.tick(1, 0), at: 0)
    }
    return ticks
  }

  /// Decades, thinned to the target; below three decades also their doubles and fives; below that
  /// linear ticks, which crowd a little but are round.
  private func logarithmicTicks(target: Int, integersOnly: Bool) -> [Tick] {
    let first = Scale.decade(low)
    let last = Scale.decade(high)
    let whole = (first...last).filter { contains(power($0)) }
    if whole.count >= 4 {
      let stride = (whole.count + target - 1) / max(1, target)
      return whole.filter { ($0 - whole[0]) % max(1, stride) == 0 }.map { Scale.tick(1, $0) }
    }
    let fine = (first...last).flatMap { exponent in [1, 2, 5].map { ($0, exponent) } }
      .filter { contains(Double($0.0) * power($0.1)) }
      .filter { !integersOnly || $0.1 >= 0 }
    // Where a panel is low, decades alone.
    let hasRoom = whole.count < 2 || fine.count <= max(6, 2 * target)
    if !hasRoom { return whole.map { Scale.tick(1, $0) } }
    if fine.count >= 3 { return fine.map { Scale.tick($0.0, $0.1) } }
    return linearTicks(target: target, integersOnly: integersOnly)
  }

  private static func tick(_ mantissa: Int, _ exponent: Int) -> Tick {
    // Dividing by a power of ten is exact to the last bit, multiplying by its inverse is not.
    let value =
      exponent < 0 ? Double(mantissa) / power(-exponent) : Double(mantissa) * power(exponent)
    return Tick(value: value, label: Numerals.exact(mantissa, exponent: exponent))
  }
}

/// `10` to a whole power.
private func power(_ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<abs(exponent) { result *= 10 }
  return exponent < 0 ? 1 / result : result
}
