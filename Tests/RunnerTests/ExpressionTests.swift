import Testing

@testable import Runner

/// What a claim expects, as text.
struct ExpressionTests {
  private func holds(_ text: String, _ values: [String: Double] = [:]) throws -> Bool? {
    try Expression(text).outcomes { values[$0] }?.allSatisfy(\.holds)
  }

  @Test(arguments: [
    ("1 < 2", true), ("2 < 1", false), ("2 <= 2", true), ("2 >= 3", false), ("1 == 1", true),
    ("1 != 1", false), ("1 + 2 * 3 == 7", true), ("(1 + 2) * 3 == 9", true),
    ("7 - 2 - 1 == 4", true),
    ("8 / 4 / 2 == 1", true), ("-3 < -2", true), ("1e-3 < 2.5E+1", true), ("abs(-2) == 2", true),
    ("min(3, 1, 2) == 1 and max(3, 1, 2) == 3", true),
    ("median(9, 1, 2) == 2 and median(4, 1) == 2.5", true), ("sqrt(2 + 7) == 3", true),
    ("1 < 2 and 2 < 1", false),
  ])
  func arithmeticIsAsWritten(_ text: String, _ expected: Bool) throws {
    #expect(try holds(text) == expected)
  }

  @Test func namesAreCellsAndValuesAndAHyphenInsideOneIsNoMinus() throws {
    let values = ["noise-targets.test.mse": 0.5, "a.mse": 3, "b.mse": 1]
    #expect(try holds("noise-targets.test.mse < 0.6", values) == true)
    #expect(try holds("a.mse - b.mse == 2", values) == true)
    #expect(try Expression("a.mse < 2 * b.mse").names.map(\.name) == ["a.mse", "b.mse"])
    #expect(try Expression("a.mse < 2 * b.mse").names.map(\.place) == [0..<5, 12..<17])
  }

  @Test func whatWasNotMeasuredDecidesNothing() throws {
    #expect(try holds("a.mse < 1") == nil)
  }

  @Test(arguments: ["<", "<=", ">", ">=", "==", "!="])
  func whatIsNotANumberHoldsNoComparison(_ sign: String) throws {
    #expect(try holds("a.mse \(sign) 1", ["a.mse": .nan]) == false)
  }

  @Test(arguments: [
    ("", 0), ("1", 1), ("1 <", 3), ("1 < 2 or 3", 6), ("1 < 2 <", 6), ("(1 < 2", 3),
    ("1 < min()", 8),
    ("1.2.3 < 4", 0), ("% < 1", 0),
  ])
  func aMistakeHasItsPlace(_ text: String, _ start: Int) {
    let mistake = #expect(throws: Expression.Mistake.self) { try Expression(text) }
    #expect(mistake?.place.lowerBound == start)
  }

  @Test func deepParenthesesAreRefusedNotFollowed() {
    let text = String(repeating: "(", count: 100_000) + "1 < 2"
    #expect(throws: Expression.Mistake.self) { try Expression(text) }
  }
}
