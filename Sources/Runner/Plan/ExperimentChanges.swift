#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What differs between two experiments' canonical texts, option by option.
package struct ExperimentChanges: Sendable, Equatable {
  package struct Change: Sendable, Equatable {
    /// `training.lr`; a choice by its key alone, `training.loss`.
    package var option: String
    /// Nil where the experiment had or has no such option.
    package var from: String?
    package var to: String?
  }

  package let all: [Change]

  /// Empty where one of the texts cannot be read.
  package init(from old: String, to new: String) {
    guard let before = Self.leaves(of: old), let after = Self.leaves(of: new) else {
      all = []
      return
    }
    let paths = Set(before.keys).union(after.keys).sorted()
    let changed = paths.filter { before[$0] != after[$0] }
    // The options of another choice are no changes of their own: `adam` to `sgd` is one.
    let chosen = changed.filter { $0.hasSuffix(".name") || $0.hasSuffix(".layer") }
      .map { String($0.prefix(through: $0.lastIndex(of: ".") ?? $0.startIndex)) }
      .filter { $0 != "model." }
    let shown = changed.filter { path in
      path.hasSuffix(".name") || !chosen.contains { path.hasPrefix($0) }
    }
    all = shown.map { path in
      let option = path.hasSuffix(".name") ? String(path.dropLast(".name".count)) : path
      return Change(option: option, from: before[path], to: after[path])
    }
  }

  private static func leaves(of text: String) -> [String: String]? {
    guard let tree = try? JSONDecoder().decode(Tree.self, from: Data(text.utf8)) else { return nil }
    var leaves: [String: String] = [:]
    tree.collect(into: &leaves, path: "")
    return leaves
  }

  /// Any JSON.
  private indirect enum Tree: Decodable {
    case leaf(String)
    case list([Tree])
    case mapping([String: Tree])

    init(from decoder: any Decoder) throws {
      if let mapping = try? [String: Tree](from: decoder) {
        self = .mapping(mapping)
      } else if let list = try? [Tree](from: decoder) {
        self = .list(list)
      } else {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .leaf("none")
        } else if let flag = try? container.decode(Bool.self) {
          self = .leaf("\(flag)")
        } else if let whole = try? container.decode(Int.self) {
          self = .leaf("\(whole)")
        } else if let number = try? container.decode(Double.self) {
          self = .leaf("\(number)")
        } else {
          self = .leaf(try container.decode(String.self))
        }
      }
    }

    func collect(into leaves: inout [String: String], path: String) {
      switch self {
      case .leaf(let text): leaves[path] = text
      case .list(let items):
        leaves[path] = "[\(items.map(\.plain).joined(separator: ", "))]"
      case .mapping(let entries):
        for (key, tree) in entries {
          tree.collect(into: &leaves, path: path.isEmpty ? key : "\(path).\(key)")
        }
      }
    }

    private var plain: String {
      switch self {
      case .leaf(let text): text
      case .list(let items): "[\(items.map(\.plain).joined(separator: ", "))]"
      case .mapping(let entries): entries["name"]?.plain ?? "…"
      }
    }
  }
}
