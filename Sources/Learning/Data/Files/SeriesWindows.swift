/// Where the windows of a table start: at row `s` a window has the inputs of rows `s ..< s + steps`
/// and the targets `horizon` rows later.
struct SeriesWindows: Sendable {
  private(set) var steps = 0
  private var horizon = 0
  private(set) var train: [Int] = []
  private(set) var test: [Int] = []

  init() {}

  /// - Parameters:
  ///   - stride: how far apart windows start.
  ///   - parts: each sequence's rows, and how many of them lie in the training part.
  ///   - isWhole: each sequence is one window, and only whole ones are made.
  init(
    steps: Int, horizon: Int, stride: Int, parts: [(rows: Range<Int>, training: Int)], isWhole: Bool
  ) {
    self.steps = steps
    self.horizon = horizon
    for (rows, training) in parts {
      // The first start whose last target is held out, and the first that leaves the sequence.
      let boundary = max(0, training + 1 - steps - horizon)
      let end = max(0, rows.count + 1 - steps - horizon)
      if isWhole {
        if end > 0, training == rows.count { train.append(rows.lowerBound) }
        if end > 0, training < rows.count { test.append(rows.lowerBound) }
        continue
      }
      train += Swift.stride(from: 0, to: boundary, by: stride).map { rows.lowerBound + $0 }
      test += Swift.stride(from: boundary, to: end, by: stride).map { rows.lowerBound + $0 }
    }
  }

  /// Leaves out the windows with a missing number.
  ///
  /// - Returns: how many those were.
  mutating func drop(_ table: SeriesTable) -> Int {
    let before = train.count + test.count
    // How many gaps lie before each row, of inputs and of targets.
    func sums(_ columns: ArraySlice<[Double]>) -> [Int] {
      var sums = [0]
      for row in 0..<(columns.first?.count ?? 0) {
        sums.append(sums[row] + (columns.contains { $0[row].isNaN } ? 1 : 0))
      }
      return sums
    }
    let inputs = sums(table.columns[..<table.inputCount])
    let targets = sums(table.columns[table.inputCount...])
    let (steps, horizon) = (steps, horizon)
    func isFull(_ start: Int) -> Bool {
      inputs[start + steps] == inputs[start]
        && targets[start + steps + horizon] == targets[start + horizon]
    }
    train.removeAll { !isFull($0) }
    test.removeAll { !isFull($0) }
    return before - train.count - test.count
  }

  /// The windows that start at some rows, from columns of which the first are inputs.
  func dataset(_ starts: [Int], _ columns: [[Float]], inputs: Int) -> Dataset {
    func rows(_ columns: ArraySlice<[Float]>, later: Int) -> [Float] {
      if columns.count == 1, let only = columns.first {
        return starts.flatMap { only[$0 + later..<$0 + later + steps] }
      }
      return starts.flatMap { start in
        (start + later..<start + later + steps).flatMap { row in columns.map { $0[row] } }
      }
    }
    return Dataset(
      sequences: starts.count, steps: steps, features: inputs, outputs: columns.count - inputs,
      inputs: rows(columns[..<inputs], later: 0), targets: rows(columns[inputs...], later: horizon))
  }
}
