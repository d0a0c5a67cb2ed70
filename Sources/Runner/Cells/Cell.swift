package import Notebooks
package import Site
package import SourceText

/// A fenced block that runs: `yaml KIND NAME`.
package protocol Cell: Sendable {
  /// The word after `yaml` in the fence.
  static var kind: String { get }
  /// One line for `meanwhile list`.
  static var summary: String { get }

  init(_ options: inout Options, _ source: CellSource, _ scope: Scope)

  /// What inline values may name after the cell's own name and a dot. Known before anything runs.
  var valueNames: [String] { get }
  func run(in context: RunContext) async throws -> CellResult
}

/// What a cell shows and what its values are.
package struct CellResult: Sendable {
  package var exhibits: [Exhibit]
  /// By the names of `valueNames`.
  package var values: [String: Value]
  package var provenance: [Provenance.Run] = []
  /// The kernel levels that computed its records.
  package var kernels: Set<String> = []
}

/// A result that prose can quote.
package enum Value: Sendable {
  case measured(Double)
  case count(Int)
  case text(String)
}

/// The kinds of cell, in the order of the manual.
package let cells: [any Cell.Type] = [
  TrainCell.self,
  PrintCell.self,
  DiagnoseCell.self,
]
