import Testing

@testable import Numerals

@Suite struct NumeralsTests {
  @Test(arguments: [
    (0.0112, "0.0112"), (0.00988, "0.00988"), (1, "1.00"), (0.9996, "1.00"), (-0.0156, "−0.0156"),
    (12.345, "12.3"), (999.6, "1000"), (12345.6, "12\u{202F}346"), (99999.6, "100\u{202F}000"),
    (0, "0"), (-0.0, "0"), (0.00001234, "0.0000123"),
  ])
  func measuredValuesHaveThreeDigits(_ value: Double, _ text: String) {
    #expect(Numerals.measured(value) == text)
  }

  @Test(arguments: [
    (1.2e-7, "1.20 × 10⁻⁷"), (-1.2e-7, "−1.20 × 10⁻⁷"), (9.996e-7, "1.00 × 10⁻⁶"),
    (3e12, "3.00 × 10¹²"), (1.7e308, "1.70 × 10³⁰⁸"), (2.5e-310, "2.50 × 10⁻³¹⁰"),
    (5e-324, "4.94 × 10⁻³²⁴"),
  ])
  func tinyAndHugeValuesArePowersOfTen(_ value: Double, _ text: String) {
    #expect(Numerals.measured(value) == text)
  }

  @Test func valuesWithoutDigitsAreNamed() {
    #expect(Numerals.measured(.nan) == "not a number")
    #expect(Numerals.measured(.infinity) == "∞")
    #expect(Numerals.fixed(-.infinity, decimals: 2) == "−∞")
    #expect(Numerals.percent(.nan) == "not a number")
  }

  @Test func fewerDigitsRoundFurther() {
    #expect(Numerals.measured(0.0156, digits: 2) == "0.016")
    #expect(Numerals.measured(0.0156, digits: 1) == "0.02")
  }

  @Test func fixedDecimalsKeepTheirZerosAndLoseTheSignOfZero() {
    #expect(Numerals.fixed(0.3, decimals: 2) == "0.30")
    #expect(Numerals.fixed(-0.004, decimals: 2) == "0.00")
    #expect(Numerals.fixed(-12345.678, decimals: 1) == "−12\u{202F}345.7")
    #expect(Numerals.fixed(1e18, decimals: 2) == "1.00 × 10¹⁸")
  }

  @Test func countsAreGroupedFromTenThousand() {
    #expect(Numerals.count(9999) == "9999")
    #expect(Numerals.count(10000) == "10\u{202F}000")
    #expect(Numerals.count(-1_234_567) == "−1\u{202F}234\u{202F}567")
    #expect(Numerals.count(.min).hasPrefix("−9\u{202F}223"))
  }

  @Test(arguments: [
    (0.123, "12 %"), (0.0996, "10 %"), (0.0994, "9.9 %"), (0.05, "5.0 %"), (0.00996, "1.0 %"),
    (0.004, "0.40 %"), (0, "0 %"), (1, "100 %"), (-0.2, "−20 %"),
  ])
  func percentagesHaveTwoDigits(_ share: Double, _ text: String) {
    #expect(Numerals.percent(share) == text)
  }

  @Test func exactNumbersKeepTheDigitsOfTheirStep() {
    #expect(Numerals.exact(30, exponent: -2) == "0.30")
    #expect(Numerals.exact(-5, exponent: -3) == "−0.005")
    #expect(Numerals.exact(0, exponent: -3) == "0")
    #expect(Numerals.exact(2, exponent: 4) == "20\u{202F}000")
    #expect(Numerals.exact(1, exponent: -7) == "10⁻⁷")
    #expect(Numerals.exact(-25, exponent: -9) == "−2.5 × 10⁻⁸")
    #expect(Numerals.exact(10, exponent: 11) == "10¹²")
  }
}
