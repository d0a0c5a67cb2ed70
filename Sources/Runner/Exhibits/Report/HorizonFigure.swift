import Diagnosis
import Numerals
import Plots
import Site

/// What is left of the skill some steps ahead: the model on its own outputs, and a regression fitted
/// to each distance.
struct HorizonFigure {
  let horizon: Horizon
  let seed: String

  init?(_ horizon: Horizon?, seed: String) {
    guard let horizon, !horizon.steps.isEmpty else { return nil }
    self.horizon = horizon
    self.seed = seed
  }

  var exhibit: FigureExhibit {
    let x = horizon.steps.map { Double($0.ahead) }
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Lines over \(horizon.steps[0].ahead) to \(horizon.steps[horizon.steps.count - 1].ahead) steps ahead: the held-out R² of the model’s own run, that of a regression fitted to each distance, and the variance of the model’s run over that of the targets.",
      panels: [
        Panel(
          x: Axis("steps ahead", integersOnly: true),
          y: Axis("R², and variance over the targets’", domain: domain, includesZero: true),
          marks: [
            Rule(y: 0, role: .mean, label: "the mean"),
            Line(x: x, y: horizon.steps.map(\.direct), role: .baseline, label: "fitted directly"),
            Line(x: x, y: horizon.steps.map(\.free), role: .network, label: "the model’s own run"),
            Line(
              x: x, y: horizon.steps.map(\.freeVariance), role: .alternative,
              label: "its variance"),
          ], height: 270)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "After \(Numerals.count(horizon.context)) steps of truth the model is fed its own outputs. R² is over the mean of each step. A direct forecast that decays as fast says that the decay is the process’s. \(seed)",
      values: Table(
        caption: "Skill by distance",
        columns: [
          .init("steps ahead"), .init("own run R²", isNumeric: true),
          .init("direct R²", isNumeric: true), .init("variance ratio", isNumeric: true),
        ],
        rows: evenly(16, of: horizon.steps.count).map { index in
          let step = horizon.steps[index]
          return [
            "\(step.ahead)", Numerals.measured(step.free), Numerals.measured(step.direct),
            Numerals.measured(step.freeVariance),
          ]
        }))
  }

  /// A run that blew up would flatten all else.
  private var domain: ClosedRange<Double> {
    let values = horizon.steps.flatMap { [$0.free, $0.direct, $0.freeVariance] }
      .filter(\.isFinite)
    return max(-0.5, min(-0.05, values.min() ?? 0))...min(2, max(1, (values.max() ?? 1) * 1.05))
  }

  var finding: String {
    guard let last = horizon.steps.last else { return "There are 0 steps ahead to forecast." }
    let scores =
      "At \(last.ahead) steps the model’s own run explains \(Numerals.fixed(last.free, decimals: 2)), a regression fitted to that distance \(Numerals.fixed(last.direct, decimals: 2))"
    let gap = last.direct - last.free
    if gap > 0.05 {
      return scores + ": feeding outputs back costs \(Numerals.fixed(gap, decimals: 2))."
    }
    return gap < -0.05
      ? scores + ": the model’s run is the better one."
      : scores + ": the decay is not the feeding back’s."
  }
}
