package import Learning
package import Notebooks
package import SourceText

/// What the cells of one notebook can name: its experiments.
package struct Scope: Sendable {
  /// An experiment by the name of the cell that configures it.
  package struct Named: Sendable {
    package var name: String
    package var experiment: Experiment
    /// The cell it extends, and both cells' options after merging, where it extends one.
    package var extends: (name: String, options: OptionNode)?
    package var options: OptionNode
  }

  package private(set) var experiments: [String: Named] = [:]
  /// Train cells whose options could not be read: naming one is no further mistake.
  private var failed: Set<String> = []
  /// The kinds of all cells by their names, for who names a cell of another kind.
  private let kinds: [String: String]
  package private(set) var diagnostics: [Diagnostic] = []
  /// The figures that train cells ask for.
  private(set) var figures: [String: [TrainFigure]] = [:]
  /// For cells that name files of their own.
  let data: DataReader
  /// The diagnose cell of each train cell that has one with all its sections: it shows the figures.
  package let diagnoses: [String: String]

  /// Reads all `train` cells, following `extends` wherever the cell stands in the notebook.
  package init(_ cells: [CellSource], _ data: DataReader) {
    self.data = data
    kinds = Dictionary(cells.map { ($0.name, $0.kind) }, uniquingKeysWith: { a, _ in a })
    diagnoses = Dictionary(
      cells.compactMap { cell in
        guard cell.kind == DiagnoseCell.kind, !cell.isBroken, cell.options["sections"] == nil,
          case .scalar(let name, _) = cell.options["of"]?.content
        else { return nil }
        return (name, cell.name)
      }, uniquingKeysWith: { first, _ in first })
    let sources = Dictionary(
      cells.filter { $0.kind == TrainCell.kind }.map { ($0.name, $0) },
      uniquingKeysWith: { a, _ in a })
    for cell in cells where cell.kind == TrainCell.kind {
      _ = resolve(cell, sources, path: [])
    }
  }

  /// Reads the name of an experiment under a key.
  package func experiment(
    _ options: inout Options, _ key: String, allowed: String = "the name of a train cell"
  ) -> Named? {
    guard let name = options.text(key, required: true, allowed: allowed) else { return nil }
    if let named = experiments[name] { return named }
    if !failed.contains(name) {
      let known = (Array(experiments.keys) + failed).sorted()
      options.report(notATrainCell(name, known: known, at: options.range(of: key)))
    }
    return nil
  }

  /// An experiment with other options laid over its own, as if another cell extended it.
  ///
  /// - Parameter place: of the cell that asks for it, for what is wrong with the whole.
  func variant(of base: Named, laying options: OptionNode, name: String, at place: SourceRange)
    -> (named: Named, problems: [Diagnostic])
  {
    let merged = options.laid(over: base.options)
    let (experiment, problems) = read(merged, at: place, from: base)
    return (
      Named(
        name: name, experiment: experiment, extends: (base.name, base.options), options: merged),
      problems
    )
  }

  /// Reads merged options. A mistake leaves defaults in its place.
  private func read(_ options: OptionNode, at place: SourceRange, from base: Named?)
    -> (experiment: Experiment, problems: [Diagnostic])
  {
    var reader = Options(options)
    var experiment = Experiment(&reader)
    var problems = reader.finish()
    problems += data.load(&experiment.data)
    problems += data.load(&experiment.model)
    experiment.settle()
    problems += experiment.contradictions(at: place)
    if !problems.contains(where: { $0.severity == .error }) {
      problems += experiment.startProblems()
    }
    if let base { experiment.program = base.experiment.program ?? base.experiment.data }
    return (experiment, problems)
  }

  private func notATrainCell(_ name: String, known: [String], at range: SourceRange?)
    -> Diagnostic
  {
    guard let kind = kinds[name] else {
      return .unknown("train cell", name, known: known, at: range)
    }
    return Diagnostic(
      "wrong-kind", "\(quoted(name)) is a \(kind) cell, not a train cell", at: range,
      notes: known.isEmpty ? [] : ["train cells: \(known.joined(separator: ", "))"])
  }

  private mutating func resolve(
    _ cell: CellSource, _ sources: [String: CellSource], path: [String]
  ) -> Named? {
    if let known = experiments[cell.name] { return known }
    if failed.contains(cell.name) { return nil }
    if cell.isBroken { return fail(cell) }
    var options = cell.options
    var base: Named?
    let (shown, problems) = TrainFigure.taken(from: &options)
    figures[cell.name] = shown
    diagnostics += problems
    if let entry = options.entries.first(where: { $0.key == "extends" }) {
      let (found, message) = self.base(entry, cell, sources, path: path + [cell.name])
      if let message { diagnostics.append(message) }
      guard let found else { return fail(cell) }
      base = found
      options.content = .mapping(options.entries.filter { $0.key != "extends" })
      options = options.laid(over: found.options)
    }
    let (experiment, messages) = read(options, at: cell.nameRange, from: base)
    diagnostics += messages
    if messages.contains(where: { $0.severity == .error }) { return fail(cell) }
    let named = Named(
      name: cell.name, experiment: experiment, extends: base.map { ($0.name, $0.options) },
      options: options)
    experiments[cell.name] = named
    return named
  }

  private mutating func fail(_ cell: CellSource) -> Named? {
    failed.insert(cell.name)
    return nil
  }

  /// The cell that `extends` names, or why there is none.
  private mutating func base(
    _ entry: OptionNode.Entry, _ cell: CellSource, _ sources: [String: CellSource],
    path: [String]
  ) -> (Named?, Diagnostic?) {
    guard case .scalar(let name, _) = entry.value.content else {
      return (
        nil,
        Diagnostic(
          "wrong-type", "extends must be the name of a train cell, not \(entry.value.description)",
          at: entry.value.range)
      )
    }
    if name == cell.name {
      return (
        nil, Diagnostic("circular-extends", "a cell cannot extend itself", at: entry.value.range)
      )
    }
    if path.contains(name) {
      let circle = (path.drop { $0 != name } + [name]).joined(separator: " → ")
      return (
        nil,
        Diagnostic("circular-extends", "cells extend each other: \(circle)", at: entry.value.range)
      )
    }
    guard let source = sources[name] else {
      let known = sources.keys.filter { $0 != cell.name }.sorted()
      return (nil, notATrainCell(name, known: known, at: entry.value.range))
    }
    return (resolve(source, sources, path: path), nil)
  }
}
