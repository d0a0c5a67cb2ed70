/// Numbers as readers see them. Every sentence, table and plot takes them from here, so that the
/// same number is written the same way everywhere, in every locale.
package enum Numerals {
  /// A measured value: three significant digits, a true minus, `1.2 × 10⁻⁷` when tiny or huge.
  package static func measured(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return unbounded(value) }
    if value == 0 { return "0" }
    let (mantissa, exponent) = rounded(abs(value), digits: digits)
    if exponent < -5 || exponent > 11 {
      let leading = fixed(Double(mantissa) / power(digits - 1), decimals: digits - 1)
      return sign(value) + leading + " × 10" + superscript(exponent)
    }
    let decimals = max(0, digits - 1 - exponent)
    // Beyond its digits a large value is written whole: 12 346, not 12 300.
    let shown =
      exponent >= digits - 1
      ? grouped(Int(abs(value).rounded())) : decimal(mantissa, decimals: decimals)
    return sign(value) + shown
  }

  /// A value with a set number of decimals, as in a column of a table or the ticks of an axis.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return unbounded(value) }
    let scaled = (abs(value) * power(decimals)).rounded()
    guard scaled < 1e17 else { return measured(value) }
    let shown = decimal(Int(scaled), decimals: decimals)
    return (scaled == 0 ? "" : sign(value)) + shown
  }

  /// A count: whole, its thousands apart by a narrow space from 10 000 on.
  package static func count(_ value: Int) -> String {
    (value < 0 ? "−" : "") + grouped(value.magnitude)
  }

  /// A share of one as a percentage: `12 %`, `0.4 %`.
  package static func percent(_ share: Double) -> String {
    let value = share * 100
    guard value.isFinite else { return unbounded(value) }
    let size = abs(value)
    // Judged as it will be printed: 9.96 is 10 %, not 10.0 %.
    if size >= 9.95 { return fixed(value, decimals: 0) + " %" }
    if size >= 0.995 || size == 0 { return fixed(value, decimals: size == 0 ? 0 : 1) + " %" }
    return measured(value, digits: 2) + " %"
  }

  /// `mantissa × 10^exponent`, every digit of it and no more: the ticks of an axis, which are whole
  /// steps of 1, 2 or 5 times a power of ten. `0.30`, `20 000`, `5 × 10⁻⁷`; zero is `0`.
  package static func exact(_ mantissa: Int, exponent: Int) -> String {
    if mantissa == 0 { return "0" }
    let sign = mantissa < 0 ? "−" : ""
    let digits = String(mantissa.magnitude)
    let leading = exponent + digits.count - 1
    if leading < -5 || leading > 8 {
      let significant = String(digits.reversed().drop { $0 == "0" }.reversed())
      let power = "10" + superscript(leading)
      if significant == "1" { return sign + power }
      let rest = significant.dropFirst()
      return sign + significant.prefix(1) + (rest.isEmpty ? "" : "." + rest) + " × " + power
    }
    if exponent >= 0 {
      let whole = Int(digits + String(repeating: "0", count: exponent)) ?? 0
      return sign + grouped(whole)
    }
    return sign + decimal(Int(mantissa.magnitude), decimals: -exponent)
  }

  // MARK: Digits

  private static func sign(_ value: Double) -> String { value < 0 ? "−" : "" }

  private static func unbounded(_ value: Double) -> String {
    value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞"
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// `digits` leading digits as a whole number, and the decimal exponent of the first of them.
  private static func rounded(_ value: Double, digits: Int) -> (mantissa: Int, exponent: Int) {
    // Below 1e-308 the powers of ten themselves would vanish.
    if value < 1e-200 {
      let lifted = rounded(value * 1e200, digits: digits)
      return (lifted.mantissa, lifted.exponent - 200)
    }
    var exponent = 0
    while power(exponent + 1) <= value { exponent += 1 }
    while power(exponent) > value { exponent -= 1 }
    let shift = digits - 1 - exponent
    var mantissa = Int(
      (shift >= 0 ? value * power(shift) : value / power(-shift)).rounded())
    if mantissa >= Int(power(digits)) {
      mantissa /= 10
      exponent += 1
    }
    return (mantissa, exponent)
  }

  private static func decimal(_ scaled: Int, decimals: Int) -> String {
    if decimals == 0 { return grouped(scaled) }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let split = padded.index(padded.endIndex, offsetBy: -decimals)
    return grouped(Int(padded[..<split]) ?? 0) + "." + padded[split...]
  }

  private static func grouped(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value))
    if digits.count < 5 { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "\u{202F}" }
      result.append(digit)
    }
    return result
  }

  private static func superscript(_ exponent: Int) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    return String(String(exponent).map { raised[$0] ?? $0 })
  }
}
