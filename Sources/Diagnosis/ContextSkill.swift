import Learning
import Tensors

/// What probes find with growing stretches of past: how many steps the signal needs, and whether a
/// straight line finds it.
package struct ContextSkill: Sendable {
  package struct Entry: Sendable, Equatable {
    /// Steps of past given, the newest among them.
    package var context: Int
    /// Held-out R² over the per-step mean, of a ridge on those inputs and of one that also sees
    /// random features of them.
    package var linear, nonlinear: Double

    package init(context: Int, linear: Double, nonlinear: Double) {
      self.context = context
      self.linear = linear
      self.nonlinear = nonlinear
    }
  }
  package var entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// Nil without inputs, with too few sequences to hold some back, or where only one length fits.
  package init?(_ subject: Subject) {
    let train = subject.split.train
    guard train.sequences >= 8, train.features > 0, !train.scored.isEmpty else { return nil }
    _ = Kernels.current
    // Of windows that slide along one series the last steps hold every target once.
    let steps =
      train.isSlidingWindow ? train.scored.upperBound - 1..<train.scored.upperBound : train.scored
    let longest = min(steps.upperBound, 96 / train.features)
    let contexts = Set([1, 2, 4, 8, 16, 32, 64, longest].filter { $0 <= longest && $0 > 0 })
    guard contexts.count > 1 else { return nil }
    entries = contexts.sorted().map { context in
      let stream = subject.probeDraws.stream(.probe, .torch)
      let design = LagDesign(
        train, steps: steps, context: context,
        tanh: TanhFeatures.Request(count: RandomFeatures.count, stream: stream))
      let fit = Fit(design, subject.split, steps)
      return Entry(
        context: context, linear: fit.r2(width: design.lags), nonlinear: fit.r2(width: design.width)
      )
    }
  }
}

/// A design's normal equations on three parts of the data: most of the training sequences, the rest
/// of them, on which the penalty is chosen, and the held-out ones.
private struct Fit {
  /// Sums over the rows of one part.
  private struct Part {
    let block: RidgeSearch.Block
    /// `(O, width)`.
    let products: FloatBuffer
    /// Of the responses.
    let square: Double
  }
  private let most, rest, held: Part
  private let outputs: Int

  init(_ design: LagDesign, _ split: Split, _ steps: Range<Int>) {
    let curve = PerStepMean(of: split.train).means
    let fitted = split.train.sequences * 3 / 4
    outputs = split.train.outputs
    func part(_ data: Dataset, _ steps: Range<Int>, _ sequences: Range<Int>) -> Part {
      let all = design.matrix(data, steps)
      let rows = sequences.count * steps.count
      let features = FloatBuffer(rows * design.width)
      // Named and held: a buffer lives only as long as it is used, whoever has its pointer.
      withExtendedLifetime(all) {
        features.pointer.update(
          from: all.pointer + sequences.lowerBound * steps.count * design.width,
          count: features.count)
      }
      let responses = Responses(data, steps, centre: curve)
      let targets = FloatBuffer(
        (0..<data.outputs).flatMap { output in
          let start = output * responses.rows + sequences.lowerBound * steps.count
          return responses.values[start..<start + rows]
        })
      let block = RidgeSearch.Block(features, rows: rows, width: design.width)
      return Part(
        block: block,
        products: withExtendedLifetime(targets) {
          block.products(targets.pointer, stride: rows, count: data.outputs)
        },
        square: targets.array.reduce(0) { $0 + Double($1) * Double($1) })
    }
    most = part(split.train, steps, 0..<fitted)
    rest = part(split.train, steps, fitted..<split.train.sequences)
    held = part(split.test, split.test.scored, 0..<split.test.sequences)
  }

  /// With the first `width` columns and the penalty that does best on the rest of the training.
  func r2(width: Int) -> Double {
    let errors = RidgeSearch.penalties.map { change(weights([most], width, $0), on: rest, width) }
    let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
    let final = weights([most, rest], width, RidgeSearch.penalties[best])
    return held.square > 0 ? -change(final, on: held, width) / held.square : 0
  }

  /// `(O, width)`.
  private func weights(_ parts: [Part], _ width: Int, _ penalty: Double) -> [Double] {
    let rows = parts.reduce(0) { $0 + $1.block.rows }
    let inverted = inverse(width, penalty: penalty * Double(rows)) { row, column in
      parts.reduce(0) { $0 + Double($1.block.gram.pointer[row * $1.block.width + column]) }
    }
    return (0..<outputs).flatMap { output in
      (0..<width).map { row in
        (0..<width).reduce(0) { sum, column in
          let product = parts.reduce(0) {
            $0 + Double($1.products.pointer[output * $1.block.width + column])
          }
          return sum + Double(inverted.pointer[row * width + column]) * product
        }
      }
    }
  }

  /// The squared error with these weights less that with none: `wᵀ G w - 2 wᵀ c`.
  private func change(_ weights: [Double], on part: Part, _ width: Int) -> Double {
    var sum = 0.0
    for output in 0..<outputs {
      for row in 0..<width {
        var slope = -2 * Double(part.products.pointer[output * part.block.width + row])
        for column in 0..<width {
          slope +=
            weights[output * width + column]
            * Double(part.block.gram.pointer[row * part.block.width + column])
        }
        sum += weights[output * width + row] * slope
      }
    }
    return sum
  }
}
