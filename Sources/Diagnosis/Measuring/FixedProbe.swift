import Learning
import Tensors

/// A ridge regression on lags and random features of them, of one context and one penalty: coarser than
/// the probe of the scoreboard, and cheap enough to be fitted for dozens of moves and pairings.
struct FixedProbe {
  private let train: RidgeSearch.Block
  private let held: RidgeSearch.Block
  private let inverse: FloatBuffer
  private let responses: Responses
  private let steps, sequences, outputs, width: Int
  /// `(O, width)` and the targets' own square.
  private let heldProducts: FloatBuffer
  private let heldSquare: Double

  static let penalty = 0.01

  /// Nil where there are too few sequences to learn from or to score.
  init?(train: Dataset, held: Dataset, context: Int, tanh: TanhFeatures.Request?) {
    guard train.features > 0, train.sequences >= 4, held.sequences >= 2, !train.scored.isEmpty,
      !held.scored.isEmpty, context * train.features <= RidgeSearch.widest
    else { return nil }
    _ = Kernels.current
    let steps = RidgeSearch.steps(of: train)
    let design = LagDesign(train, steps: steps, context: context, tanh: tanh)
    let curve = PerStepMean(of: train).means
    var responses = Responses(train, steps, centre: curve)
    _ = responses.centreRows()
    let heldResponses = Responses(held, held.scored, centre: curve)
    self.train = RidgeSearch.Block(
      design.matrix(train, steps), rows: responses.rows, width: design.width)
    self.held = RidgeSearch.Block(
      design.matrix(held, held.scored), rows: heldResponses.rows, width: design.width)
    let (gram, width) = (self.train.gram, design.width)
    inverse = inverted(width, FixedProbe.penalty * Double(responses.rows), gram)
    self.responses = responses
    self.steps = steps.count
    self.width = width
    sequences = train.sequences
    outputs = train.outputs
    let (block, heldTargets) = (self.held, FloatBuffer(heldResponses.values))
    heldProducts = withExtendedLifetime(heldTargets) {
      block.products(heldTargets.pointer, stride: heldResponses.rows, count: train.outputs)
    }
    heldSquare = heldResponses.values.reduce(0) { $0 + Double($1) * Double($1) }
  }

  /// Held-out R² over the per-step mean, for each order of the training sequences' targets.
  func r2(_ orders: [[Int]]) -> [Double] {
    let count = orders.count * outputs
    let buffer = responses.paired(orders)
    let products = withExtendedLifetime(buffer) {
      train.products(buffer.pointer, stride: responses.rows, count: count)
    }
    let weights = multiplied(products, inverse, count)
    let curved = multiplied(weights, held.gram, count)
    return orders.indices.map { index in
      var change = 0.0
      for output in 0..<outputs {
        let row = (index * outputs + output) * width
        for column in 0..<width {
          change +=
            Double(weights.pointer[row + column])
            * (Double(curved.pointer[row + column])
              - 2 * Double(heldProducts.pointer[output * width + column]))
        }
      }
      return heldSquare > 0 ? -change / heldSquare : 0
    }
  }

  private func multiplied(_ rows: FloatBuffer, _ matrix: FloatBuffer, _ count: Int) -> FloatBuffer {
    let result = FloatBuffer(count * width)
    BLAS.multiply(
      rows.pointer, stride: width, matrix.pointer, stride: width, into: result.pointer,
      stride: width, m: count, n: width, k: width)
    return result
  }
}

private func inverted(_ size: Int, _ penalty: Double, _ gram: FloatBuffer) -> FloatBuffer {
  inverse(size, penalty: penalty) { Double(gram.pointer[$0 * size + $1]) }
}

extension [FixedProbe] {
  /// The best probe's R² for the true pairing and its p among re-pairings, in each of which the best
  /// probe is chosen anew: that corrects for their number.
  func best(_ sequences: Int, _ stream: RandomStream, count: Int = 99) -> (
    index: Int, found: Elsewhere.Found
  )? {
    guard !isEmpty else { return nil }
    let orders =
      [Swift.Array(0..<sequences)]
      + (0..<count).map { _ in stream.torchPermutation(sequences) }
    let scores = map { $0.r2(orders) }
    guard let index = indices.max(by: { scores[$0][0] < scores[$1][0] }) else { return nil }
    let observed = scores[index][0]
    let reaching = (1...count).count { order in scores.contains { $0[order] >= observed } }
    return (
      index, Elsewhere.Found(r2: observed, p: Double(1 + reaching) / Double(1 + count))
    )
  }
}
