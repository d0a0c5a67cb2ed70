/// What an author wrote as options, with the place of every part: a tree of scalars, lists and
/// mappings, whatever syntax it was read from.
package struct OptionNode: Sendable {
  package enum Content: Sendable {
    /// `quoted` scalars are text, whatever they look like.
    case scalar(String, quoted: Bool)
    case list([OptionNode])
    case mapping([Entry])
  }
  package struct Entry: Sendable {
    package var key: String
    package var keyRange: SourceRange?
    package var value: OptionNode
    package init(key: String, keyRange: SourceRange? = nil, value: OptionNode) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  package var content: Content
  package var range: SourceRange?

  package init(_ content: Content, range: SourceRange? = nil) {
    self.content = content
    self.range = range
  }

  package static let empty = OptionNode(.mapping([]))

  package var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }
  package subscript(key: String) -> OptionNode? { entries.first { $0.key == key }?.value }

  /// Nothing was written after the key: `loss:`.
  package var isBlank: Bool {
    if case .scalar("", quoted: false) = content { true } else { false }
  }

  /// What was written, for a message: the scalar, or "a list", "a mapping".
  package var description: String {
    switch content {
    case .scalar("", quoted: false): "an empty value"
    case .scalar(let text, _): quoted(text)
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  private static let choosers = ["name", "source", "layer", shorthand]
  /// The key of a choice's name where the reader alone knows whether it is `name` or `source`.
  static let shorthand = ""

  /// These options laid over others: mappings are merged key by key, all else is replaced.
  ///
  /// A mapping that names another choice than the one below it (`name`, `source`, `layer`) replaces
  /// it whole, because the options of one loss mean nothing to another. Options without a name laid
  /// over a bare name, `{delta: 2}` over `huber`, are that choice's options.
  package func laid(over base: OptionNode) -> OptionNode {
    guard case .mapping(let mine) = content else { return self }
    if case .scalar = base.content, !base.isBlank,
      !Self.choosers.contains(where: { self[$0] != nil })
    {
      let name = Entry(key: Self.shorthand, value: base)
      return OptionNode(.mapping([name] + mine), range: range)
    }
    guard case .mapping(var merged) = base.content else { return self }
    for chooser in Self.choosers {
      if case .scalar(let new, _) = self[chooser]?.content,
        case .scalar(let old, _) = base[chooser]?.content, new != old
      {
        return self
      }
    }
    for entry in mine {
      if let index = merged.firstIndex(where: { $0.key == entry.key }) {
        merged[index] = Entry(
          key: entry.key, keyRange: entry.keyRange,
          value: entry.value.laid(over: merged[index].value))
      } else {
        merged.append(entry)
      }
    }
    return OptionNode(.mapping(merged), range: range)
  }
}
