import Numerals
import SourceText

/// What must hold of measured values for an author's words to stand: the `expect` of a cell.
struct Expectation: Sendable {
  /// What came of it, its numbers as readers see them.
  struct Outcome {
    var holds: Bool
    /// `1.13 > 1.05`.
    var measured: String
  }

  static let key = "expect"
  private static let allowed = "a comparison, such as 'noise.test.r2 < 0.05'"

  let written: String
  private let expression: Expression
  /// The values it names, with the places where it does.
  let names: [ValueName]

  /// Nil where none was written or it cannot be read, which is reported.
  init?(_ options: inout Options, isRequired: Bool) {
    guard let text = options.text(Self.key, required: isRequired, allowed: Self.allowed) else {
      return nil
    }
    let range = options.range(of: Self.key)
    do {
      expression = try Expression(text)
    } catch {
      options.report(
        Diagnostic("broken-expression", error.message, at: Self.part(error.place, of: range)))
      return nil
    }
    written = text
    names = expression.names.map { ValueName($0.name, at: Self.part($0.place, of: range)) }
  }

  /// A part of a scalar as written, where it is on one line; else the whole.
  private static func part(_ place: Range<Int>, of range: SourceRange?) -> SourceRange? {
    guard var range else { return nil }
    let written = range.file.string(range.start..<range.end)
    if written.contains("\n") { return range }
    let quote = written.hasPrefix("'") || written.hasPrefix("\"") ? 1 : 0
    let start = range.start + quote + place.lowerBound
    range.end = min(range.end, start + place.count)
    range.start = min(start, range.end)
    return range
  }

  /// - Throws: a `Diagnostic` where a value it names was not measured.
  func outcome(of others: Measured) throws -> Outcome {
    guard let outcomes = expression.outcomes(others.number) else {
      throw Diagnostic("unmeasured-claim", "a value it names was not measured")
    }
    let numbers = outcomes.map {
      "\(Numerals.measured($0.left)) \(Self.signs[$0.sign] ?? $0.sign) \(Numerals.measured($0.right))"
    }
    return Outcome(
      holds: outcomes.allSatisfy(\.holds), measured: numbers.joined(separator: " and "))
  }

  private static let signs = ["<=": "≤", ">=": "≥", "==": "=", "!=": "≠"]
}
