import Learning
import Numerals

/// The idea behind a flat prediction, on this data: the best constant is the mean, and another one for
/// each input helps only where the targets' mean changes with it.
struct StudentPart {
  /// Training targets whose newest input lies below the median of these inputs, and the others.
  struct Halves {
    var below, above: Int
    var meanBelow, meanAbove: Double
    /// Of all those targets.
    var variance: Double

    /// How far apart the two means would lie by chance, were the targets independent.
    var byChance: Double {
      (variance / Double(max(1, below)) + variance / Double(max(1, above))).squareRoot()
    }
    /// The share of the variance that two constants explain and one does not.
    var gain: Double {
      let share = Double(below) / Double(below + above)
      let distance = meanAbove - meanBelow
      return variance > 0 ? share * (1 - share) * distance * distance / variance : 0
    }
  }
  let five: ConstantFigure?
  let halves: Halves?
  let mean, median, deviation: Double

  init(_ train: Dataset) {
    five = StudentPart.five(of: train)
    var values: [(input: Double, target: Double)] = []
    for n in 0..<train.sequences {
      for t in train.scored {
        let input = train.features > 0 ? Double(train.input(n, t)) : 0
        values.append((input, Double(train.target(n, t))))
      }
    }
    let targets = values.map(\.target)
    let mean = targets.reduce(0, +) / Double(max(1, targets.count))
    let variance =
      targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, targets.count))
    self.mean = mean
    median = middle(targets) ?? mean
    deviation = variance.squareRoot()
    halves = train.features > 0 ? StudentPart.halves(values, variance) : nil
  }

  private static func halves(
    _ values: [(input: Double, target: Double)], _ variance: Double
  ) -> Halves? {
    guard let border = middle(values.map(\.input)) else { return nil }
    let below = values.filter { $0.input < border }.map(\.target)
    let above = values.filter { $0.input >= border }.map(\.target)
    guard !below.isEmpty, !above.isEmpty else { return nil }
    return Halves(
      below: below.count, above: above.count,
      meanBelow: below.reduce(0, +) / Double(below.count),
      meanAbove: above.reduce(0, +) / Double(above.count), variance: variance)
  }

  /// Five targets: those of the first sequence, or of the first sequences where each has fewer.
  static func five(of train: Dataset) -> ConstantFigure? {
    if train.scored.count >= 5 {
      let targets = train.scored.prefix(5).map { Double(train.target(0, $0)) }
      return ConstantFigure(targets: targets, origin: "the first of training sequence 1")
    }
    guard train.sequences >= 5, let last = train.scored.last else { return nil }
    return ConstantFigure(
      targets: (0..<5).map { Double(train.target($0, last)) },
      origin: "the last of training sequences 1 to 5")
  }

  // MARK: Sentences

  var before: [String] {
    guard let five else { return [] }
    return [
      "Take \(five.targets.count) targets of the training data and one number to predict them all. The guess \(Numerals.measured(five.guess)) pays \(Numerals.measured(five.error(of: five.guess))) on average, the mean \(Numerals.measured(five.mean)) pays \(Numerals.measured(five.error(of: five.mean))), and no other number pays less."
    ]
  }

  var after: [String] { [halves.map(Self.sentence), medianSentence].compactMap { $0 } }

  static func sentence(_ halves: Halves) -> String {
    let start =
      "A model may choose another constant for every input. That helps only if the targets’ mean changes with it. The \(Numerals.count(halves.below)) training targets whose newest input lies below its median average \(Numerals.measured(halves.meanBelow)), the other \(Numerals.count(halves.above)) average \(Numerals.measured(halves.meanAbove)); were they independent, chance alone would set them about \(Numerals.measured(halves.byChance)) apart."
    let gain = Numerals.percent(halves.gain)
    return abs(halves.meanAbove - halves.meanBelow) > 3 * halves.byChance
      ? start
        + " The lowest point moves with the input: these two constants alone explain \(gain) of the variance."
      : start
        + " The lowest point hardly moves with this input: two constants would explain \(gain) of the variance."
  }

  /// Where the loss would choose another constant.
  private var medianSentence: String? {
    guard abs(mean - median) > 0.1 * deviation else { return nil }
    return
      "Under the absolute error the best constant is the median, \(Numerals.measured(median)); the mean is \(Numerals.measured(mean))."
  }
}
