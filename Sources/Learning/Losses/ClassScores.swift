#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What forecasts that need no network score on classes, in nats for each: the counterparts of the
/// constant mean and of the last value.
package struct ClassScores: Sendable {
  /// Every class equally likely: `ln K`.
  package let uniform: Double
  /// Each class as often as in training, whatever the inputs.
  package let frequencies: Double
  /// Each class as often as in training behind the class that the input is; nil where inputs are not
  /// the classes, one-hot.
  package let pairs: Double?

  /// Counts start from 1, so that what training lacks is unlikely and not impossible.
  ///
  /// - Parameter classes: `K`; targets are whole numbers below it.
  package init(_ split: Split, classes: Int) {
    uniform = log(Double(classes))
    var counts = [Double](repeating: 1, count: classes)
    split.train.forEachClass { _, target in counts[target] += 1 }
    frequencies = Self.score(split.test) { _ in counts[...] }
    guard split.train.features == classes, split.train.isOneHot, split.test.isOneHot else {
      pairs = nil
      return
    }
    var table = [Double](repeating: 1, count: classes * classes)
    split.train.forEachClass { input, target in table[input * classes + target] += 1 }
    pairs = Self.score(split.test) { table[$0 * classes..<($0 + 1) * classes] }
  }

  /// The mean of `-ln (count of the truth / sum of counts)`.
  private static func score(_ data: Dataset, _ counts: (Int) -> ArraySlice<Double>) -> Double {
    var sum = 0.0
    data.forEachClass { input, target in
      let row = counts(input)
      sum -= log(row[row.startIndex + target] / row.reduce(0, +))
    }
    return sum / Double(data.scoredCount)
  }
}

extension Dataset {
  /// Every scored target with the place of the largest input of its step; of one output.
  fileprivate func forEachClass(_ body: (_ input: Int, _ target: Int) -> Void) {
    for n in 0..<sequences {
      for t in scored {
        let input = (0..<features).max { self.input(n, t, $0) < self.input(n, t, $1) } ?? 0
        body(input, Int(target(n, t)))
      }
    }
  }

  fileprivate var isOneHot: Bool {
    features > 0
      && (0..<sequences * steps).allSatisfy { row in
        let inputs = inputs[row * features..<(row + 1) * features]
        return inputs.allSatisfy { $0 == 0 || $0 == 1 } && inputs.reduce(0, +) == 1
      }
  }
}
