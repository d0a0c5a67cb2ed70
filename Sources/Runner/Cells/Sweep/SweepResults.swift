/// What a sweep measured: a number for each setting and seed.
struct SweepResults: Sendable {
  let axes: [SweepAxis]
  /// For each setting the places of its values on the axes.
  let settings: [[Int]]
  let seeds: Int
  /// The measured value, `test.ratio`.
  let quantity: String
  /// `(settings, seeds)`; not a number where a run has no such value.
  let measured: [Double]
  let firstSeed: UInt32
  /// Whether the cell says which setting to take; else only how the quantity moves.
  var advises = true
  /// All that was measured of each run, in the order of `measured`.
  var runs: [[String: Value]] = []

  /// One setting over its seeds.
  struct Summary: Sendable {
    var values: [Double]
    /// Not a number where one of the values is none: a setting that diverges for one seed in five
    /// has no mean.
    var mean: Double { values.reduce(0, +) / Double(values.count) }
    var low: Double { values.min() ?? .nan }
    var high: Double { values.max() ?? .nan }
    var failed: Int { values.count { !$0.isFinite } }
  }

  var summaries: [Summary] {
    settings.indices.map { Summary(values: Array(measured[$0 * seeds..<($0 + 1) * seeds])) }
  }

  /// Whether more is better: of R² it is, of errors and ratios it is not.
  var isHigherBetter: Bool { quantity.hasSuffix("r2") }

  /// The quantity in words.
  var title: String {
    switch quantity {
    case "test.mse": "held-out squared error"
    case "test.ratio": "held-out error ÷ the mean’s"
    case "test.r2": "held-out R²"
    case "test.loss": "held-out loss"
    case "test.absolute": "held-out absolute error"
    case "test.spread": "spread of the forecasts ÷ the targets’"
    case "test.slope": "slope of target on forecast"
    case "test.average": "average forecast"
    case "test.below": "share of targets below the forecast"
    default: quantity
    }
  }

  /// What the constant mean scores; nil of what has no such value for all runs.
  var ofTheMean: Double? {
    if quantity == "last-value.ratio" { return nil }
    return quantity.hasSuffix(".ratio") ? 1 : quantity.hasSuffix(".r2") ? 0 : nil
  }

  /// Whether a setting is called the best. A spread or an average says nothing about how good a run
  /// is.
  var isScore: Bool {
    advises
      && (quantity.hasPrefix("loss.")
        || ["mse", "ratio", "r2", "loss", "absolute", "penalty"].contains {
          quantity.hasSuffix(".\($0)")
        })
  }

  /// The index of the best setting's mean; nil where no setting has one.
  var best: Int? { isHigherBetter ? highest : lowest }
  var worst: Int? { isHigherBetter ? lowest : highest }
  var highest: Int? { extreme { $0 > $1 } }
  var lowest: Int? { extreme { $0 < $1 } }

  private func extreme(_ isBetter: (Double, Double) -> Bool) -> Int? {
    let means = summaries.map(\.mean)
    return means.indices.filter { means[$0].isFinite }.reduce(nil) { best, index in
      guard let best else { return index }
      return isBetter(means[index], means[best]) ? index : best
    }
  }

  /// Settings whose mean lies inside the best one's range over seeds: they are as good, as far as
  /// these seeds can tell. Empty with one seed.
  var asGood: [Int] {
    guard seeds > 1, let best else { return [] }
    let summaries = summaries
    let edge = isHigherBetter ? summaries[best].low : summaries[best].high
    return settings.indices.filter { index in
      index != best && summaries[index].mean.isFinite
        && (isHigherBetter ? summaries[index].mean >= edge : summaries[index].mean <= edge)
    }
  }

  /// The value of a setting that no other value of its axis lies beyond, as in "lr 0.1"; nil where
  /// all its values have neighbours on both sides, or are words.
  func edge(of setting: Int) -> String? {
    for (axis, place) in zip(axes, settings[setting]) {
      guard let numbers = axis.numbers else { continue }
      if numbers[place] == numbers.min() || numbers[place] == numbers.max() {
        return "\(axis.name) \(axis.labels[place])"
      }
    }
    return nil
  }

  /// "lr 0.01, hidden_size 8".
  func name(of setting: Int) -> String {
    zip(axes, settings[setting]).map { $0.label($1) }.joined(separator: ", ")
  }

  var values: [String: Value] {
    var values: [String: Value] = ["runs": .count(measured.count)]
    let summaries = summaries
    values["best"] = best.map { .measured(summaries[$0].mean) } ?? .text("none")
    values["worst"] = worst.map { .measured(summaries[$0].mean) } ?? .text("none")
    for (place, axis) in axes.enumerated() {
      values["best.\(axis.path)"] = .text(best.map { axis.labels[settings[$0][place]] } ?? "none")
    }
    for setting in settings.indices {
      let own = runs.isEmpty ? [] : Array(runs[setting * seeds..<(setting + 1) * seeds])
      let name = SweepStatistic.prefix(axes, settings[setting])
      values.merge(SweepStatistic.values(of: own, named: name)) { first, _ in first }
    }
    return values
  }
}
