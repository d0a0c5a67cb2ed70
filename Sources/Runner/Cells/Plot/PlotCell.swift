package import Notebooks
import Site
package import SourceText

/// A figure that an author asks for: which runs, which marks, which scales.
package struct PlotCell: Cell {
  package static let kind = "plot"
  package static let summary = "a figure of any runs: marks, what they show, and their scales"

  private enum AxisScale: String, CaseIterable { case automatic, linear, log }
  private let drawn: DrawnRuns
  private let layers: [PlotLayer]
  private let style: PlotStyling

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    drawn = DrawnRuns(&options, source, scope)
    layers = Self.layers(&options)
    if drawn.named.count == 1, layers.contains(where: { $0.mark == .band || $0.mark == .dumbbell })
    {
      options.report(
        Diagnostic(
          "too-few-runs", "a band or a dumbbell compares runs: name at least two",
          at: options.range(of: "of")))
    }
    style = Self.style(&options)
    if let problem = scrubbingProblem {
      options.report(
        Diagnostic("marks-do-not-fit", problem, at: options.range(of: "panels")))
    }
  }

  /// Why these runs or marks have no frames to go through.
  private var scrubbingProblem: String? {
    guard style.panels == .scrub, let mark = layers.first?.mark, mark != .film else { return nil }
    if let whole = layers.first(where: { !$0.mark.canBeScrubbed }) {
      return "\(whole.mark.rawValue) shows all runs at once: it has no frames to go through"
    }
    let most = PlotStyling.mostFrames
    return (2...most).contains(drawn.named.count)
      ? nil
      : "scrub goes through 2 to \(most) runs, not \(drawn.named.count): name them, or vary an option"
  }

  static func style(_ options: inout Options) -> PlotStyling {
    PlotStyling(
      x: scale(options.word("x_scale", default: AxisScale.linear)),
      y: scale(options.word("y_scale", default: AxisScale.automatic)),
      panels: options.word("panels", default: PlotStyling.Panels.one))
  }

  /// Those it configures itself; train cells name the others.
  package var runs: [Scope.Named] { drawn.varied == nil ? [] : drawn.named }
  package var needs: [String] { drawn.varied == nil ? drawn.named.map(\.name) : [] }
  package var valueNames: [String] { [] }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    var trained: [Run] = []
    for named in drawn.named { trained.append(try await context.run(of: named)) }
    guard !trained.isEmpty, !layers.isEmpty else {
      throw Diagnostic("unread-cell", "it names no run or no mark")
    }
    let figure = PlottedFigure(
      runs: trained, layers: layers, style: style, varied: drawn.varied?.name)
    return CellResult(
      exhibits: try figure.exhibits(), values: [:],
      provenance: drawn.varied == nil ? [] : trained.map(\.provenance),
      kernels: Set(trained.map(\.record.kernel)))
  }

  private static func scale(_ word: AxisScale) -> PlotStyling.ScaleKind {
    switch word {
    case .automatic: .automatic
    case .linear: .linear
    case .log: .log
    }
  }

  // MARK: Reading marks

  static func layers(_ options: inout Options) -> [PlotLayer] {
    let items = options.list(
      "marks",
      allowed: "a list of marks and what each shows, as in 'line loss'")
    let range = options.range(of: "marks")
    if items.isEmpty {
      options.report(
        Diagnostic(
          "missing-option", "marks must name at least one mark, as in [line loss]", at: range))
    }
    let layers = items.compactMap { item -> PlotLayer? in
      do throws(Diagnostic) {
        return try layer(item)
      } catch {
        options.report(error)
        return nil
      }
    }
    if layers.count == items.count, let clash = clash(layers) {
      options.report(Diagnostic("marks-do-not-fit", clash, at: range))
    }
    return layers
  }

  private static func layer(_ item: OptionNode) throws(Diagnostic) -> PlotLayer {
    guard case .scalar(let text, _) = item.content,
      let word = text.split(separator: " ").first.map(String.init)
    else {
      throw Diagnostic(
        "wrong-type", "a mark is written as 'line loss', not \(item.description)", at: item.range)
    }
    guard let mark = PlotMark(rawValue: word) else {
      throw Diagnostic.unknown(
        "mark", word, known: PlotMark.allCases.map(\.rawValue), at: item.range)
    }
    var shown: [Quantity] = []
    for name in text.split(separator: " ").dropFirst().map(String.init) {
      guard let quantity = quantities.first(where: { $0.name == name }) else {
        throw Diagnostic.unknown(
          "quantity", name, known: quantities.map(\.name), at: item.range)
      }
      guard mark.domains.contains(quantity.domain) else {
        let fitting = quantities.filter { mark.domains.contains($0.domain) }.map(\.name)
        throw Diagnostic(
          "marks-do-not-fit", "\(word) cannot show \(name)", at: item.range,
          notes: [
            fitting.isEmpty
              ? "\(word) takes no quantity"
              : "\(word) shows: \(fitting.joined(separator: ", "))"
          ])
      }
      shown.append(quantity)
    }
    guard mark.operands.contains(shown.count) else {
      let wanted = mark.operands.upperBound
      throw Diagnostic(
        "wrong-count",
        "\(word) takes \(wanted == 0 ? "no quantity" : wanted == 1 ? "one quantity" : "one or two quantities"), not \(shown.count)",
        at: item.range)
    }
    return PlotLayer(mark: mark, quantities: shown)
  }

  /// Why these marks cannot share their axes.
  private static func clash(_ layers: [PlotLayer]) -> String? {
    if layers.count > 1, let alone = layers.first(where: { $0.mark.standsAlone }) {
      return "\(alone.mark.rawValue) fills a figure of its own: put it into a plot cell alone"
    }
    let domains = Set(
      layers.filter { $0.mark != .rule }.flatMap { $0.quantities.map(\.domain.rawValue) })
    return domains.count > 1
      ? "marks over \(domains.sorted().joined(separator: " and ")) share no horizontal axis" : nil
  }
}

/// Scales and arrangement of a plot cell.
struct PlotStyling: Sendable {
  enum ScaleKind: Sendable { case linear, log, automatic }
  var x: ScaleKind
  var y: ScaleKind
  var panels: Panels

  enum Panels: String, CaseIterable {
    /// Runs share one plot.
    case one
    /// They stand side by side on the same scales.
    case eachRun = "each_run"
    /// So they do, and one stands large above them, which a slider changes.
    case scrub
  }

  /// More frames than this are no longer told apart as small multiples.
  static let mostFrames = 16
}

extension Scope {
  /// Reads the names of one or more experiments under a key.
  func experiments(_ options: inout Options, _ key: String) -> [Named] {
    let names = options.texts(key, allowed: "the names of train cells")
    if names.isEmpty, !options.contains(key) {
      options.report(
        Diagnostic("missing-option", "\(key) must name a train cell", at: options.range(of: key)))
    }
    return names.compactMap { name in
      var one = Options(
        OptionNode(
          .mapping([.init(key: key, value: OptionNode(.scalar(name, quoted: true)))]),
          range: options.range(of: key)))
      let found = experiment(&one, key)
      for var message in one.finish() {
        message.range = message.range ?? options.range(of: key)
        options.report(message)
      }
      return found
    }
  }
}
