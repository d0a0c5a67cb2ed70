import Diagnosis
import Numerals
import Plots
import Site

/// What happened when one factor was changed and nothing else: skill before and after, by seed, with
/// what the change cost. Rows that do nothing stay: they are the evidence against the usual advice.
struct TrialsFigure {
  let trials: [Trial]
  /// The names of those that end the collapse in every seed.
  let cures: Set<String>
  /// Whether the runs are of the model itself; else of a network of ours on the same data.
  let areItsOwn: Bool

  init?(_ evidence: Evidence, areItsOwn: Bool) {
    self.init(
      evidence.trials, cures: Set(evidence.trials.map(\.name).filter { evidence.isCure($0) }),
      areItsOwn: areItsOwn)
  }

  /// Nil where nothing was tried.
  init?(_ trials: [Trial], cures: Set<String>, areItsOwn: Bool = true) {
    let measured = trials.filter { !$0.pairs.isEmpty }
    if measured.isEmpty { return nil }
    self.trials = measured
    self.cures = cures
    self.areItsOwn = areItsOwn
  }

  var exhibit: FigureExhibit {
    let finding = self.finding
    let best = middle(trials.flatMap { $0.pairs.map(\.bestKnown) })
    var references = [RowPlot.Reference(0, role: .mean)]
    var legend = [
      LegendEntry("before the change", role: .baseline, symbol: .ring),
      LegendEntry("after the change", role: .network, symbol: .dot),
      LegendEntry("constant mean", role: .mean, symbol: .tick),
    ]
    if let best {
      references.append(RowPlot.Reference(best, role: .data))
      legend.append(LegendEntry("best known", role: .data, symbol: .tick))
    }
    let figure = Figure(
      title: finding,
      description:
        "Dumbbells, one row per changed factor: held-out skill before and after the change, a ring and a dot for each seed. "
        + trials.map { "\(Self.label($0)): \(before($0)) to \(after($0))." }.joined(separator: " "),
      rows: RowPlot(
        rows: trials.map { trial in
          RowPlot.Row(
            Self.label(trial), values: trial.pairs.map { $0.after.r2 ?? .nan },
            before: trial.pairs.map { $0.before.r2 ?? .nan },
            role: cures.contains(trial.name) ? .network : .baseline, shown: after(trial),
            note: cost(trial))
        },
        axis: Axis(
          "held-out skill: 1 − error ÷ error of the constant mean", domain: domain(best)),
        references: references), legend: legend)
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "\(areItsOwn ? "" : "Runs of a network of ours on the same data: how the model was trained is not known. ")Ring: before the change. Dot: after it, one for each seed. At the right end the median. The same seeds give the same data and, where shapes allow, the same first weights. Blue: what ends it, that is, brings the skill to \(Numerals.percent(Trial.cured)) of what is known to be predictable in every seed.",
      values: table)
  }

  /// From a little below the mean, or the least that a reader should see, to 1.
  private func domain(_ best: Double?) -> ClosedRange<Double> {
    let pairs = trials.flatMap { $0.pairs }
    let skills = pairs.compactMap { $0.before.r2 } + pairs.compactMap { $0.after.r2 }
    let values = skills.filter(\.isFinite) + [0, best ?? 0]
    let low = max(values.min() ?? 0, -0.6)
    let high = max(values.max() ?? 1, 0.1)
    let room = 0.06 * (high - low)
    return low - room...high + room
  }

  private func cost(_ trial: Trial) -> String {
    let count = trial.pairs.count
    let seeds = count == 1 ? "1 seed" : "\(count) seeds"
    let cure = cures.contains(trial.name) ? "ends it in \(count) of \(count) seeds" : seeds
    return "\(cure); \(Numerals.count(trial.steps)) updates a run"
  }

  private var table: Table {
    Table(
      caption: "Held-out skill before and after",
      columns: [
        .init("changed"), .init("seed", isNumeric: true), .init("before", isNumeric: true),
        .init("after", isNumeric: true), .init("best known", isNumeric: true),
        .init("updates", isNumeric: true),
      ],
      rows: trials.flatMap { trial in
        trial.pairs.map { pair in
          [
            Self.label(trial), "\(pair.seed)", skill(pair.before.r2), skill(pair.after.r2),
            Numerals.measured(pair.bestKnown), Numerals.count(trial.steps),
          ]
        }
      })
  }

  // MARK: Sentences

  static func label(_ trial: Trial) -> String {
    "\(trial.factor): \(trial.from) → \(trial.to)"
  }

  var finding: String {
    let cures = trials.filter { self.cures.contains($0.name) }
    guard let cure = cures.min(by: { $0.steps < $1.steps }) else { return withoutCure }
    if cures.count > 1 {
      let names = cures.map(\.factor).joined(separator: ", ")
      return
        "\(cures.count) changes end it, each alone (\(names)); the cheapest is \(cure.factor), \(cure.from) → \(cure.to), at \(Numerals.count(cure.steps)) updates."
    }
    let others = trials.count - 1
    let rest =
      others == 0 ? "" : others == 1 ? "; one other does not" : "; \(others) others do not"
    return
      "Changing only \(cure.factor) from \(cure.from) to \(cure.to) raises the held-out skill from \(before(cure)) to \(after(cure)), in \(cure.pairs.count) of \(cure.pairs.count) seeds\(rest)."
  }

  private var withoutCure: String {
    func reached(_ trial: Trial) -> Double { median(trial.pairs, \.after) ?? -.infinity }
    guard let best = trials.max(by: { reached($0) < reached($1) }) else {
      return "Of 0 changes none was tried."
    }
    let step =
      "from \(before(best)) to \(after(best)) with \(best.factor) changed from \(best.from) to \(best.to)"
    return trials.count == 1
      ? "The held-out skill goes \(step)."
      : "None of \(trials.count) changes ends it; the best takes the held-out skill \(step)."
  }

  private func before(_ trial: Trial) -> String { skill(median(trial.pairs, \.before)) }
  private func after(_ trial: Trial) -> String { skill(median(trial.pairs, \.after)) }

  private func skill(_ value: Double?) -> String {
    value.map { Numerals.fixed($0, decimals: 2) } ?? "none"
  }

  private func median(_ pairs: [Trial.Pair], _ score: (Trial.Pair) -> Score) -> Double? {
    middle(pairs.compactMap { score($0).r2 })
  }
}

/// The middle value; of an even number the mean of the middle two.
func middle(_ values: [Double]) -> Double? {
  let sorted = values.filter(\.isFinite).sorted()
  guard !sorted.isEmpty else { return nil }
  let half = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
