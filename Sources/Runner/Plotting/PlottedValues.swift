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
      let role = role(index, run)
      let label = range.count == self.runs.count ? label(index, run) : nil
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
    return [Band(x: x, low: low, high: high, role: .network, label: "\(runs.count) runs")]
  }

  var legend: [LegendEntry] {
    layers.indices.map { index in
      let symbol: LegendEntry.Symbol =
        switch layers[index].mark {
        case .dots: .dot
        case .rule: .rule
        case .histogram: .bar
        default: .line
        }
      return LegendEntry(title(index), role: role(index, 0), symbol: symbol)
    }
  }

  private func title(_ index: Int) -> String {
    layers[index].quantities.last?.name.replacing("_", with: " ") ?? ""
  }

  private func label(_ index: Int, _ run: Int) -> String {
    if runs.count == 1 || layers[index].mark == .rule && isEqual(index) {
      return run == 0 ? title(index) : ""
    }
    let shown = layers.filter { $0.mark != .rule }.count
    return shown > 1 ? "\(title(index)), \(runs[run].name)" : runs[run].name
  }

  /// Whether a number is the same for all runs, so that one line stands for them.
  private func isEqual(_ index: Int) -> Bool {
    Set(series[index].map { $0.y[0] }).count == 1
  }

  /// One run keeps the roles of the whole site; several need one each.
  private func role(_ index: Int, _ run: Int) -> Role {
    let name = layers[index].quantities.last?.name ?? ""
    if name.hasPrefix("mean") { return .mean }
    if name.hasPrefix("floor") { return .floor }
    if runs.count > 1 { return Self.several[(index + run) % Self.several.count] }
    if name.hasPrefix("target") { return .data }
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
    case .pair, .map:
      let ranges = zip(runs, series[index]).map { run, series in
        let sorted = series.y.filter(\.isFinite).sorted()
        let low = sorted.isEmpty ? nil : sorted[sorted.count / 20]
        let high = sorted.isEmpty ? nil : sorted[sorted.count - 1 - sorted.count / 20]
        return "\(written(low)) and \(written(high))\(runs.count > 1 ? " (\(run.name))" : "")"
      }
      return
        "Nine tenths of “\(quantity.label)” lie between \(ranges.joined(separator: ", between "))."
    case .run:
      let values = zip(runs, series[index]).map { "\(written($1.y.first)) for \($0.name)" }
      return "\(what): \(values.joined(separator: ", "))."
    }
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
