import Numerals
import Plots
import Site

/// The squared error of a constant guess, by hand, on five targets of this data: a parabola whose
/// lowest point is the mean.
struct ConstantFigure {
  let targets: [Double]
  /// Where the targets are from: "training sequence 1".
  let origin: String

  /// Nil for fewer than two different targets.
  init?(targets: [Double], origin: String) {
    guard let low = targets.min(), let high = targets.max(), high > low else { return nil }
    self.targets = targets
    self.origin = origin
  }

  var mean: Double { targets.reduce(0, +) / Double(targets.count) }

  /// A guess that a reader can tell from the mean: halfway from it to the largest target.
  var guess: Double { mean + ((targets.max() ?? mean) - mean) / 2 }

  func error(of guess: Double) -> Double {
    targets.reduce(0) { $0 + ($1 - guess) * ($1 - guess) } / Double(targets.count)
  }

  var exhibit: FigureExhibit {
    let low = targets.min() ?? 0
    let high = targets.max() ?? 1
    let room = 0.1 * (high - low)
    let guesses = (0...40).map { low - room + Double($0) * (high - low + 2 * room) / 40 }
    let finding =
      "The lowest point lies at the mean, \(Numerals.measured(mean)), and its height is the variance, \(Numerals.measured(error(of: mean)))."
    let figure = Figure(
      title: finding,
      description:
        "Curve of the mean squared error against the constant guessed, from \(Numerals.measured(guesses[0])) to \(Numerals.measured(guesses[40])). Its minimum is \(Numerals.measured(error(of: mean))) at \(Numerals.measured(mean)); at \(Numerals.measured(guess)) the error is \(Numerals.measured(error(of: guess))). Dots on the axis are the \(targets.count) targets.",
      panels: [
        Panel(
          x: Axis("the constant guessed"),
          y: Axis("mean squared error of the guess", includesZero: true),
          marks: [
            Line(x: guesses, y: guesses.map(error), role: .data),
            Dots(x: targets, y: targets.map { _ in 0 }, role: .data, label: "the targets"),
            Dots(x: [mean], y: [error(of: mean)], role: .mean, label: "the mean"),
            Dots(
              x: [guess], y: [error(of: guess)], role: .baseline,
              label: "a guess of \(Numerals.measured(guess))"),
          ], height: 250)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Computed from the \(targets.count) targets in the table, \(origin). Moving the guess away from the mean adds exactly the square of the distance, here \(Numerals.measured((guess - mean) * (guess - mean))).",
      values: table)
  }

  private var table: Table {
    let square = { (target: Double, guess: Double) in
      Numerals.measured((target - guess) * (target - guess))
    }
    return Table(
      caption: "Squared distances",
      columns: [
        .init("target"), .init("to \(Numerals.measured(guess))", isNumeric: true),
        .init("to the mean \(Numerals.measured(mean))", isNumeric: true),
      ],
      rows: targets.map { [Numerals.measured($0), square($0, guess), square($0, mean)] } + [
        ["average", Numerals.measured(error(of: guess)), Numerals.measured(error(of: mean))]
      ], highlighted: [targets.count])
  }
}
