/// The predictions and targets of the sequences that one shard works on. Time comes first.
package struct LossShard {
  /// `(T, B, P)`: what the head gave.
  package let prediction: UnsafePointer<Float>
  /// `(T, B, O)`.
  package let target: UnsafePointer<Float>
  /// `(T, B, P)`, zero on entry.
  package let gradient: UnsafeMutablePointer<Float>
  /// `B` and `O`.
  package let sequences, outputs: Int
  package let scored: Range<Int>
  /// Real steps per sequence, where sequences are padded.
  package let lengths: [Int]?
  /// Scored numbers and sequences in the whole batch.
  package let scoredCount, batch: Int
  /// Of the whole batch, for losses that ask for them.
  package var moments: BatchMoments?

  func isScored(_ step: Int, _ sequence: Int) -> Bool {
    lengths.map { step < $0[sequence] } ?? true
  }

  /// Calls `body` for each scored step of each sequence with its row, `step · B + sequence`.
  @inline(__always)
  func forEachRow(_ body: (_ row: Int) -> Void) {
    for step in scored {
      for sequence in 0..<sequences where isScored(step, sequence) {
        body(step * sequences + sequence)
      }
    }
  }

  /// The mean over all scored numbers of a function of the residual `d = p - y`, where the head
  /// gives one number for each target; writes its gradient.
  ///
  /// - Parameter term: the function and its slope at a residual.
  @inline(__always)
  func mean(ofResiduals term: (Double) -> (value: Double, slope: Double)) -> Double {
    let divisor = Double(scoredCount)
    var sum = 0.0
    forEachRow { row in
      for index in row * outputs..<(row + 1) * outputs {
        let (value, slope) = term(Double(prediction[index]) - Double(target[index]))
        sum += value
        gradient[index] = Float(slope / divisor)
      }
    }
    return sum / divisor
  }

  /// The moments of this shard's scored numbers; the head gives one number for each target.
  var ownMoments: BatchMoments {
    var moments = BatchMoments()
    forEachRow { row in
      for index in row * outputs..<(row + 1) * outputs {
        moments.prediction.sum += Double(prediction[index])
        moments.target.sum += Double(target[index])
        moments.count += 1
      }
    }
    let count = Double(max(1, moments.count))
    let (p, y) = (moments.prediction.sum / count, moments.target.sum / count)
    forEachRow { row in
      for index in row * outputs..<(row + 1) * outputs {
        let (dp, dy) = (Double(prediction[index]) - p, Double(target[index]) - y)
        moments.prediction.squares += dp * dp
        moments.target.squares += dy * dy
      }
    }
    return moments
  }
}

/// Sums over the scored numbers of a batch from which means and standard deviations follow.
package struct BatchMoments: Sendable {
  struct Series {
    var sum = 0.0
    /// Squared distances from the mean, summed.
    var squares = 0.0
  }
  var count = 0
  var prediction = Series()
  var target = Series()

  /// Both parts as one (Chan, Golub and LeVeque 1983). Rounds by the order of the parts alone.
  func joined(_ other: BatchMoments) -> BatchMoments {
    if count == 0 { return other }
    if other.count == 0 { return self }
    let (m, n) = (Double(count), Double(other.count))
    func join(_ a: Series, _ b: Series) -> Series {
      let distance = b.sum / n - a.sum / m
      return Series(
        sum: a.sum + b.sum,
        squares: a.squares + b.squares + distance * distance * m * n / (m + n))
    }
    return BatchMoments(
      count: count + other.count, prediction: join(prediction, other.prediction),
      target: join(target, other.target))
  }

  /// `torch.std`, which divides by one less than the count; 0 for a single number.
  func deviation(_ series: Series) -> Double {
    (series.squares / Double(max(1, count - 1))).squareRoot()
  }
}
