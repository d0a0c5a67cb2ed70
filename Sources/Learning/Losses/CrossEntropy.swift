package import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `nn.CrossEntropyLoss`: the mean of `-ln softmax(head)[y]` for targets that are whole numbers from
/// 0 to `classes - 1`.
///
/// For each target the head gives one logit per class. The forecast is the expected class value
/// `Σ k p_k` and not the likeliest class: it can be scored by its squared error like every other
/// forecast, and fed back with a gradient.
package struct CrossEntropy: Loss, Readout {
  package static let name = "cross_entropy"
  package static let summary =
    "cross-entropy over classes 0, 1, 2 …; the forecast is the expected class value"

  private(set) var classes: Int
  private let isWritten: Bool

  enum CodingKeys: CodingKey { case classes }

  package init(_ options: inout Options) {
    isWritten = options.contains("classes")
    classes = options.integer("classes", default: 2, .between(2, 4096))
  }

  /// Takes as many classes as the data have, unless the author wrote how many.
  mutating func adopt(classes count: Int) {
    if !isWritten { classes = max(2, count) }
  }

  package func headOutputs(for outputs: Int) -> Int { classes * outputs }
  package var needsRawData: Bool { true }
  package var readout: (any Readout)? { self }

  package func demand(on target: Float) -> String? {
    if target >= 0, target < Float(classes), target == target.rounded() { return nil }
    return "targets that are whole numbers from 0 to \(classes - 1)"
  }

  package func evaluate(_ shard: LossShard) -> Double {
    let divisor = Double(shard.scoredCount)
    var sum = 0.0
    shard.forEachRow { row in
      for output in 0..<shard.outputs {
        let target = row * shard.outputs + output
        let head = shard.prediction + target * classes
        let gradient = shard.gradient + target * classes
        let total = logSumExp(classes) { Double(head[$0]) }
        let truth = Int(shard.target[target])
        sum += total - Double(head[truth])
        for k in 0..<classes {
          let share = exp(Double(head[k]) - total)
          gradient[k] = Float((share - (k == truth ? 1 : 0)) / divisor)
        }
      }
    }
    return sum / divisor
  }

  package func point(
    _ head: UnsafePointer<Float>, _ point: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    for output in 0..<outputs { point[output] = Float(expected(head + output * classes)) }
  }

  private func expected(_ head: UnsafePointer<Float>) -> Double {
    let total = logSumExp(classes) { Double(head[$0]) }
    var expected = 0.0
    for k in 0..<classes { expected += Double(k) * exp(Double(head[k]) - total) }
    return expected
  }

  package func backward(
    _ head: UnsafePointer<Float>, _ pointGradient: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, outputs: Int
  ) {
    for output in 0..<outputs {
      let head = head + output * classes
      let total = logSumExp(classes) { Double(head[$0]) }
      let expected = expected(head)
      for k in 0..<classes {
        let share = exp(Double(head[k]) - total)
        gradient[output * classes + k] +=
          Float(Double(pointGradient[output]) * share * (Double(k) - expected))
      }
    }
  }
}
