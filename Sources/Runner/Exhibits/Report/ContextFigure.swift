import Diagnosis
import Numerals
import Plots
import Site

/// What probes find with growing stretches of past, and how much of it the model is given.
struct ContextFigure {
  let skill: ContextSkill
  /// Steps of past that the model's last scored prediction can see.
  let ownContext: Int

  var exhibit: FigureExhibit {
    let entries = skill.entries
    let x = entries.map { Double($0.context) }
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Two lines over \(entries[0].context) to \(entries[entries.count - 1].context) steps of past, on a logarithmic axis: the held-out R² of a ridge, and of a ridge with random features. An upright line marks the \(Numerals.count(ownContext)) steps that the model is given.",
      panels: [
        Panel(
          x: Axis("steps of past given to the probe", scale: .log, integersOnly: true),
          y: Axis("held-out R² over the per-step mean", domain: domain),
          marks: [
            UprightRule(
              x: Double(ownContext), role: .network, label: "the model’s \(ownContext)"),
            Line(x: x, y: entries.map(\.linear), role: .baseline, label: "ridge"),
            Line(x: x, y: entries.map(\.nonlinear), role: .data, label: "with random features"),
          ], height: 250)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Each probe is fitted on the training sequences with that many of the latest inputs, its penalty chosen on a quarter of them, and scored on held-out ones. Below 0 it does worse than the per-step mean.",
      values: Table(
        caption: "R² by context",
        columns: [
          .init("steps of past"), .init("ridge", isNumeric: true),
          .init("with random features", isNumeric: true),
        ],
        rows: entries.map {
          [
            Numerals.count($0.context), Numerals.measured($0.linear),
            Numerals.measured($0.nonlinear),
          ]
        }))
  }

  /// Not so close that what probes score by chance looks like a finding.
  private var domain: ClosedRange<Double> {
    let values = skill.entries.flatMap { [$0.linear, $0.nonlinear] }.filter(\.isFinite)
    return max(-0.5, min(-0.02, values.min() ?? 0))...max(0.1, 1.06 * (values.max() ?? 0))
  }

  var finding: String {
    func best(_ entry: ContextSkill.Entry) -> Double { max(entry.linear, entry.nonlinear) }
    let entries = skill.entries
    guard let top = entries.max(by: { best($0) < best($1) }), best(top) >= 0.01 else {
      let most = entries.map(best).max() ?? 0
      return
        "No stretch of past up to \(Numerals.count(entries.last?.context ?? 0)) steps lets a probe explain 1 % of what the clock leaves: the best R² is \(Numerals.measured(most))."
    }
    // The shortest past with nearly all that the best one finds.
    let enough = entries.first { best($0) >= 0.9 * best(top) } ?? top
    let straight = enough.linear >= 0.9 * best(enough)
    return
      "\(enough.context == 1 ? "The newest input is" : "\(Numerals.count(enough.context)) steps of past are") enough for a probe\(straight ? "" : ", with random features,") to explain \(Numerals.percent(best(enough))) of what the clock leaves."
  }
}
