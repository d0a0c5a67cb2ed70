import SourceText

/// A figure that a train cell draws of its run.
enum TrainFigure: String, CaseIterable, Sendable {
  case loss, forecast, scores

  static let key = "figures"

  /// Reads the list under `figures` and takes it out of a cell's options: what a page shows is no part
  /// of the experiment, and a cell that extends this one does not inherit it.
  static func taken(from node: inout OptionNode) -> (shown: [TrainFigure], problems: [Diagnostic]) {
    guard let entry = node.entries.first(where: { $0.key == key }) else { return (allCases, []) }
    var options = Options(OptionNode(.mapping([entry]), range: entry.value.range))
    node.content = .mapping(node.entries.filter { $0.key != key })
    let shown = read(&options)
    return (shown, options.finish())
  }

  static func read(_ options: inout Options) -> [TrainFigure] {
    let known = allCases.map(\.rawValue)
    let names = options.texts(key, allowed: "a list of \(known.joined(separator: ", ")), or []")
    if !options.contains(key) { return allCases }
    return names.compactMap { name in
      if let figure = TrainFigure(rawValue: name) { return figure }
      options.report(.unknown("figure", name, known: known, at: options.range(of: key)))
      return nil
    }
  }
}
