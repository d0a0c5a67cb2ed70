package import Learning
import Tensors

/// Is there anything to learn? A probe is fitted to what the per-step mean leaves of the targets,
/// so that a clock cannot pose as signal, and scored on held-out sequences. Then the training
/// targets are given to other inputs, whole sequences at a time, and the probe is fitted anew, its
/// context and penalty chosen anew: what it scores then is what chance gives.
package struct RepairingTest: Sendable {
  /// Held-out R² over the per-step mean where a probe sees so many steps of past.
  package struct ContextSkill: Sendable, Equatable {
    package var context: Int
    package var linear: Double
    /// With random features too; nil for a context too long for them.
    package var nonlinear: Double?
    package var best: Double { max(linear, nonlinear ?? linear) }

    package init(context: Int, linear: Double, nonlinear: Double? = nil) {
      self.context = context
      self.linear = linear
      self.nonlinear = nonlinear
    }
  }

  /// How training targets were given to other inputs.
  package enum Manner: String, Sendable {
    /// Whole sequences in a random order.
    case sequences
    /// Windows of one series: all targets moved along the series by at least a window, its end
    /// joined to its beginning. This keeps the series' own rhythm.
    case shifts
  }

  /// Held-out R² of the probe over the per-step mean.
  package var observed: Double
  /// The same after each re-pairing.
  package var null: [Double]
  package var manner: Manner
  /// Steps of past the probe could choose from.
  package var contexts: [Int]
  /// What the probe reaches at each of them, on the true pairs alone.
  package var byContext: [ContextSkill] = []
  /// Training targets the probe was fitted on.
  package var trainingTargets: Int

  package init(
    observed: Double, null: [Double], manner: Manner, contexts: [Int], trainingTargets: Int,
    byContext: [ContextSkill] = []
  ) {
    self.observed = observed
    self.null = null
    self.manner = manner
    self.contexts = contexts
    self.trainingTargets = trainingTargets
    self.byContext = byContext
  }

  /// `(1 + #{null >= observed}) / (1 + count)`: never 0 (Phipson and Smyth 2010).
  package var p: Double {
    Double(1 + null.count { $0 >= observed }) / Double(1 + null.count)
  }

  /// Why no further correction is made for the number of contexts tried.
  package var correction: String {
    "context, features and penalty were chosen on training sequences alone, and anew in each re-pairing"
  }

  /// Re-pairings of a full test.
  package static let count = 199
  /// With fewer, no p could fall clearly below 0.05.
  private static let fewest = 39

  /// Nil where there are too few sequences to pair anew.
  package init?(_ split: Split, _ draws: Draws, count: Int = RepairingTest.count) {
    let train = split.train
    let stream = draws.stream(.probe, .torch)
    let request = TanhFeatures.Request(count: RandomFeatures.count, stream: stream)
    guard let search = RidgeSearch(train, tanh: request) else { return nil }
    let isSliding = train.isSlidingWindow
    let orders =
      isSliding
      ? RepairingTest.shifts(train, count, stream)
      : (0..<count).map { _ in stream.torchPermutation(train.sequences) }
    guard orders.count >= RepairingTest.fewest else { return nil }
    let curve = PerStepMean(of: train)
    let responses = Responses(train, search.steps, centre: curve.means)
    let held = HeldOut(split.test, search, curve)
    // The true pairing is the first, so that it is computed exactly as the others are.
    let r2 = RepairingTest.scores(
      [Array(0..<train.sequences)] + orders, search, responses, held, outputs: train.outputs)
    observed = r2[0]
    null = Array(r2.dropFirst())
    manner = isSliding ? .shifts : .sequences
    contexts = search.designs.map(\.context)
    trainingTargets = responses.rows * train.outputs
    let pairs = FloatBuffer(responses.values)
    byContext = search.designs.indices.map { index in
      let design = search.designs[index]
      func r2(_ width: Int) -> Double {
        let choice = search.solve(pairs, groups: 1, outputs: train.outputs) {
          $0.design == index && $0.width == width
        }
        return held.r2(choice[0])
      }
      return ContextSkill(
        context: design.context, linear: r2(design.lags),
        nonlinear: design.width > design.lags ? r2(design.width) : nil)
    }
  }

  /// Up to `count` of the shifts by a window or more, all different.
  private static func shifts(_ data: Dataset, _ count: Int, _ stream: RandomStream) -> [[Int]] {
    let nearest = data.steps
    let possible = data.sequences - 2 * nearest + 1
    guard possible > 0 else { return [] }
    return stream.torchPermutation(possible).prefix(count).map { index in
      (0..<data.sequences).map { ($0 + nearest + index) % data.sequences }
    }
  }

  /// Held-out R² for each order of the training sequences' targets, in parts small enough for
  /// memory.
  private static func scores(
    _ orders: [[Int]], _ search: RidgeSearch, _ responses: Responses, _ held: HeldOut, outputs: Int
  ) -> [Double] {
    let part = 25
    return stride(from: 0, to: orders.count, by: part).flatMap { start in
      let here = orders[start..<min(start + part, orders.count)]
      let buffer = responses.paired(here)
      return search.solve(buffer, groups: here.count, outputs: outputs).map(held.r2)
    }
  }
}

/// What is needed to score any weights on the held-out sequences: sums instead of rows.
private struct HeldOut {
  private let search: RidgeSearch
  private let blocks: [RidgeSearch.Block]
  /// `(O, width)` per design.
  private let products: [FloatBuffer]
  private let square: Double
  private let outputs: Int

  init(_ data: Dataset, _ search: RidgeSearch, _ curve: PerStepMean) {
    let responses = Responses(data, data.scored, centre: curve.means)
    let targets = FloatBuffer(responses.values)
    self.search = search
    blocks = search.designs.map {
      RidgeSearch.Block($0.matrix(data, data.scored), rows: responses.rows, width: $0.width)
    }
    products = blocks.map {
      $0.products(targets.pointer, stride: responses.rows, count: data.outputs)
    }
    square = responses.values.reduce(0) { $0 + Double($1) * Double($1) }
    outputs = data.outputs
  }

  /// `1 - |y - X w|² / |y|²`.
  func r2(_ choice: RidgeSearch.Choice) -> Double {
    let candidate = search.candidates[choice.candidate]
    let (block, width) = (blocks[candidate.design], candidate.width)
    var change = 0.0
    for output in 0..<outputs {
      let products = products[candidate.design].pointer + output * block.width
      let weights = choice.weights[output * width..<(output + 1) * width].map { Double($0) }
      for row in 0..<width {
        var slope = 0.0
        for column in 0..<width {
          slope += weights[column] * Double(block.gram.pointer[row * block.width + column])
        }
        change += weights[row] * (slope - 2 * Double(products[row]))
      }
    }
    return square > 0 ? -change / square : 0
  }
}
