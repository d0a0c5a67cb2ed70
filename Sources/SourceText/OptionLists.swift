/// Options that are lists of any length.
extension Options {
  /// A list of numbers, or one number alone.
  package mutating func numbers(
    _ key: String, default standard: [Double], _ bounds: Bounds
  ) -> [Double] {
    declare(key, "[\(standard.map(short).joined(separator: ", "))]", "numbers, each \(bounds)")
    return listed(key, bounds) ?? standard
  }

  /// A list of numbers, or a word in their place.
  ///
  /// - Returns: nil for the word.
  package mutating func numbers(
    _ key: String, default standard: [Double], orWord word: String, _ bounds: Bounds
  ) -> [Double]? {
    declare(
      key, "[\(standard.map(short).joined(separator: ", "))]",
      "numbers, each \(bounds), or \(word)")
    if case .scalar(word, _)? = node[key]?.content { return nil }
    return listed(key, bounds) ?? standard
  }

  /// The numbers under a key; nil where there are none or a message says why not.
  private mutating func listed(_ key: String, _ bounds: Bounds) -> [Double]? {
    guard let value = node[key] else { return nil }
    let items: [OptionNode]
    switch value.content {
    case .list(let list): items = list
    case .scalar: items = [value]
    case .mapping:
      report("wrong-type", "\(key) must be a list of numbers, not a mapping", value)
      return nil
    }
    guard !items.isEmpty else {
      report("wrong-type", "\(key) must hold at least one number", value)
      return nil
    }
    let numbers = items.compactMap { number($0, oneOf: key, bounds) }
    return numbers.count == items.count ? numbers : nil
  }

  /// A list of texts, or one text alone; empty where none was written.
  package mutating func texts(_ key: String, allowed: String) -> [String] {
    declare(key, "none", allowed)
    guard let value = node[key] else { return [] }
    let items = if case .list(let list) = value.content { list } else { [value] }
    var texts: [String] = []
    for item in items {
      if case .scalar(let text, _) = item.content, !text.isEmpty {
        texts.append(text)
      } else {
        report("wrong-type", "\(key) must be \(allowed), not \(item.description)", item)
      }
    }
    return texts
  }

  /// The items of a list, for a reader of their own; empty where none was written.
  package mutating func list(_ key: String, allowed: String) -> [OptionNode] {
    guard let value = written(key, allowed: allowed) else { return [] }
    if case .list(let items) = value.content { return items }
    report("wrong-type", "\(key) must be \(allowed), not \(value.description)", value)
    return []
  }

  /// A value as it was written, for a reader of its own.
  package mutating func written(_ key: String, allowed: String) -> OptionNode? {
    declare(key, "none", allowed)
    return node[key]
  }

  /// A list of choices, each read as `choice` reads one; or one choice alone.
  package mutating func choices(
    _ key: String, among known: [any Choosable.Type]
  ) -> [any Choosable] {
    declare(key, "[]", "a list of \(known.map { $0.name }.joined(separator: ", "))")
    guard let value = node[key] else { return [] }
    let items = if case .list(let list) = value.content { list } else { [value] }
    return items.map { item in
      let entry = OptionNode.Entry(key: key, value: item)
      var one = Options(OptionNode(.mapping([entry]), range: value.range))
      let choice = one.choice(key, among: known)
      diagnostics += one.finish()
      return choice
    }
  }
}
