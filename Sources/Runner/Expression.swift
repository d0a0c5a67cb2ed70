/// What a claim expects of measured values: `noise.test.mse > 1.05 * noise.mean.mse and noise.p > 0.05`.
///
/// Comparisons joined by `and`; sums, products, parentheses and functions; names are a cell and one of
/// its values, as in prose.
package struct Expression: Sendable {
  indirect enum Term: Sendable {
    case number(Double)
    /// A value's name and its place in the text, in bytes.
    case name(String, Range<Int>)
    case negative(Term)
    case binary(Character, Term, Term)
    case call(Function, [Term])
  }
  /// Of one number or several.
  enum Function: String {
    case abs, sqrt, min, max, median

    /// - Parameter values: at least one; `abs` and `sqrt` read the first.
    func callAsFunction(_ values: [Double]) -> Double {
      switch self {
      case .abs: return Swift.abs(values[0])
      case .sqrt: return values[0].squareRoot()
      case .min: return values.dropFirst().reduce(values[0]) { Swift.min($0, $1) }
      case .max: return values.dropFirst().reduce(values[0]) { Swift.max($0, $1) }
      case .median:
        let sorted = values.sorted()
        return (sorted[(values.count - 1) / 2] + sorted[values.count / 2]) / 2
      }
    }
  }
  struct Comparison: Sendable {
    var left: Term
    var sign: String
    var right: Term
  }

  let comparisons: [Comparison]

  /// What is wrong with a text and where, in bytes.
  package struct Mistake: Error {
    package var message: String
    package var place: Range<Int>
  }

  package init(_ text: String) throws(Mistake) {
    var parser = ExpressionParser(text)
    comparisons = try parser.comparisons()
  }

  /// Every name with its place.
  package var names: [(name: String, place: Range<Int>)] {
    comparisons.flatMap { Self.names($0.left) + Self.names($0.right) }
  }

  private static func names(_ term: Term) -> [(name: String, place: Range<Int>)] {
    switch term {
    case .number: []
    case .name(let name, let place): [(name, place)]
    case .negative(let term): names(term)
    case .binary(_, let left, let right): names(left) + names(right)
    case .call(_, let terms): terms.flatMap(names)
    }
  }

  /// One comparison with its measured sides.
  package struct Outcome: Sendable {
    package var left, right: Double
    package var sign: String
    package var holds: Bool
  }

  /// Nil where a name has no number. A comparison with what is not a number does not hold.
  package func outcomes(_ value: (String) -> Double?) -> [Outcome]? {
    var outcomes: [Outcome] = []
    for comparison in comparisons {
      guard let left = Self.value(comparison.left, value),
        let right = Self.value(comparison.right, value)
      else { return nil }
      outcomes.append(
        Outcome(
          left: left, right: right, sign: comparison.sign,
          holds: Self.compare(left, comparison.sign, right)))
    }
    return outcomes
  }

  private static func compare(_ left: Double, _ sign: String, _ right: Double) -> Bool {
    switch sign {
    case "<": left < right
    case "<=": left <= right
    case ">": left > right
    case ">=": left >= right
    case "==": left == right
    default: left != right && !left.isNaN && !right.isNaN
    }
  }

  private static func value(_ term: Term, _ lookup: (String) -> Double?) -> Double? {
    switch term {
    case .number(let number): return number
    case .name(let name, _): return lookup(name)
    case .negative(let term): return value(term, lookup).map { -$0 }
    case .binary(let sign, let left, let right):
      guard let a = value(left, lookup), let b = value(right, lookup) else { return nil }
      return sign == "+" ? a + b : sign == "-" ? a - b : sign == "*" ? a * b : a / b
    case .call(let function, let terms):
      let values = terms.compactMap { value($0, lookup) }
      return values.count == terms.count ? function(values) : nil
    }
  }
}
