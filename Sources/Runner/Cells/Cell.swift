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

  /// The experiments it names itself, known before anything runs.
  var runs: [Scope.Named] { get }
  /// The cells whose results it shows: where one of them fails, this one is not run.
  var needs: [String] { get }
  /// What inline values may name after the cell's own name and a dot. Known before anything runs.
  var valueNames: [String] { get }
  /// Whether it needs what the notebook's other cells measured: it then runs after them.
  static var readsOthers: Bool { get }
  /// The values of other cells it names, with the places where it does.
  var namesOfOthers: [ValueName] { get }
  /// - Parameter others: what the cells before it measured; empty unless `readsOthers`.
  func run(in context: RunContext, _ others: Measured) async throws -> CellResult
}

extension Cell {
  package static var readsOthers: Bool { false }
  package var runs: [Scope.Named] { [] }
  package var needs: [String] { [] }
  package var namesOfOthers: [ValueName] { [] }
}

/// The values of a notebook's cells by their full names, as prose quotes them.
package struct Measured: Sendable {
  package var values: [String: Value] = [:]

  /// Nil for a name without a number.
  package func number(_ name: String) -> Double? {
    switch values[name] {
    case .measured(let number): number
    case .count(let count): Double(count)
    case .text, nil: nil
    }
  }
}

/// What a cell shows and what its values are.
package struct CellResult: Sendable {
  package var exhibits: [Exhibit]
  /// By the names of `valueNames`.
  package var values: [String: Value]
  package var provenance: [Provenance.Run] = []
  /// The kernel levels that computed its records.
  package var kernels: Set<String> = []
  /// What is no longer true of the notebook.
  package var problems: [Diagnostic] = []
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
  SweepCell.self,
  CompareCell.self,
  PlotCell.self,
  RolloutCell.self,
  ClaimCell.self,
  QuizCell.self,
  OwnRunCell.self,
]
