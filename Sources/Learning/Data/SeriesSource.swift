package import SourceText

/// One series from a CSV file, cut into windows; the target at each step is the next value.
///
/// The split is in time order: held-out targets are all later than every training target. A held-out
/// window may begin in the training part, as a forecaster's past does. Held-out windows are scored
/// at their last step alone, so that each held-out value is forecast once, from a full window.
package struct SeriesSource: DataSource {
  package static let name = "series"
  package static let summary = "one series from a CSV file, cut into windows; y is the next value"

  let path: String?
  let range: SourceRange?
  let date, value: String?
  let window: Int
  let testShare: Double
  let standardise: Bool
  private(set) var digest = ""
  package private(set) var table = SeriesTable()

  enum CodingKeys: String, CodingKey {
    case date, value, window, standardise, digest
    case testShare = "test_share"
  }

  package init(_ options: inout Options) {
    path = options.text("path", required: true, allowed: "the path of a CSV file")
    range = options.range(of: "path")
    date = options.text("date", allowed: "the name of the date column")
    value = options.text("value", allowed: "the name of the value column")
    window = options.integer("window", default: 24, .atLeast(2))
    testShare = options.number("test_share", default: 0.25, .between(0.05, 0.9))
    standardise = options.flag("standardise", default: true)
  }

  package var file: DataFile? { path.map { DataFile(path: $0, range: range) } }

  package mutating func load(text: String, digest: String) -> [Diagnostic] {
    self.digest = digest
    do {
      table = try SeriesTable(csv: text, path: path ?? "", date: date, value: value, at: range)
    } catch {
      return error.all
    }
    let needed = window + 8
    let training = trainingCount
    if training < needed || table.values.count - training < 4 {
      return [
        Diagnostic(
          "too-few-values",
          "\(table.values.count) values are too few for windows of \(window) steps and a held-out share of \(testShare)",
          at: range,
          help: [
            "use a shorter window: at least window + 8 values must lie before the held-out part"
          ])
      ]
    }
    return []
  }

  /// How many of the values lie in the training part.
  package var trainingCount: Int {
    Int((Double(table.values.count) * (1 - testShare)).rounded(.down))
  }

  package var extent: (sequences: Int, steps: Int) { (max(0, table.values.count - window), window) }
  package var targetIsNextInput: Bool { true }

  package func split(_ draws: Draws) -> Split {
    let values = table.values.map(Float.init)
    let end = trainingCount
    // A window starting at s has inputs s ..< s + window and targets one step later.
    let train = windows(values, starts: Array(0..<max(0, end - window)))
    var test = windows(values, starts: Array(max(0, end - window)..<max(0, values.count - window)))
    test.scored = window - 1..<window
    var split = Split(train: train, test: test)
    if standardise { split.scaling = Scaling(standardising: train) }
    split.targetIsNextInput = targetIsNextInput
    return split
  }

  private func windows(_ values: [Float], starts: [Int]) -> Dataset {
    Dataset(
      sequences: starts.count, steps: window, features: 1, outputs: 1,
      inputs: starts.flatMap { values[$0..<$0 + window] },
      targets: starts.flatMap { values[$0 + 1..<$0 + window + 1] })
  }
}
