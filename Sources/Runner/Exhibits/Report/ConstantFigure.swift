import Numerals
import Plots
import Site

/// The error of a constant guess, by hand, on five targets of this data: squared, a parabola whose
/// lowest point is the mean; absolute, a chain of straight lines whose lowest point is the median.
struct ConstantFigure {
  enum Penalty: Sendable { case squared, absolute }

  let targets: [Double]
  /// Where the targets are from: "training sequence 1".
  let origin: String
  var penalty = Penalty.squared

  /// Nil for fewer than two different targets.
  init?(targets: [Double], origin: String) {
    guard let low = targets.min(), let high = targets.max(), high > low else { return nil }
    self.targets = targets
    self.origin = origin
  }

  // MARK: Numbers

  var mean: Double { targets.reduce(0, +) / Double(targets.count) }
  private var low: Double { targets.min() ?? mean }
  private var high: Double { targets.max() ?? mean }

  /// The constant with the least error: the mean, or the median.
  var best: Double { penalty == .squared ? mean : middle(targets) ?? mean }

  /// A guess that a reader can tell from the best: the mean where that is another number, else
  /// halfway from the best to the largest target.
  var guess: Double {
    abs(mean - best) > 0.02 * (high - low) ? mean : best + (high - best) / 2
  }

  func error(of guess: Double) -> Double {
    targets.reduce(0) { $0 + error(of: guess, at: $1) } / Double(targets.count)
  }

  private func error(of guess: Double, at target: Double) -> Double {
    switch penalty {
    case .squared: (target - guess) * (target - guess)
    case .absolute: abs(target - guess)
    }
  }

  // MARK: Words

  private var isMeanGuessed: Bool { guess == mean }
  private var bestName: String { penalty == .squared ? "the mean" : "the median" }
  private var errorName: String { penalty == .squared ? "squared" : "absolute" }

  /// How the best constant is found, in numbers that a reader can add up.
  var byHand: String {
    let listed = targets.map { Numerals.measured($0) }.joined(separator: ", ")
    let (sum, best) = (Numerals.measured(targets.reduce(0, +)), Numerals.measured(best))
    switch penalty {
    case .squared:
      return
        "Take \(targets.count) targets, \(origin): \(listed). Their sum is \(sum), their mean \(best). Which one number, guessed for all of them, has the least squared error?"
    case .absolute:
      return
        "Take \(targets.count) targets, \(origin): \(listed). In order of size the middle one is \(best), their median. Which one number, guessed for all of them, has the least absolute error?"
    }
  }

  private var finding: String {
    let lowest = Numerals.measured(error(of: best))
    switch penalty {
    case .squared:
      return
        "The lowest point lies at the mean, \(Numerals.measured(mean)), and its height is the variance, \(lowest)."
    case .absolute:
      return
        "The lowest point lies at the median, \(Numerals.measured(best)), where the mean absolute error is \(lowest)."
    }
  }

  private var caption: String {
    let start = "Computed from the \(targets.count) targets in the table, \(origin)."
    switch penalty {
    case .squared:
      return
        "\(start) Moving the guess away from the mean adds exactly the square of the distance, here \(Numerals.measured((guess - mean) * (guess - mean)))."
    case .absolute:
      return
        "\(start) The error falls as long as more targets lie above the guess than below it, however far they lie."
    }
  }

  // MARK: Drawing

  /// A straight line needs its ends only: the targets are where the absolute error bends.
  private var guesses: [Double] {
    let room = 0.1 * (high - low)
    let even = (0...40).map { low - room + Double($0) * (high - low + 2 * room) / 40 }
    return penalty == .squared ? even : (even + targets).sorted()
  }

  var exhibit: FigureExhibit {
    let guesses = guesses
    let (written, other) = (Numerals.measured(best), Numerals.measured(guess))
    let figure = Figure(
      title: finding,
      description:
        "Curve of the mean \(errorName) error against the constant guessed, from \(Numerals.measured(guesses[0])) to \(Numerals.measured(guesses[guesses.count - 1])). Its minimum is \(Numerals.measured(error(of: best))) at \(written); at \(other) the error is \(Numerals.measured(error(of: guess))). Dots on the axis are the \(targets.count) targets.",
      panels: [
        Panel(
          x: Axis("the constant guessed"),
          y: Axis("mean \(errorName) error of the guess", includesZero: true),
          marks: [
            Line(x: guesses, y: guesses.map(error), role: .data),
            Dots(x: targets, y: targets.map { _ in 0 }, role: .data, label: "the targets"),
            Dots(
              x: [best], y: [error(of: best)], role: penalty == .squared ? .mean : .alternative,
              label: bestName),
            Dots(
              x: [guess], y: [error(of: guess)], role: isMeanGuessed ? .mean : .baseline,
              label: isMeanGuessed ? "the mean" : "a guess of \(other)"),
          ], height: 250)
      ])
    return FigureExhibit(figure: figure, finding: finding, caption: caption, values: table)
  }

  private var table: Table {
    let penalty = { (target: Double, guess: Double) in
      Numerals.measured(error(of: guess, at: target))
    }
    return Table(
      caption: self.penalty == .squared ? "Squared distances" : "Distances",
      columns: [
        .init("target"),
        .init(
          "to \(isMeanGuessed ? "the mean " : "")\(Numerals.measured(guess))", isNumeric: true),
        .init("to \(bestName) \(Numerals.measured(best))", isNumeric: true),
      ],
      rows: targets.map { [Numerals.measured($0), penalty($0, guess), penalty($0, best)] } + [
        ["average", Numerals.measured(error(of: guess)), Numerals.measured(error(of: best))]
      ], highlighted: [targets.count])
  }
}
