import Numerals
import Plots
import Site

/// A sweep as a reader sees it: what is best, a line with a band or a heat map, and every number.
struct SweepExhibits {
  private let results: SweepResults
  init(_ results: SweepResults) { self.results = results }

  var all: [Exhibit] { [.sentences(sentences), .figure(figure)] }

  // MARK: Sentences

  private var sentences: [String] {
    if !results.isScore { return failures }
    guard let best = results.best, let worst = results.worst else {
      return [
        "Of \(Numerals.count(results.settings.count)) settings none has a \(results.title): at least one run of each ended without a number."
      ]
    }
    var sentences = [finding + " " + spread(best, worst)]
    let asGood = results.asGood
    if !asGood.isEmpty {
      let names = asGood.prefix(3).map(results.name).joined(separator: "; ")
      let more = asGood.count > 3 ? " and \(Numerals.count(asGood.count - 3)) more" : ""
      sentences.append(
        "\(Numerals.count(asGood.count)) other \(asGood.count == 1 ? "setting has a mean" : "settings have means") inside the range of the best one’s \(Numerals.count(results.seeds)) seeds, so these seeds do not tell them apart: \(names)\(more)."
      )
    }
    if results.settings.count > 2, let edge = results.edge(of: best) {
      sentences.append(
        "\(edge) is at the end of its range: a better value may lie beyond it.")
    }
    if results.quantity.hasPrefix("test.") || results.quantity.hasPrefix("free.") {
      sentences.append(
        "The best of \(Numerals.count(results.settings.count)) settings is chosen on the held-out sequences it is scored on, which flatters it a little."
      )
    }
    return sentences + failures
  }

  private var failures: [String] {
    let failed = results.summaries.reduce(0) { $0 + $1.failed }
    return failed == 0
      ? []
      : [
        "\(Numerals.count(failed)) of \(Numerals.count(results.measured.count)) runs ended without a number; their settings have no mean."
      ]
  }

  private var finding: String {
    if !results.isScore { return ends }
    guard let best = results.best else {
      return "0 of \(Numerals.count(results.settings.count)) settings have a \(results.title)."
    }
    let side = results.isHigherBetter ? "largest" : "smallest"
    return
      "The \(results.title) is \(side) at \(results.name(of: best)): \(number(best))\(ofSeeds)."
  }

  /// How the quantity moves: from the first setting to the last, and how far it goes between them.
  private var ends: String {
    let means = results.summaries.map(\.mean)
    let last = means.count - 1
    var parts = ["\(number(0)) at \(results.name(of: 0))"]
    for (word, place) in [("smallest", results.lowest), ("largest", results.highest)] {
      if let place, place != 0, place != last {
        parts.append("\(word), \(number(place)), at \(results.name(of: place))")
      }
    }
    return
      "The \(results.title) is \(parts.joined(separator: ", ")) and \(number(last)) at \(results.name(of: last))\(ofSeeds)."
  }

  private func spread(_ best: Int, _ worst: Int) -> String {
    let side = results.isHigherBetter ? "smallest" : "largest"
    return "It is \(side) at \(results.name(of: worst)), \(number(worst))."
  }

  private func number(_ setting: Int) -> String {
    Numerals.measured(results.summaries[setting].mean)
  }

  private var ofSeeds: String {
    results.seeds > 1 ? ", means over \(Numerals.count(results.seeds)) seeds" : ""
  }

  // MARK: The figure

  private var figure: FigureExhibit {
    let drawn: Figure
    if results.axes.allSatisfy({ $0.numbers != nil }) {
      drawn =
        results.axes.count == 2 ? map : results.settings.count > 2 ? line : rows
    } else {
      drawn = rows
    }
    return FigureExhibit(figure: drawn, finding: finding, caption: caption, values: table)
  }

  private var seedsShown: String {
    let first = Int(results.firstSeed)
    return results.seeds == 1 ? "Seed \(first)." : "Seeds \(first) to \(first + results.seeds - 1)."
  }

  private var caption: String {
    var caption: String
    if results.settings.count == 2 || results.axes.contains(where: { $0.numbers == nil }) {
      caption = "One row per setting, one dot per seed."
    } else if results.axes.count == 2 {
      caption =
        results.seeds == 1
        ? "Each field is one run"
        : "Each field is the mean over \(Numerals.count(results.seeds)) seeds"
      caption += results.isScore ? "; the cross marks the best." : "."
    } else if results.seeds > 1 {
      caption =
        "Line: the mean over \(Numerals.count(results.seeds)) seeds. Band: from the smallest to the largest of them."
    } else {
      caption = "One run per value."
    }
    if let mean = results.ofTheMean {
      caption += " At \(Numerals.measured(mean)) the network is as good as the constant mean."
    }
    return caption + " " + seedsShown
  }

  private var line: Figure {
    let axis = results.axes[0]
    let order = (axis.numbers ?? []).enumerated().sorted { $0.element < $1.element }
    let x = order.map(\.element)
    let summaries = order.map { results.summaries[$0.offset] }
    var marks: [any Mark] = [
      Line(
        x: x, y: summaries.map(\.mean), role: .network, label: results.seeds > 1 ? "mean" : nil)
    ]
    if results.seeds > 1 {
      marks.insert(
        Band(x: x, low: summaries.map(\.low), high: summaries.map(\.high), role: .network), at: 0)
    }
    if let mean = results.ofTheMean {
      marks.append(Rule(y: mean, role: .mean, label: "predict the mean"))
    }
    if results.isScore, let best = results.best, let number = axis.numbers?[best] {
      marks.append(
        Dots(
          x: [number], y: [results.summaries[best].mean], role: .alternative,
          label: "best: \(axis.labels[best])"))
    }
    let panel = Panel(
      x: Axis(axis.path, scale: axis.isLogarithmic ? .log : .linear),
      y: Axis(results.title, scale: results.scale), marks: marks)
    return Figure(
      title: finding,
      description:
        "Line chart. Horizontally \(axis.path), from \(axis.labels[order.first?.offset ?? 0]) to \(axis.labels[order.last?.offset ?? 0]); vertically the \(results.title).",
      panels: [panel])
  }

  private var map: Figure {
    let (first, second) = (results.axes[0], results.axes[1])
    let x = SweepEdges(first), y = SweepEdges(second)
    let means = results.summaries.map(\.mean)
    let values = y.order.flatMap { row in
      x.order.map { column in means[column * second.values.count + row] }
    }
    var marks: [any Mark] = [HeatMap(xEdges: x.edges, yEdges: y.edges, values: values)]
    if results.isScore, let best = results.best, let across = first.numbers, let up = second.numbers
    {
      let place = results.settings[best]
      marks.append(
        Cross(x: across[place[0]], y: up[place[1]], role: .alternative, label: "best"))
    }
    let panel = Panel(
      x: Axis(first.path, scale: first.isLogarithmic ? .log : .linear),
      y: Axis(second.path, scale: second.isLogarithmic ? .log : .linear),
      colour: Axis(results.title, scale: results.scale), marks: marks)
    return Figure(
      title: finding,
      description:
        "Heat map. Horizontally \(first.path), \(Numerals.count(first.values.count)) values; vertically \(second.path), \(Numerals.count(second.values.count)) values; the colour is the \(results.title).",
      panels: [panel])
  }

  private var rows: Figure {
    let summaries = results.summaries
    return Figure(
      title: finding,
      description:
        "Row plot. One row per setting, one dot per seed; horizontally the \(results.title).",
      rows: RowPlot(
        rows: summaries.indices.map { index in
          RowPlot.Row(
            results.name(of: index), values: summaries[index].values,
            role: !results.isScore || index == results.best ? .network : .baseline)
        },
        axis: Axis(results.title, scale: results.scale),
        references: results.ofTheMean.map { [.init($0, role: .mean)] } ?? []))
  }

  // MARK: The table

  private var table: Table {
    let summaries = results.summaries
    var columns = results.axes.enumerated().map { index, axis in
      Table.Column(axis.path, isNumeric: index > 0 && axis.numbers != nil)
    }
    columns.append(
      .init(results.seeds > 1 ? "mean of \(results.title)" : results.title, isNumeric: true))
    if results.seeds > 1 {
      columns += [.init("smallest", isNumeric: true), .init("largest", isNumeric: true)]
    }
    let rows = results.settings.indices.map { index in
      var row = zip(results.axes, results.settings[index]).map { $0.labels[$1] }
      row.append(Numerals.measured(summaries[index].mean))
      if results.seeds > 1 {
        row += [Numerals.measured(summaries[index].low), Numerals.measured(summaries[index].high)]
      }
      return row
    }
    return Table(
      caption: "\(capitalised(results.title)) of every setting", columns: columns, rows: rows,
      highlighted: results.isScore ? results.best.map { [$0] } ?? [] : [])
  }
}
