/// Reads an author's options by name.
///
/// Reading is total: a bad value is reported and the default stands in, so that one run finds every
/// mistake. What was asked for is remembered: `finish` answers each key nobody asked for, and
/// `declarations` is the manual's table.
package struct Options {
  /// One option as its reader declared it.
  package struct Declaration: Sendable {
    package let key: String
    package let standard: String
    package let allowed: String
  }

  package private(set) var declarations: [Declaration] = []
  let node: OptionNode
  var diagnostics: [Diagnostic] = []

  package init(_ node: OptionNode) {
    self.node = node
    // `training:` with nothing after it asks for the defaults.
    if case .mapping = node.content { return }
    if node.isBlank { return }
    diagnostics.append(
      Diagnostic(
        "wrong-type", "options must be written as 'key: value', not \(node.description)",
        at: node.range))
  }

  /// The place of these options as a whole.
  package var range: SourceRange? { node.range }
  /// The value written for a key, if any: for messages about it.
  package func range(of key: String) -> SourceRange? { node[key]?.range ?? node.range }
  package func contains(_ key: String) -> Bool { node[key] != nil }

  // MARK: Scalars

  package mutating func integer(_ key: String, default standard: Int, _ bounds: Bounds) -> Int {
    declare(key, "\(standard)", "a whole number, \(bounds)")
    guard let value = node[key] else { return standard }
    if case .scalar(let text, quoted: false) = value.content, let number = decimal(text),
      number == number.rounded(), wholeNumber(text) == nil, number.isFinite
    {
      let side = number > 0 ? "large" : "small"
      report("out-of-range", "\(key) is too \(side) a number: \(text)", value)
      return standard
    }
    guard case .scalar(let text, quoted: false) = value.content, let number = wholeNumber(text)
    else {
      report("wrong-type", "\(key) must be a whole number, not \(value.description)", value)
      return standard
    }
    guard bounds.contain(Double(number)) else {
      report("out-of-range", "\(key) must be \(bounds), not \(text)", value, default: "\(standard)")
      return standard
    }
    return number
  }

  /// A whole number, or nil where none was written.
  package mutating func integer(_ key: String, _ bounds: Bounds, _ allowed: String) -> Int? {
    guard node[key] != nil else {
      declare(key, "none", allowed)
      return nil
    }
    let before = diagnostics.count
    let number = integer(key, default: 0, bounds)
    if diagnostics.count == before { return number }
    // No default stands in for it.
    diagnostics[before].help = []
    return nil
  }

  package mutating func number(_ key: String, default standard: Double, _ bounds: Bounds) -> Double
  {
    declare(key, short(standard), "a number, \(bounds)")
    guard let value = node[key] else { return standard }
    guard case .scalar(let text, quoted: false) = value.content, let number = decimal(text) else {
      report("wrong-type", "\(key) must be a number, not \(value.description)", value)
      return standard
    }
    guard bounds.contain(number) else {
      report(
        "out-of-range", "\(key) must be \(bounds), not \(text)", value, default: short(standard))
      return standard
    }
    return number
  }

  package mutating func numbers(
    _ key: String, default standard: [Double], count: Int, _ bounds: Bounds
  ) -> [Double] {
    declare(
      key, "[\(standard.map(short).joined(separator: ", "))]", "\(count) numbers, each \(bounds)")
    guard let value = node[key] else { return standard }
    guard case .list(let items) = value.content else {
      report(
        "wrong-type", "\(key) must be a list of \(count) numbers, not \(value.description)", value)
      return standard
    }
    if items.count != count {
      report(
        "wrong-type", "\(key) must be a list of \(count) numbers, not of \(items.count)", value)
    }
    let numbers = items.compactMap { self.number($0, oneOf: key, bounds) }
    return items.count == count && numbers.count == count ? numbers : standard
  }

  /// Whole numbers, as many as the author likes, at least one.
  package mutating func integers(_ key: String, default standard: [Int], _ bounds: Bounds) -> [Int]
  {
    declare(
      key, "[\(standard.map(String.init).joined(separator: ", "))]",
      "a list of whole numbers, each \(bounds)")
    guard let value = node[key] else { return standard }
    guard case .list(let items) = value.content, !items.isEmpty else {
      report(
        "wrong-type", "\(key) must be a list of whole numbers, not \(value.description)", value)
      return standard
    }
    let numbers = items.compactMap { item -> Int? in
      guard let number = self.number(item, oneOf: key, bounds) else { return nil }
      if number == number.rounded(), abs(number) < 1e15 { return Int(number) }
      report("wrong-type", "each of \(key) must be a whole number, not \(item.description)", item)
      return nil
    }
    return numbers.count == items.count ? numbers : standard
  }

  /// One of a list's numbers; nil where a message says why not.
  mutating func number(_ item: OptionNode, oneOf key: String, _ bounds: Bounds) -> Double? {
    guard case .scalar(let text, quoted: false) = item.content, let number = decimal(text) else {
      report("wrong-type", "each of \(key) must be a number, not \(item.description)", item)
      return nil
    }
    guard bounds.contain(number) else {
      report("out-of-range", "each of \(key) must be \(bounds), not \(text)", item)
      return nil
    }
    return number
  }

  package mutating func flag(_ key: String, default standard: Bool) -> Bool {
    declare(key, "\(standard)", "true or false")
    guard let value = node[key] else { return standard }
    if case .scalar(let text, quoted: false) = value.content {
      if text == "true" { return true }
      if text == "false" { return false }
    }
    report("wrong-type", "\(key) must be true or false, not \(value.description)", value)
    return standard
  }

  /// A text, or nil where none was written; `required` reports its absence.
  package mutating func text(_ key: String, required: Bool = false, allowed: String = "a text")
    -> String?
  {
    declare(key, required ? "required" : "none", allowed)
    guard let value = node[key] else {
      if required {
        diagnostics.append(
          Diagnostic("missing-option", "'\(key)' is missing: it must be \(allowed)", at: node.range)
        )
      }
      return nil
    }
    guard case .scalar(let text, _) = value.content, !text.isEmpty else {
      report("wrong-type", "\(key) must be \(allowed), not \(value.description)", value)
      return nil
    }
    return text
  }

  /// One of a few words.
  package mutating func word<Word>(_ key: String, default standard: Word) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    let known = Word.allCases.map(\.rawValue)
    declare(key, standard.rawValue, known.joined(separator: ", "))
    guard let value = node[key] else { return standard }
    guard case .scalar(let text, _) = value.content else {
      report("wrong-type", "\(key) must be a word, not \(value.description)", value)
      return standard
    }
    if let word = Word(rawValue: text) { return word }
    diagnostics.append(.unknown(key, text, known: known, at: value.range))
    return standard
  }

  // MARK: Nested options

  /// Reads a mapping under a key; where it is missing, an empty one.
  package mutating func nested<Value>(_ key: String, _ read: (inout Options) -> Value) -> Value {
    declare(key, "{}", "options of its own")
    var options = Options(node[key] ?? absent)
    let value = read(&options)
    diagnostics += options.finish()
    return value
  }

  /// Reads a choice by name: `loss: mse`, or with its own options beside the name, as in
  /// `loss: {name: huber, delta: 1}` or `data: {source: noise, length: 10}`.
  ///
  /// The first of `known` is the default.
  package mutating func choice(
    _ key: String, by chooser: String = "name", among known: [any Choosable.Type]
  ) -> any Choosable {
    declare(key, known[0].name, known.map { $0.name }.joined(separator: ", "))
    guard let value = node[key] else { return chosen(known[0], absent) }
    let nameless = OptionNode(.mapping([]), range: value.range)
    guard case .mapping(let entries) = value.content else {
      guard case .scalar(let text, _) = value.content, !value.isBlank else {
        report(
          "wrong-type", "\(key) must be a name, or a name with options, not \(value.description)",
          value)
        return silently(known[0], nameless)
      }
      return find(text, known, what: key, at: value.range).map { chosen($0, nameless) }
        ?? silently(known[0], nameless)
    }
    let options = OptionNode(
      .mapping(entries.filter { $0.key != chooser && $0.key != OptionNode.shorthand }),
      range: value.range)
    guard let named = value[chooser] ?? value[OptionNode.shorthand] else {
      return chosen(known[0], options)
    }
    guard case .scalar(let text, _) = named.content, !named.isBlank else {
      report("wrong-type", "\(chooser) must be a name, not \(named.description)", named)
      return silently(known[0], nameless)
    }
    let what = chooser == "name" || value[chooser] == nil ? key : chooser
    return find(text, known, what: what, at: named.range).map { chosen($0, options) }
      ?? silently(known[0], nameless)
  }

  /// What stands in for options nobody wrote: their messages point at the options around them.
  private var absent: OptionNode { OptionNode(.mapping([]), range: node.range) }

  /// Stands in for a choice that was misnamed. Its own messages would be about options the author
  /// wrote for another one.
  private func silently(_ type: any Choosable.Type, _ node: OptionNode) -> any Choosable {
    var options = Options(node)
    return type.init(&options)
  }

  private mutating func chosen(_ type: any Choosable.Type, _ node: OptionNode) -> any Choosable {
    var options = Options(node)
    let choice = type.init(&options)
    diagnostics += options.finish()
    return choice
  }

  private mutating func find(
    _ name: String, _ known: [any Choosable.Type], what: String, at range: SourceRange?
  ) -> (any Choosable.Type)? {
    if let type = known.first(where: { $0.name == name }) { return type }
    diagnostics.append(.unknown(what, name, known: known.map { $0.name }, at: range))
    return nil
  }

  // MARK: Messages

  /// Adds a message that the reader of several options found: they contradict each other, say.
  package mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// All messages, with one for each key nobody asked for.
  package consuming func finish() -> [Diagnostic] {
    let known = declarations.map(\.key)
    for entry in node.entries where !known.contains(entry.key) {
      diagnostics.append(
        .unknown(
          "option", entry.key, known: known, at: entry.keyRange ?? entry.value.range,
          id: "unknown-option"))
    }
    return diagnostics
  }

  mutating func declare(_ key: String, _ standard: String, _ allowed: String) {
    declarations.append(Declaration(key: key, standard: standard, allowed: allowed))
  }

  mutating func report(
    _ id: String, _ message: String, _ value: OptionNode, default standard: String? = nil
  ) {
    let help = standard.map { ["leave it out to use the default, \($0)"] } ?? []
    diagnostics.append(Diagnostic(id, message, at: value.range, help: help))
  }

  /// `500`, `1_000` and `1e3` are whole numbers; `1.5` is not.
  private func wholeNumber(_ text: String) -> Int? {
    if let number = Int(text.replacing("_", with: "")) { return number }
    guard let number = decimal(text), number == number.rounded(), abs(number) < 1e15 else {
      return nil
    }
    return Int(number)
  }

  private func decimal(_ text: String) -> Double? { Double(text.replacing("_", with: "")) }
}
