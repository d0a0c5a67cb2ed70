import Learning
package import Notebooks
import Site
package import SourceText

/// Runs trained networks on from the middle of held-out sequences, on their own outputs: what is left
/// of a forecast some steps ahead, and what sampling gives in its place.
package struct RolloutCell: Cell {
  package static let kind = "rollout"
  package static let summary =
    "trained networks fed their own outputs, or draws around them: what is left some steps ahead"

  private let networks: [Scope.Named]
  /// Steps of truth; 0 for half of them.
  private let given: Int

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    networks = scope.experiments(&options, "of")
    given = Self.context(&options)
    for named in networks {
      let data = named.experiment.data
      if !data.targetIsNextInput || data is TextSource {
        options.report(
          Diagnostic(
            "cannot-be-fed",
            "the targets of \(quoted(named.name)) are not its next inputs, so its outputs cannot be fed back",
            at: options.range(of: "of")))
      } else if Self.steps(named, given) < 2 {
        options.report(
          Diagnostic(
            "out-of-range",
            "context must leave two steps to forecast of the \(data.extent.steps) of \(quoted(named.name))",
            at: options.range(of: "context")))
      }
    }
  }

  static func context(_ options: inout Options) -> Int {
    options.integer("context", default: 0, .atLeast(0))
  }

  private static func context(_ named: Scope.Named, _ given: Int) -> Int {
    given == 0 ? max(1, named.experiment.data.extent.steps / 2) : given
  }
  /// Distances that can be forecast: the first is that of the last input given.
  private static func steps(_ named: Scope.Named, _ given: Int) -> Int {
    named.experiment.data.extent.steps - context(named, given)
  }

  package var needs: [String] { networks.map(\.name) }

  package var valueNames: [String] {
    let steps = networks.map { Self.steps($0, given) }.min() ?? 0
    return (0..<max(0, steps)).flatMap { index in
      Rollout.Step.names.flatMap { name in
        SweepStatistic.allCases.map { "\(index + 1).\(name).\($0.rawValue)" }
      }
    }
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    var (runs, rollouts): ([Run], [Rollout]) = ([], [])
    for named in networks {
      let run = try await context.run(of: named)
      guard let rollout = Rollout(run, context: Self.context(named, given)) else {
        throw Diagnostic("cannot-be-fed", "\(quoted(named.name)) cannot be fed its own outputs")
      }
      runs.append(run)
      rollouts.append(rollout)
    }
    guard let first = runs.first else {
      throw Diagnostic("unread-cell", "it names no train cell")
    }
    var values: [String: Value] = [:]
    for index in 0..<(rollouts.map(\.steps.count).min() ?? 0) {
      for (place, name) in Rollout.Step.names.enumerated() {
        let numbers = rollouts.map { $0.steps[index].values[place].value }
        for statistic in SweepStatistic.allCases {
          values["\(index + 1).\(name).\(statistic.rawValue)"] = statistic.value(of: numbers)
        }
      }
    }
    let figures = RolloutFigures(
      rollouts: rollouts, mean: first.mean, seeds: runs.map(\.experiment.seed))
    return CellResult(
      exhibits: [.figure(figures.paths), .figure(figures.spreads)], values: values,
      kernels: Set(runs.map(\.record.kernel)))
  }
}
