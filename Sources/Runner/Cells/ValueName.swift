package import SourceText

/// A value of another cell as an author names it, `noise.test.mse`, and where.
package struct ValueName: Sendable {
  package var name: String
  package var range: SourceRange?

  package init(_ name: String, at range: SourceRange?) {
    self.name = name
    self.range = range
  }

  var cell: String { String(name.prefix { $0 != "." }) }
}

extension [ValueName] {
  /// The cells that are named, each once.
  var cells: [String] { reduce(into: []) { if !$0.contains($1.cell) { $0.append($1.cell) } } }
}
