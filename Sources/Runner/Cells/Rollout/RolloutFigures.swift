import Numerals
import Plots
import Site

/// What networks draw on their own outputs: paths of some sequences, and how far they differ.
struct RolloutFigures {
  /// One for each network; the first one's paths are drawn.
  let rollouts: [Rollout]
  /// Of the training targets.
  let mean: Double
  let seeds: [UInt32]

  private var first: Rollout { rollouts[0] }
  private var farthest: Int { rollouts.map(\.steps.count).min() ?? 0 }

  private func middle(_ value: (Rollout.Step) -> Double, _ index: Int) -> Double {
    let sorted = rollouts.map { value($0.steps[index]) }.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private var seedsShown: String {
    seeds.count == 1
      ? "Seed \(seeds[0])." : "Seeds \(seeds.map { "\($0)" }.joined(separator: ", "))."
  }

  // MARK: Paths

  /// A quarter, a half and three quarters through the held-out sequences.
  var paths: FigureExhibit {
    let data = first.data
    let chosen = (1...3).map { data.sequences * $0 / 4 }
    let shown = max(0, first.context - 8)..<data.scored.upperBound
    let ahead = Array(first.context - 1..<data.scored.upperBound)
    let finding = pathsFinding
    let panels = chosen.map { n in
      func line(_ values: [Float], _ role: Role) -> Line {
        Line(
          x: ahead.map { Double($0 + 2) },
          y: ahead.map { Double(values[n * data.steps + $0]) }, role: role)
      }
      return Panel(
        title: "sequence \(n + 1)", x: Axis("step", integersOnly: true), y: Axis("value"),
        marks: [Rule(y: mean, role: .mean)]
          + first.sampled.map { line($0, .alternative) }
          + [
            Line(
              x: shown.map { Double($0 + 2) }, y: shown.map { Double(data.target(n, $0)) },
              role: .data), line(first.own, .network),
          ])
    }
    return FigureExhibit(
      figure: Figure(
        title: finding,
        description:
          "Three line charts over the steps: the true series, the network on its own outputs, and three sampled runs. \(finding)",
        panels: panels,
        legend: [
          LegendEntry("truth", role: .data, symbol: .line),
          LegendEntry("fed its own outputs", role: .network, symbol: .line),
          LegendEntry("sampled", role: .alternative, symbol: .line),
          LegendEntry("constant mean", role: .mean, symbol: .rule),
        ]),
      finding: finding,
      caption:
        "Three held-out sequences, evenly spaced in their order. After \(Numerals.count(first.context)) true values the network is fed its forecasts; a sampled run adds to each a normal draw with the variance that one forecast misses on the training sequences. Seed \(seeds[0]).",
      values: Table(
        caption: "Sequence \(chosen[1] + 1)",
        columns: ["step", "truth", "own outputs", "sampled"].enumerated().map {
          .init($1, isNumeric: $0 > 0)
        },
        rows: evenly(10, of: ahead.count).map { index in
          let place = chosen[1] * data.steps + ahead[index]
          let values = [data.targets[place], first.own[place], first.sampled[0][place]]
          return ["\(ahead[index] + 2)"] + values.map { Numerals.measured(Double($0)) }
        }))
  }

  private var pathsFinding: String {
    let last = farthest - 1
    return
      "At \(Numerals.count(farthest)) steps ahead the run on its own outputs explains \(Numerals.measured(middle(\.ownR2, last))) of the variance, one sampled run \(Numerals.measured(middle(\.sampledR2, last)))."
  }

  // MARK: Spreads

  var spreads: FigureExhibit {
    let finding = spreadsFinding
    let x = (0..<farthest).map { Double($0 + 1) }
    func marks(_ value: (Rollout.Step) -> Double, _ role: Role, _ label: String) -> [any Mark] {
      let all = (0..<farthest).map { index in rollouts.map { value($0.steps[index]) } }
      let band = Band(
        x: x, low: all.map { $0.min() ?? 0 }, high: all.map { $0.max() ?? 0 }, role: role)
      let line = Line(
        x: x, y: (0..<farthest).map { middle(value, $0) }, role: role, label: label)
      return rollouts.count > 1 ? [band, line] : [line]
    }
    return FigureExhibit(
      figure: Figure(
        title: finding,
        description:
          "Two lines over 1 to \(farthest) steps ahead: the standard deviation of the network’s own run across sequences, over that of the targets, and that of a sampled run.",
        panels: [
          Panel(
            x: Axis("steps ahead", integersOnly: true),
            y: Axis("spread ÷ spread of the targets", includesZero: true),
            marks: [Rule(y: 0, role: .mean, label: "the mean")]
              + marks(\.sampledSpread, .alternative, "sampled")
              + marks(\.ownSpread, .network, "own outputs"), height: 260)
        ]),
      finding: finding,
      caption:
        "Standard deviation across \(Numerals.count(first.data.sequences)) held-out sequences, over the targets’.\(rollouts.count > 1 ? " Line: the median of \(rollouts.count) seeds. Band: from the smallest to the largest." : "") \(seedsShown)",
      values: table)
  }

  private var spreadsFinding: String {
    let last = farthest - 1
    return
      "The run on its own outputs varies \(Numerals.measured(middle(\.ownSpread, 0))) times as much as the targets one step ahead and \(Numerals.measured(middle(\.ownSpread, last))) times at \(Numerals.count(farthest)); the sampled run \(Numerals.measured(middle(\.sampledSpread, last))) times."
  }

  private var table: Table {
    Table(
      caption: "By steps ahead",
      columns: [
        .init("steps ahead"), .init("own outputs R²", isNumeric: true),
        .init("spread", isNumeric: true), .init("sampled R²", isNumeric: true),
        .init("sampled spread", isNumeric: true),
      ],
      rows: evenly(10, of: farthest).map { index in
        ["\(index + 1)"]
          + [\Rollout.Step.ownR2, \.ownSpread, \.sampledR2, \.sampledSpread].map { path in
            Numerals.measured(middle({ $0[keyPath: path] }, index))
          }
      })
  }
}
