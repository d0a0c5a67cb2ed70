package import Notebooks
import Site
package import SourceText

/// Trains an experiment again for every combination of one or two options' values, and for several
/// seeds each: which value is best, and by how much.
package struct SweepCell: Cell {
  package static let kind = "sweep"
  package static let summary =
    "one or two options of a train cell over lists or ranges, or several train cells, for several seeds: which is best?"
  /// More runs than this are a mistake more often than a wish.
  private static let mostRuns = 2000

  /// What is varied, and what is measured of it.
  struct Range: Sendable {
    let axes: [SweepAxis]
    let seeds: Int
    let quantity: String
    /// Whether the cell says which setting to take.
    let advises: Bool

    init(_ options: inout Options) {
      axes = SweepCell.axes(&options)
      seeds = options.integer("seeds", default: 1, .between(1, 100))
      quantity = options.text("show", allowed: "a value of the train cell") ?? "test.ratio"
      advises = options.flag("advice", default: true)
    }
  }

  private let bases: [Scope.Named]
  private let axes: [SweepAxis]
  private let seeds: Int
  private let quantity: String
  private let advises: Bool
  /// `(settings, seeds)`, the second axis and then the seeds fastest.
  private let variants: [Scope.Named]

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    bases = scope.experiments(&options, "of")
    let range = Range(&options)
    (seeds, quantity, advises) = (range.seeds, range.quantity, range.advises)
    axes = Self.axes(range.axes, over: bases, &options)
    guard !bases.isEmpty, !axes.isEmpty else {
      variants = []
      return
    }
    Self.report(quantity, of: bases, &options)
    let count = axes.reduce(seeds) { $0 * $1.values.count }
    if count > SweepCell.mostRuns {
      options.report(
        Diagnostic(
          "out-of-range", "this sweep would train \(count) runs; \(SweepCell.mostRuns) at most",
          at: source.nameRange))
      variants = []
      return
    }
    variants = SweepCell.variants(of: bases, axes, seeds, &options, source, scope)
  }

  /// With the train cells as the first axis, where there are several.
  private static func axes(
    _ varied: [SweepAxis], over bases: [Scope.Named], _ options: inout Options
  ) -> [SweepAxis] {
    guard bases.count > 1 else {
      if bases.count == 1, !options.contains("vary") {
        options.report(
          Diagnostic(
            "missing-option", "'vary' is missing: it must be \(SweepAxis.allowed)",
            at: options.range))
      }
      return varied
    }
    let place = options.range(of: "of")
    if Set(bases.map(\.name)).count < bases.count {
      options.report(Diagnostic("wrong-type", "of names a train cell twice", at: place))
    }
    if varied.count > 1 {
      options.report(
        Diagnostic("wrong-type", "several train cells leave room for one option in vary", at: place)
      )
    }
    return [SweepAxis(cells: bases.map(\.name), range: place)] + varied.prefix(1)
  }

  private static func report(
    _ quantity: String, of bases: [Scope.Named], _ options: inout Options
  ) {
    if quantity.hasPrefix("loss.") { return }
    for base in bases {
      let known = RunValues.names(of: base.experiment).filter { !$0.hasPrefix("loss.") }
      guard !known.contains(quantity) else { continue }
      return options.report(
        .unknown("value", quantity, known: known, at: options.range(of: "show")))
    }
  }

  private static func axes(_ options: inout Options) -> [SweepAxis] {
    guard let node = options.written("vary", allowed: SweepAxis.allowed) else { return [] }
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
    of bases: [Scope.Named], _ axes: [SweepAxis], _ seeds: Int, _ options: inout Options,
    _ source: CellSource, _ scope: Scope
  ) -> [Scope.Named] {
    var variants: [Scope.Named] = []
    var said: Set<String> = []
    for setting in settings(axes) {
      let laid = zip(axes, setting).reduce(OptionNode.empty) { $1.0.options($1.1).laid(over: $0) }
      let parts = zip(axes, setting).map { $0.label($1) }
      let name = "\(source.name), \(parts.joined(separator: ", "))"
      var (named, problems) = scope.variant(
        of: bases[axes[0].isOfCells ? setting[0] : 0], laying: laid, name: name,
        at: source.nameRange)
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
    if variants.isEmpty { return [] }
    let settings = SweepCell.settings(axes)
    return ["best", "worst", "runs"] + axes.map { "best.\($0.path)" }
      + settings.indices.flatMap { index in
        SweepStatistic.names(
          of: variants[index * seeds].experiment,
          named: SweepStatistic.prefix(axes, settings[index]))
      }
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard !variants.isEmpty else {
      throw Diagnostic("unread-cell", "its options could not be read")
    }
    var runs: [[String: Value]] = []
    var kernels: Set<String> = []
    var provenance: [Provenance.Run] = []
    for variant in variants {
      let run = try await context.run(of: variant)
      runs.append(RunValues.values(of: run))
      kernels.insert(run.record.kernel)
      provenance.append(run.provenance)
    }
    let results = SweepResults(
      axes: axes, settings: SweepCell.settings(axes), seeds: seeds, quantity: quantity,
      measured: runs.map { SweepStatistic.number($0[quantity]) },
      firstSeed: variants[0].experiment.seed, advises: advises, runs: runs)
    return CellResult(
      exhibits: SweepExhibits(results).all, values: results.values, provenance: provenance,
      kernels: kernels)
  }
}
