package import SourceText

/// Series from a CSV or TSV file: one of them cut into windows, or many in long form. The target at
/// each step lies `horizon` steps later.
///
/// The split is in time order: held-out targets are all later than every training target. A
/// held-out window may begin in the training part, as a forecaster's past does. Held-out windows
/// are scored at their last step alone, so that each held-out value is forecast once, from a full
/// window.
///
/// In long form the last sequences are held out whole, or with `hold_out: time` the last part of
/// each. Without `window` a sequence of the file is one sequence, scored at every step.
package struct SeriesSource: DataSource {
  package static let name = "series"
  package static let summary =
    "series from a CSV or TSV file, cut into windows; y lies horizon steps later"

  enum HoldOut: String, CaseIterable, Encodable, Sendable { case sequences, time }

  let path: String?
  let range: SourceRange?
  let columns: SeriesColumns
  /// Nil for whole sequences.
  private(set) var window: Int?
  let horizon, stride: Int
  /// Whether the changes from one value to the next are learned in place of the values. A squared error
  /// of one is that of the other.
  private(set) var differences: Bool
  let testShare: Double
  let holdOut: HoldOut
  package var preparation: Preparation
  private(set) var digest = ""
  package private(set) var table = SeriesTable()
  private(set) var windows = SeriesWindows()

  enum CodingKeys: String, CodingKey {
    case window, standardise, digest, scaling, horizon, stride, sorted, differences
    case testShare = "test_share"
    case holdOut = "hold_out"
  }

  package init(_ options: inout Options) {
    path = options.text("path", required: true, allowed: "the path of a CSV or TSV file")
    range = options.range(of: "path")
    columns = SeriesColumns(&options)
    let window = options.integer("window", default: 24, .atLeast(2))
    self.window = columns.sequence == nil || options.contains("window") ? window : nil
    horizon = options.integer("horizon", default: 1, .between(0, 1_000_000))
    stride = options.integer("stride", default: 1, .atLeast(1))
    differences = options.flag("differences", default: false)
    testShare = options.number("test_share", default: 0.25, .between(0.05, 0.9))
    holdOut = options.word("hold_out", default: .sequences)
    preparation = Preparation(read: &options, scaling: .standardise)
    let shared = columns.targets.filter { columns.inputs.isEmpty || columns.inputs.contains($0) }
    if horizon == 0, !shared.isEmpty || columns.targets.isEmpty {
      options.report(
        Diagnostic(
          "contradiction", "with horizon: 0 a target among the inputs is no forecast",
          at: options.range(of: "horizon")))
    }
    if differences, !predictsNextInput {
      options.report(
        Diagnostic(
          "contradiction",
          "differences are learned of a series that is its own input, one step ahead",
          at: options.range(of: "differences")))
    }
    if columns.sequence == nil, holdOut == .time || columns.step != nil {
      options.report(
        Diagnostic(
          "contradiction", "step and hold_out belong to sequences: sequence is missing",
          at: options.range(of: columns.step != nil ? "step" : "hold_out")))
    }
    if columns.sequence != nil, holdOut == .time, self.window == nil {
      options.report(
        Diagnostic(
          "contradiction", "hold_out: time cuts every sequence, so it needs a window",
          at: options.range(of: "hold_out")))
    }
  }

  /// What was added after the first records were stored appears only where it is used.
  package func encode(to encoder: any Encoder) throws {
    try columns.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(window, forKey: .window)
    try container.encode(preparation.scaling != .none, forKey: .standardise)
    try container.encode(digest, forKey: .digest)
    try container.encode(testShare, forKey: .testShare)
    if preparation.scaling == .minMax { try container.encode(ScalingRule.minMax, forKey: .scaling) }
    if horizon != 1 { try container.encode(horizon, forKey: .horizon) }
    if stride != 1 { try container.encode(stride, forKey: .stride) }
    if differences { try container.encode(true, forKey: .differences) }
    if table.isSorted { try container.encode(true, forKey: .sorted) }
    if holdOut != .sequences { try container.encode(holdOut, forKey: .holdOut) }
  }

  package var files: [DataFile] { path.map { [DataFile(path: $0, range: range)] } ?? [] }

  package mutating func load(_ files: [LoadedFile]) -> [Diagnostic] {
    guard let file = files.first else { return [] }
    digest = file.digest
    do throws(Diagnostics) {
      _ = try file.text()
      table = try SeriesTable(file.bytes, path: file.file.path, columns: columns, at: range)
    } catch {
      return error.all
    }
    var found = table.warnings
    let gaps = table.gapCount
    if gaps > 0, columns.gaps == .interpolate {
      for sequence in table.sequences.indices {
        let rows = table.sequences[sequence]
        let boundary = rows.lowerBound + trainingRows(sequence)
        table.interpolate(rows.lowerBound..<boundary, from: rows.lowerBound)
        table.interpolate(boundary..<rows.upperBound, from: rows.lowerBound)
      }
      found.append(warning("filled-gaps", "\(gaps) missing numbers were filled by straight lines"))
    }
    found += cut()
    return found
  }

  // MARK: Split

  /// How many of the values lie in the training part.
  package var trainingCount: Int {
    table.sequences.indices.reduce(0) { $0 + trainingRows($1) }
  }

  /// How many rows of a sequence lie in the training part.
  private func trainingRows(_ sequence: Int) -> Int {
    let count = table.sequences[sequence].count
    if columns.sequence != nil, holdOut == .sequences {
      let training = Int(Double(table.sequences.count) * (1 - testShare))
      return sequence < training ? count : 0
    }
    return Int((Double(count) * (1 - testShare)).rounded(.down))
  }

  /// Where the windows start, or why there are too few.
  private mutating func cut() -> [Diagnostic] {
    let lengths = Set(table.sequences.map(\.count))
    if window == nil, let shortest = lengths.min(), let longest = lengths.max(), shortest < longest
    {
      return [
        Diagnostic(
          "unequal-lengths", "the sequences of '\(path ?? "")' have \(shortest) to \(longest) rows",
          at: range,
          help: ["window: \(max(2, shortest - horizon)) cuts them into windows of one length"])
      ]
    }
    let steps = window ?? (lengths.max() ?? 0) - horizon
    guard steps >= 1 else { return [tooFew(of: steps)] }
    windows = SeriesWindows(
      steps: steps, horizon: horizon, stride: stride,
      parts: table.sequences.indices.map { (table.sequences[$0], trainingRows($0)) },
      isWhole: window == nil)
    var found: [Diagnostic] = []
    if columns.gaps == .dropWindows {
      let dropped = windows.drop(table)
      if dropped > 0 {
        found.append(
          warning("dropped-windows", "\(dropped) windows with missing numbers were left out"))
      }
    }
    let least = window == nil ? (train: 1, test: 1) : (train: 8, test: 4)
    if windows.train.count * stride < least.train || windows.test.count * stride < least.test {
      found.append(tooFew(of: steps))
    }
    return found
  }

  private func tooFew(of steps: Int) -> Diagnostic {
    Diagnostic(
      "too-few-values",
      "\(table.values.count) values are too few for windows of \(steps) steps and a held-out share of \(testShare)",
      at: range,
      help: [
        "use a shorter window: at least window + 8 values must lie before the held-out part"
      ])
  }

  private func warning(_ id: String, _ message: String) -> Diagnostic {
    Diagnostic(id, message, at: range, severity: .warning)
  }

  /// Windows twice as long, where enough of them are left.
  package func withLongerContext() -> (any DataSource)? {
    guard let window else { return nil }
    var copy = self
    copy.window = 2 * window
    return copy.cut().contains { $0.severity == .error } ? nil : copy
  }

  package var drawnExtent: (sequences: Int, steps: Int) {
    (windows.train.count + windows.test.count, windows.steps)
  }
  package var predictsNextInput: Bool {
    horizon == 1
      && (columns.targets.isEmpty || columns.inputs.isEmpty
        || columns.inputs == columns.targets)
  }

  /// Of the rows from those before them; the first row of a sequence has none and counts as 0, so that
  /// windows and held-out rows stay where they are.
  private func changes(_ column: [Double]) -> [Double] {
    var changes = column
    for rows in table.sequences {
      for row in rows { changes[row] = row > rows.lowerBound ? column[row] - column[row - 1] : 0 }
    }
    return changes
  }

  /// The same series by its changes; nil where they mean nothing or are learned already.
  package var ofDifferences: SeriesSource? {
    guard !differences, predictsNextInput, window != nil else { return nil }
    var copy = self
    copy.differences = true
    return copy
  }

  package func drawn(_ draws: Draws) -> Split {
    let values = table.columns.map { column in
      (differences ? changes(column) : column).map { Float($0) }
    }
    var test = windows.dataset(windows.test, values, inputs: table.inputCount)
    if window != nil { test.scored = windows.steps - 1..<windows.steps }
    var split = Split(
      train: windows.dataset(windows.train, values, inputs: table.inputCount), test: test)
    split.targetIsNextInput = predictsNextInput
    return split
  }
}
