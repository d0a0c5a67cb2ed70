import Numerals
import Plots
import Site

/// How far targets and predictions differ from sequence to sequence, step by step. A flat zero means
/// that the input is not used.
struct SpreadFigure {
  /// From 1.
  let steps: [Int]
  /// Standard deviations across sequences, one per step.
  let targets, predictions: [Double]
  let sequences: Int
  let seed: String

  /// Nil for one step, for one sequence, or where the targets do not differ.
  init?(_ held: HeldOut, seed: String) {
    self.init(
      steps: held.data.scored.map { $0 + 1 }, targets: held.spreadOfTargets,
      predictions: held.spreadOfPredictions, sequences: held.data.sequences, seed: seed)
  }

  init?(steps: [Int], targets: [Double], predictions: [Double], sequences: Int, seed: String) {
    guard steps.count > 1, sequences > 1, targets.contains(where: { $0 > 0 }),
      predictions.allSatisfy(\.isFinite)
    else { return nil }
    self.steps = steps
    self.targets = targets
    self.predictions = predictions
    self.sequences = sequences
    self.seed = seed
  }

  var exhibit: FigureExhibit {
    let x = steps.map(Double.init)
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Two lines over steps \(steps[0]) to \(steps[steps.count - 1]): the standard deviation across \(Numerals.count(sequences)) held-out sequences of the targets and of the predictions.",
      panels: [
        Panel(
          x: Axis("step", integersOnly: true),
          y: Axis("standard deviation across sequences", includesZero: true),
          marks: [
            Line(x: x, y: targets, role: .data, label: "targets"),
            Line(x: x, y: predictions, role: .network, label: "predictions"),
          ], height: 250)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "A model that ignores its input gives every sequence the same prediction at a step and lies at 0. \(Numerals.count(sequences)) held-out sequences. \(seed)",
      values: table)
  }

  var finding: String {
    let ratio = pooled(predictions) / pooled(targets)
    let shown = Numerals.measured(ratio)
    let widest = predictions.indices.max { predictions[$0] < predictions[$1] } ?? 0
    if ratio < 0.02 {
      return
        "At each step all sequences get nearly the same prediction: it varies \(shown) times as much across them as the target."
    }
    return
      "Across sequences the predictions vary \(shown) times as much as the targets, most at step \(steps[widest]), by \(Numerals.measured(predictions[widest]))."
  }

  private func pooled(_ deviations: [Double]) -> Double {
    (deviations.reduce(0) { $0 + $1 * $1 } / Double(deviations.count)).squareRoot()
  }

  private var table: Table {
    Table(
      caption: "Spread by step",
      columns: [
        .init("step"), .init("targets", isNumeric: true), .init("predictions", isNumeric: true),
      ],
      rows: evenly(20, of: steps.count).map {
        ["\(steps[$0])", Numerals.measured(targets[$0]), Numerals.measured(predictions[$0])]
      })
  }
}
