import Numerals
import Plots
import Site
import SourceText

/// What the marks of a plot cell draw, with the sentence and the table that follow from it.
struct PlottedValues {
  let runs: [Run]
  let layers: [PlotLayer]
  /// Of each layer's last quantity, by run.
  let series: [[Quantity.Series]]
  /// Of the first of two quantities; empty where there is one.
  let across: [[Quantity.Series]]

  init(runs: [Run], layers: [PlotLayer]) throws {
    func read(_ quantity: Quantity?) throws -> [Quantity.Series] {
      guard let quantity else { return [] }
      return try runs.map { run in
        guard let series = quantity.series(run), !series.y.isEmpty else {
          throw Diagnostic(
            "nothing-to-plot", "run '\(run.name)' has no \(quantity.name.replacing("_", with: " "))"
          )
        }
        return series
      }
    }
    self.runs = runs
    self.layers = layers
    series = try layers.map { try read($0.quantities.last) }
    across = try layers.map { try read($0.quantities.count > 1 ? $0.quantities[0] : nil) }
  }

  var names: String { runs.map(\.name).joined(separator: ", ") }

  // MARK: Marks

  func marks(layer index: Int, runs range: Range<Int>) -> [any Mark] {
    let layer = layers[index]
    if layer.mark == .band { return band(index) }
    return range.map { run in
      let series = self.series[index][run]
      let role = role(index, range.count < self.runs.count ? nil : run)
      let label = self.runs.count == 1 ? label(index) : nil
      switch layer.mark {
      case .dots:
        let x =
          !across[index].isEmpty
          ? across[index][run].y
          : series.x.isEmpty ? series.y.indices.map { Double($0 + 1) } : series.x
        let kept = evenly(300, of: min(x.count, series.y.count))
        return Dots(x: kept.map { x[$0] }, y: kept.map { series.y[$0] }, role: role, label: label)
      case .rule: return Rule(y: series.y[0], role: role, label: label)
      case .histogram: return Bars(Histogram(series.y), role: role, label: label)
      case .density: return Density(series.y, role: role, label: label)
      default: return Line(x: series.x, y: series.y, role: role, label: label)
      }
    }
  }

  /// From the least to the greatest of all runs, where they have values at the same places.
  private func band(_ index: Int) -> [any Mark] {
    let all = series[index]
    let x = all[0].x
    let values = x.indices.map { place in
      all.compactMap { $0.x.indices.contains(place) && $0.x[place] == x[place] ? $0.y[place] : nil }
    }
    let low = values.map { $0.min() ?? .nan }
    let high = values.map { $0.max() ?? .nan }
    return [Band(x: x, low: low, high: high, role: .network)]
  }

  var legend: [LegendEntry] {
    layers.indices.map { index in
      LegendEntry(title(index), role: role(index, nil), symbol: symbol(of: layers[index].mark))
    }
  }

  private func symbol(of mark: PlotMark) -> LegendEntry.Symbol {
    switch mark {
    case .dots: .dot
    case .rule: .rule
    case .histogram, .band: .bar
    default: .line
    }
  }

  private func title(_ index: Int) -> String {
    layers[index].quantities.last?.name.replacing("_", with: " ") ?? ""
  }

  /// Beside its mark, where one run is drawn; two quantities are named by the axes.
  private func label(_ index: Int) -> String? {
    layers[index].quantities.count > 1 ? nil : title(index)
  }

  /// A line for each run, and the numbers that are drawn across.
  var legendOfRuns: [LegendEntry] {
    let drawn = layers.firstIndex { $0.mark != .rule && $0.mark != .band } ?? 0
    var entries = runs.indices.map { run in
      LegendEntry(
        runs[run].name, role: role(drawn, run), symbol: symbol(of: layers[drawn].mark))
    }
    if layers.allSatisfy({ $0.mark == .band || $0.mark == .rule }) {
      entries = [LegendEntry("\(runs.count) runs", role: .network, symbol: .bar)]
    }
    for index in layers.indices where layers[index].mark == .rule {
      entries.append(LegendEntry(title(index), role: role(index, 0), symbol: .rule))
    }
    return entries
  }

  /// One run in a plot keeps the roles of the whole site; several need one each.
  ///
  /// - Parameter run: nil where each run has a panel of its own.
  private func role(_ index: Int, _ run: Int?) -> Role {
    let name = layers[index].quantities.last?.name ?? ""
    if name.hasPrefix("mean") { return .mean }
    if name.hasPrefix("floor") { return .floor }
    if let run, runs.count > 1 { return Self.several[run % Self.several.count] }
    if name.hasPrefix("target") || name == "example_target" { return .data }
    if name == "held_out_error" { return .heldOut }
    return name == "reach_before" ? .baseline : .network
  }

  private static let several: [Role] = [.network, .alternative, .data, .baseline, .heldOut]

  // MARK: Words

  var caption: String {
    let held = "\(Numerals.count(runs[0].split.test.sequences)) held-out sequences"
    let seeds = runs.map { "\($0.experiment.seed)" }
    let all =
      Set(seeds).count == 1 ? "Seed \(seeds[0])." : "Seeds \(seeds.joined(separator: ", "))."
    return "\(runs.count == 1 ? "Run" : "Runs"): \(names). \(capitalised(held)). \(all)"
  }

  var finding: String {
    let index = layers.firstIndex { $0.mark != .rule } ?? 0
    guard let quantity = layers[index].quantities.last else { return "\(runs.count) runs." }
    let what = capitalised(quantity.label)
    switch quantity.domain {
    case .epoch, .step, .lag:
      let ends = zip(runs, series[index]).map { run, series in
        "\(written(series.y.first)) to \(written(series.y.last))\(runs.count > 1 ? " (\(run.name))" : "")"
      }
      return "\(what) goes from \(ends.joined(separator: ", from "))."
    case .pair where !across[index].isEmpty:
      let all = zip(runs, zip(across[index], series[index])).map { run, pair in
        let r = Self.correlation(pair.0.y, pair.1.y).map { Numerals.fixed($0, decimals: 2) }
        return "\(r ?? "none of 0 variance")\(runs.count > 1 ? " (\(run.name))" : "")"
      }
      return
        "The correlation of \(layers[index].quantities[0].label) and \(quantity.label) is \(all.joined(separator: ", "))."
    case .pair, .map:
      let shown = layers.indices.filter { layers[$0].mark != .rule }
      return shown.map { middle(of: $0) }.joined(separator: " ")
    case .run:
      let values = zip(runs, series[index]).map { "\(written($1.y.first)) for \($0.name)" }
      return "\(what): \(values.joined(separator: ", "))."
    }
  }

  /// Where nine tenths of a layer's values lie.
  private func middle(of index: Int) -> String {
    let ranges = zip(runs, series[index]).map { run, series in
      let sorted = series.y.filter(\.isFinite).sorted()
      let low = sorted.isEmpty ? nil : sorted[sorted.count / 20]
      let high = sorted.isEmpty ? nil : sorted[sorted.count - 1 - sorted.count / 20]
      return "\(written(low)) and \(written(high))\(runs.count > 1 ? " (\(run.name))" : "")"
    }
    return
      "Nine tenths of “\(layers[index].quantities.last?.label ?? "")” lie between \(ranges.joined(separator: ", between "))."
  }

  /// Nil where either does not vary.
  private static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    let count = Double(max(1, min(a.count, b.count)))
    let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    var (squareA, squareB, product) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      squareA += (x - meanA) * (x - meanA)
      squareB += (y - meanB) * (y - meanB)
      product += (x - meanA) * (y - meanB)
    }
    return squareA > 0 && squareB > 0 ? product / (squareA * squareB).squareRoot() : nil
  }

  private func written(_ value: Double?) -> String {
    value.map { Numerals.measured($0) } ?? "nothing"
  }

  var table: Table {
    let columns = layers.indices.flatMap { index in
      runs.indices.map { run in
        Table.Column(
          runs.count > 1 ? "\(title(index)), \(runs[run].name)" : title(index), isNumeric: true)
      }
    }
    let all = series.flatMap { $0 }
    let longest = all.max { $0.y.count < $1.y.count }
    let rows = evenly(14, of: longest?.y.count ?? 0)
    return Table(
      caption: "Values drawn", columns: [.init(first)] + columns,
      rows: rows.map { row in
        let place =
          longest.map {
            $0.columns == 0 && $0.x.indices.contains(row) ? $0.x[row] : Double(row + 1)
          }
        return [written(place)]
          + all.map { series in
            series.y.count == 1
              ? written(series.y[0])
              : series.y.indices.contains(row) ? written(series.y[row]) : ""
          }
      })
  }

  private var first: String {
    let domain = layers.first { $0.mark != .rule }?.quantities.last?.domain ?? .run
    return domain == .map ? "cell" : domain.rawValue
  }
}
