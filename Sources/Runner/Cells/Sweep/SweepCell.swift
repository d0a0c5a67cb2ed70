package import Notebooks
import Site
package import SourceText

/// Trains an experiment again for every combination of one or two options' values, and for several
/// seeds each: which value is best, and by how much.
package struct SweepCell: Cell {
  package static let kind = "sweep"
  package static let summary =
    "one or two options of a train cell over lists or ranges, for several seeds: which value is best?"
  /// More runs than this are a mistake more often than a wish.
  private static let mostRuns = 2000

  /// What is varied, and what is measured of it.
  struct Range: Sendable {
    let axes: [SweepAxis]
    let seeds: Int
    let quantity: String

    init(_ options: inout Options) {
      axes = SweepCell.axes(&options)
      seeds = options.integer("seeds", default: 1, .between(1, 100))
      quantity = options.text("show", allowed: "a value of the train cell") ?? "test.ratio"
    }
  }

  private let base: Scope.Named?
  private let axes: [SweepAxis]
  private let seeds: Int
  private let quantity: String
  /// `(settings, seeds)`, the second axis and then the seeds fastest.
  private let variants: [Scope.Named]

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    base = scope.experiment(&options, "of")
    let range = Range(&options)
    (axes, seeds, quantity) = (range.axes, range.seeds, range.quantity)
    guard let base, !axes.isEmpty else {
      variants = []
      return
    }
    let known = RunValues.names(of: base.experiment).filter { !$0.hasPrefix("loss.") }
    if !known.contains(quantity), !quantity.hasPrefix("loss.") {
      options.report(.unknown("value", quantity, known: known, at: options.range(of: "show")))
    }
    let count = axes.reduce(seeds) { $0 * $1.values.count }
    if count > SweepCell.mostRuns {
      options.report(
        Diagnostic(
          "out-of-range", "this sweep would train \(count) runs; \(SweepCell.mostRuns) at most",
          at: source.nameRange))
      variants = []
      return
    }
    variants = SweepCell.variants(of: base, axes, seeds, &options, source, scope)
  }

  private static func axes(_ options: inout Options) -> [SweepAxis] {
    guard let node = options.written("vary", allowed: SweepAxis.allowed) else {
      options.report(
        Diagnostic(
          "missing-option", "'vary' is missing: it must be \(SweepAxis.allowed)", at: options.range)
      )
      return []
    }
    guard case .mapping(let entries) = node.content, (1...2).contains(entries.count) else {
      options.report(
        Diagnostic("wrong-type", "vary must be \(SweepAxis.allowed)", at: node.range))
      return []
    }
    let axes = entries.compactMap { SweepAxis($0, &options) }
    return axes.count == entries.count ? axes : []
  }

  /// One experiment for each combination of values and seed, named by the cell and its values.
  static func variants(
    of base: Scope.Named, _ axes: [SweepAxis], _ seeds: Int, _ options: inout Options,
    _ source: CellSource, _ scope: Scope
  ) -> [Scope.Named] {
    var variants: [Scope.Named] = []
    var said: Set<String> = []
    for setting in settings(axes) {
      let laid = zip(axes, setting).reduce(OptionNode.empty) { $1.0.options($1.1).laid(over: $0) }
      let parts = zip(axes, setting).map { "\($0.name) \($0.labels[$1])" }
      let name = "\(source.name), \(parts.joined(separator: ", "))"
      var (named, problems) = scope.variant(
        of: base, laying: laid, name: name, at: source.nameRange)
      for problem in problems
      where said.insert("\(problem.id) \(problem.range?.start ?? 0) \(problem.message)").inserted {
        options.report(problem)
      }
      for seed in 0..<seeds {
        if seeds > 1 { named.name = "\(name), seed \(named.experiment.seed)" }
        variants.append(named)
        if seed + 1 < seeds { named.experiment.seed &+= 1 }
      }
    }
    return variants
  }

  /// The places on the axes of every combination, the last axis fastest.
  private static func settings(_ axes: [SweepAxis]) -> [[Int]] {
    axes.reduce([[]]) { settings, axis in
      settings.flatMap { setting in axis.values.indices.map { setting + [$0] } }
    }
  }

  package var runs: [Scope.Named] { variants }

  package var valueNames: [String] {
    base == nil || axes.isEmpty
      ? [] : ["best", "worst", "runs"] + axes.map { "best.\($0.path)" }
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard !variants.isEmpty else {
      throw Diagnostic("unread-cell", "its options could not be read")
    }
    var measured: [Double] = []
    var kernels: Set<String> = []
    var provenance: [Provenance.Run] = []
    for variant in variants {
      let run = try await context.run(of: variant)
      measured.append(Self.number(RunValues.values(of: run)[quantity]))
      kernels.insert(run.record.kernel)
      provenance.append(run.provenance)
    }
    let results = SweepResults(
      axes: axes, settings: SweepCell.settings(axes), seeds: seeds, quantity: quantity,
      measured: measured, firstSeed: variants[0].experiment.seed)
    return CellResult(
      exhibits: SweepExhibits(results).all, values: results.values, provenance: provenance,
      kernels: kernels)
  }

  /// Not a number where nothing was measured: a run that diverged, a last value there is none of.
  private static func number(_ value: Value?) -> Double {
    switch value {
    case .measured(let number): number
    case .count(let count): Double(count)
    case .text, nil: .nan
    }
  }
}
