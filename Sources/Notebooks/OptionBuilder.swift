import SourceText
import Yams

/// Turns Yams's nodes into options. What cannot be an option is reported and left out.
struct OptionBuilder {
  /// An option with what it counts as where an alias repeats it.
  private struct Built {
    var node: OptionNode
    var size: Int
    var height: Int
  }
  /// There is no use in going on.
  private struct Stop: Error {}

  private var places: YAMLPlaces
  /// What stands for `*`.
  private let star: Unicode.Scalar
  private let mostNodes: Int
  private var anchors: [String: Built] = [:]
  private var size = 0
  private var diagnostics: [Diagnostic] = []

  init(places: YAMLPlaces, star: Unicode.Scalar, mostNodes: Int) {
    self.places = places
    self.star = star
    self.mostNodes = mostNodes
  }

  mutating func build(_ root: Node) -> (options: OptionNode?, diagnostics: [Diagnostic]) {
    guard let built = try? self.built(root, depth: 1) else { return (nil, diagnostics) }
    if case .mapping = built.node.content { return (built.node, diagnostics) }
    report(
      "wrong-type", "options must be written as 'key: value', not \(built.node.description)",
      at: built.node.range)
    return (nil, diagnostics)
  }

  // MARK: Nodes

  /// - Returns: nil for an alias of nothing.
  private mutating func built(_ node: Node, depth: Int) throws -> Built? {
    let start = node.mark.map { places.offset($0) } ?? places.range.lowerBound
    let content = places.contentStart(start)
    try count(1, depth: depth, at: content)
    refuseTag(from: start, to: content)
    let before = size
    var result: Built
    switch node {
    case .scalar(let scalar):
      if let name = aliasName(scalar) { return try resolved(name, depth: depth, at: content) }
      result = leaf(scalar, at: content)
    case .sequence(let items):
      result = try list(items, depth: depth, at: content)
    case .mapping(let pairs):
      result = try mapping(pairs, depth: depth, at: content)
    case .alias:
      // Yams makes these only when it is told to; it was not.
      return nil
    }
    result.size = size - before + 1
    if let anchor = node.anchor?.rawValue { anchors[anchor] = result }
    return result
  }

  private func leaf(_ scalar: Node.Scalar, at start: Int) -> Built {
    let text = restored(scalar.string)
    let end = places.end(of: text, scalar.style, at: start)
    let content = OptionNode.Content.scalar(text, quoted: scalar.style != .plain)
    return Built(node: OptionNode(content, range: range(start, end)), size: 1, height: 1)
  }

  private mutating func list(_ items: Node.Sequence, depth: Int, at start: Int) throws -> Built {
    var nodes: [OptionNode] = []
    var height = 0
    var end = start
    for item in items {
      guard let built = try self.built(item, depth: depth + 1) else { continue }
      nodes.append(built.node)
      height = max(height, built.height)
      end = built.node.range?.end ?? end
    }
    let node = OptionNode(
      .list(nodes), range: range(start, places.end(ofCollectionAt: start, lastPart: end)))
    return Built(node: node, size: 1, height: height + 1)
  }

  private mutating func mapping(
    _ pairs: Node.Mapping, depth: Int, at start: Int
  ) throws -> Built {
    var entries: [OptionNode.Entry] = []
    var height = 0
    var end = start
    for (key, value) in pairs {
      let name = self.key(key)
      guard let built = try self.built(value, depth: depth + 1) else { continue }
      height = max(height, built.height)
      end = built.node.range?.end ?? end
      guard let name else { continue }
      entries.append(OptionNode.Entry(key: name.text, keyRange: name.range, value: built.node))
    }
    let node = OptionNode(
      .mapping(entries), range: range(start, places.end(ofCollectionAt: start, lastPart: end)))
    return Built(node: node, size: 1, height: height + 1)
  }

  /// A key's text and place; nil where it is not a plain name.
  private mutating func key(_ node: Node) -> (text: String, range: SourceRange)? {
    let start = node.mark.map { places.offset($0) } ?? places.range.lowerBound
    let content = places.contentStart(start)
    guard case .scalar(let scalar) = node, aliasName(scalar) == nil else {
      report("wrong-type", "a key must be a name", at: range(content, content))
      return nil
    }
    let text = restored(scalar.string)
    let place = range(content, places.end(of: text, scalar.style, at: content))
    if text == "<<", scalar.style == .plain {
      report(
        "merge-key", "the merge key '<<' is not read", at: place,
        help: "write the options out, or repeat a whole value with an alias")
      return nil
    }
    if let anchor = node.anchor?.rawValue {
      let copy = OptionNode(.scalar(text, quoted: scalar.style != .plain), range: place)
      anchors[anchor] = Built(node: copy, size: 1, height: 1)
    }
    return (text, place)
  }

  // MARK: Aliases

  private func aliasName(_ scalar: Node.Scalar) -> Substring? {
    guard scalar.style == .plain, scalar.string.unicodeScalars.first == star else { return nil }
    return Substring(scalar.string.unicodeScalars.dropFirst())
  }

  /// What an anchor stands for, with the alias's own place: a message about it points at where it
  /// is used, and one about a part of it at where that is written.
  private mutating func resolved(
    _ name: Substring, depth: Int, at start: Int
  ) throws -> Built? {
    let text = restored(String(name))
    let place = range(start, places.end(of: "*" + text, .plain, at: start))
    guard var built = anchors[String(name)] else {
      report(
        "unknown-anchor", "no anchor named \(quoted(text)) stands above this alias", at: place,
        help: text.contains(where: \.isWhitespace) ? "put the text in quotes" : nil)
      return nil
    }
    try count(built.size - 1, depth: depth + built.height - 1, at: start)
    built.node.range = place
    return built
  }

  private func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(star) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar == star ? "*" : scalar) }
    return String(result)
  }

  // MARK: Limits and messages

  private mutating func count(_ more: Int, depth: Int, at offset: Int) throws {
    size += more
    if depth > YAMLReader.deepestNesting {
      report(
        "too-deep", "options are nested deeper than \(YAMLReader.deepestNesting) levels",
        at: range(offset, offset))
      throw Stop()
    }
    if size > mostNodes {
      report(
        "too-large", "these options have more than \(mostNodes) parts, aliases counted in full",
        at: range(offset, offset))
      throw Stop()
    }
  }

  private mutating func refuseTag(from start: Int, to content: Int) {
    var offset = start
    while offset < content, !places.isTag(offset) { offset += 1 }
    if offset == content { return }
    var end = offset
    while end < content, let byte = places.byte(at: end), !byte.isSpace { end += 1 }
    report(
      "yaml-tag", "tags are not read", at: range(offset, end),
      help: "put a value that is meant as text in quotes")
  }

  private func range(_ start: Int, _ end: Int) -> SourceRange {
    places.text.range(start..<max(start, end))
  }

  private mutating func report(
    _ id: String, _ message: String, at range: SourceRange?, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(id, message, at: range, help: help.map { [$0] } ?? []))
  }
}
