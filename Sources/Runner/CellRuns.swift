import Learning
import Notebooks
import Site
import SourceText

/// Runs the cells of one notebook, each after those whose results it shows.
struct CellRuns: Sendable {
  let context: RunContext

  /// What became of one cell.
  struct Outcome: Sendable {
    var cell: String
    var result: CellResult?
    var failure: String?
    /// Why it was not run: a cell it needs has failed, which is reported already.
    var hindrance: String?
    var isCancelled = false
  }

  typealias Cells = [(source: CellSource, cell: any Cell)]

  /// - Returns: the outcomes in the order of the cells.
  func outcomes(of cells: Cells) async -> [Outcome] {
    var remaining = cells
    var done: [String: Outcome] = [:]
    var measured = Measured()
    while !remaining.isEmpty {
      let names = Set(remaining.map(\.source.name))
      var ready = remaining.filter { names.isDisjoint(with: $0.cell.needs) }
      // Cells that need each other: each says what it misses.
      if ready.isEmpty { ready = remaining }
      for outcome in await outcomes(of: ready, after: done, measured) {
        done[outcome.cell] = outcome
        for (name, value) in outcome.result?.values ?? [:] {
          measured.values["\(outcome.cell).\(name)"] = value
        }
      }
      remaining.removeAll { done[$0.source.name] != nil }
    }
    return cells.compactMap { done[$0.source.name] }
  }

  private func outcomes(of cells: Cells, after done: [String: Outcome], _ others: Measured) async
    -> [Outcome]
  {
    await withTaskGroup(of: Outcome.self) { group in
      var outcomes: [Outcome] = []
      for (source, cell) in cells {
        let missing = cell.needs.first { done[$0].map { $0.result == nil } ?? false }
        if let missing, done[missing]?.isCancelled == true {
          outcomes.append(Outcome(cell: source.name, isCancelled: true))
        } else if let missing {
          outcomes.append(
            Outcome(cell: source.name, hindrance: "not run, because \(quoted(missing)) failed"))
        } else {
          group.addTask { await outcome(of: cell, named: source.name, after: others) }
        }
      }
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
  }

  private func outcome(of cell: any Cell, named name: String, after others: Measured) async
    -> Outcome
  {
    do {
      let result = try await cell.run(in: context, others)
      // Its page as a whole would be refused for it: one cell is enough.
      for case .figure(let figure) in result.exhibits {
        if let mistake = figure.mistake { throw mistake }
      }
      return Outcome(cell: name, result: result)
    } catch is Trainer.Cancelled {
      return Outcome(cell: name, isCancelled: true)
    } catch {
      return Outcome(cell: name, failure: reason(error))
    }
  }
}
