import Learning

/// What a value of the train cell is over the seeds of one setting. Prose and claims quote it by the
/// setting's labels: `weights.10.test.r2.median`.
enum SweepStatistic: String, CaseIterable {
  case median, low, high
  /// How many of the seeds have a number at all.
  case finite

  /// "10" or, on two axes, "lstm.0.01".
  static func prefix(_ axes: [SweepAxis], _ setting: [Int]) -> String {
    zip(axes, setting).map { $0.labels[$1] }.joined(separator: ".")
  }

  static func names(of experiment: Experiment, named prefix: String) -> [String] {
    RunValues.names(of: experiment).filter(isQuoted).flatMap { value in
      allCases.map { "\(prefix).\(value).\($0.rawValue)" }
    }
  }

  /// - Parameter runs: the values of one setting's run for each seed.
  static func values(of runs: [[String: Value]], named prefix: String) -> [String: Value] {
    var values: [String: Value] = [:]
    for name in (runs.first?.keys).map(Array.init) ?? [] where isQuoted(name) {
      let numbers = runs.map { number($0[name]) }
      for statistic in allCases {
        values["\(prefix).\(name).\(statistic.rawValue)"] = statistic.value(of: numbers)
      }
    }
    return values
  }

  /// Not a number where nothing was measured: a run that diverged, a last value there is none of.
  static func number(_ value: Value?) -> Double {
    switch value {
    case .measured(let number): number
    case .count(let count): Double(count)
    case .text, nil: .nan
    }
  }

  /// The losses of single epochs, but for the first and the last, are left out.
  private static func isQuoted(_ name: String) -> Bool {
    !name.hasPrefix("loss.") || name == "loss.first" || name == "loss.last"
  }

  /// Where one of the numbers is none, there is no median and no end: claims about such runs ask for
  /// `finite`.
  func value(of numbers: [Double]) -> Value {
    let sorted = numbers.filter(\.isFinite).sorted()
    if self == .finite { return .count(sorted.count) }
    guard sorted.count == numbers.count, !sorted.isEmpty else { return .measured(.nan) }
    switch self {
    case .low: return .measured(sorted[0])
    case .high: return .measured(sorted[sorted.count - 1])
    default:
      return .measured((sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    }
  }
}
