package import Site
package import SourceText

/// What differs between two cells' options, as a reader would say it: `training.lr: 0.01 → 0.02`.
package enum OptionChanges {
  package static func between(_ old: OptionNode, _ new: OptionNode) -> [Listing.Change] {
    let before = leaves(old, path: "")
    let after = leaves(new, path: "")
    var changes: [Listing.Change] = []
    for (path, value) in after where before.first(where: { $0.path == path })?.value != value {
      // `loss: mse` is short for `loss: {name: mse}`.
      let short = path.hasSuffix(".name") ? String(path.dropLast(".name".count)) : path
      let from = before.first { $0.path == path || $0.path == short }?.value ?? "default"
      if from == value { continue }
      changes.append(Listing.Change(option: path, from: from, to: value))
    }
    for (path, value) in before where !after.contains(where: { $0.path == path }) {
      // A word replaced by a mapping, `loss: mse` by `loss: {name: …}`, is one change, not two.
      if after.contains(where: { $0.path.hasPrefix(path + ".") }) { continue }
      changes.append(Listing.Change(option: path, from: value, to: "default"))
    }
    return changes
  }

  private static func leaves(_ node: OptionNode, path: String) -> [(path: String, value: String)] {
    switch node.content {
    case .scalar(let text, _): [(path, text)]
    case .list(let items): [(path, "[" + items.map(plain).joined(separator: ", ") + "]")]
    case .mapping(let entries):
      entries.flatMap { leaves($0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }
  }

  private static func plain(_ node: OptionNode) -> String {
    if case .scalar(let text, _) = node.content { text } else { "…" }
  }
}
