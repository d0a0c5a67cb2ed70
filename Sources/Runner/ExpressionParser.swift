/// Reads an expression by recursive descent over its bytes.
struct ExpressionParser {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func comparisons() throws(Expression.Mistake) -> [Expression.Comparison] {
    var all = [try comparison()]
    while takeWord("and") { all.append(try comparison()) }
    skipSpace()
    if at < bytes.count { throw mistake("expected 'and' or the end") }
    return all
  }

  private mutating func comparison() throws(Expression.Mistake) -> Expression.Comparison {
    let left = try sum()
    skipSpace()
    for sign in ["<=", ">=", "==", "!=", "<", ">"] where take(sign) {
      return Expression.Comparison(left: left, sign: sign, right: try sum())
    }
    throw mistake("expected a comparison: <, <=, >, >=, == or !=")
  }

  private mutating func sum() throws(Expression.Mistake) -> Expression.Term {
    var term = try product()
    while true {
      skipSpace()
      if take("+") {
        term = .binary("+", term, try product())
      } else if take("-") {
        term = .binary("-", term, try product())
      } else {
        return term
      }
    }
  }

  private mutating func product() throws(Expression.Mistake) -> Expression.Term {
    var term = try factor()
    while true {
      skipSpace()
      if take("*") {
        term = .binary("*", term, try factor())
      } else if take("/") {
        term = .binary("/", term, try factor())
      } else {
        return term
      }
    }
  }

  private mutating func factor() throws(Expression.Mistake) -> Expression.Term {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    if depth > 50 { throw mistake("too many parentheses") }
    if take("-") { return .negative(try factor()) }
    if take("(") {
      let term = try sum()
      try expect(")")
      return term
    }
    guard at < bytes.count else { throw mistake("expected a number or a value") }
    if isDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") { return try number() }
    return try nameOrCall()
  }

  private mutating func number() throws(Expression.Mistake) -> Expression.Term {
    let start = at
    while at < bytes.count,
      isDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") || isExponent(start)
    { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let value = Double(text) else {
      throw Expression.Mistake(message: "'\(text)' is not a number", place: start..<at)
    }
    return .number(value)
  }

  /// `e`, or a sign behind it.
  private func isExponent(_ start: Int) -> Bool {
    let byte = bytes[at] | 0x20
    if byte == UInt8(ascii: "e") { return true }
    let isSign = bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+")
    return isSign && at > start && bytes[at - 1] | 0x20 == UInt8(ascii: "e")
  }

  private mutating func nameOrCall() throws(Expression.Mistake) -> Expression.Term {
    let start = at
    while at < bytes.count, isNamePart(at, start) { at += 1 }
    guard at > start else { throw mistake("expected a number or a value") }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let function = Expression.Function(rawValue: name), take("(") else {
      return .name(name, start..<at)
    }
    var terms = [try sum()]
    skipSpace()
    while take(",") {
      terms.append(try sum())
      skipSpace()
    }
    try expect(")")
    return .call(function, terms)
  }

  /// Letters, digits, points and underscores; a hyphen only between letters or digits without spaces,
  /// so that `a - b` is a difference and `noise-targets` a name.
  private func isNamePart(_ index: Int, _ start: Int) -> Bool {
    let byte = bytes[index]
    if isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") {
      return true
    }
    return byte == UInt8(ascii: "-") && index > start && index + 1 < bytes.count
      && (isLetter(bytes[index + 1]) || isDigit(bytes[index + 1]))
  }

  // MARK: Bytes

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
  private func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }
  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: "\n") {
      at += 1
    }
  }
  private mutating func take(_ text: String) -> Bool {
    guard bytes[at...].starts(with: text.utf8) else { return false }
    at += text.utf8.count
    return true
  }
  private mutating func takeWord(_ word: String) -> Bool {
    skipSpace()
    return take(word)
  }
  private mutating func expect(_ text: String) throws(Expression.Mistake) {
    skipSpace()
    if !take(text) { throw mistake("expected '\(text)'") }
  }
  private func mistake(_ message: String) -> Expression.Mistake {
    Expression.Mistake(message: message, place: at..<min(at + 1, bytes.count))
  }
}
