import SourceText
import Tensors
import Testing

@testable import Learning

/// A small network with its weights, inputs and a loss that has no corners: the sum of the
/// predictions, each times a number of its own.
struct NetworkProbe {
  let weights: NetworkWeights
  let pass: NetworkPass
  let coins: NetworkPass.Coins?
  /// `(T, B, D)`.
  private let inputs: [Float]
  /// `(T, B, O)`.
  private let factors: [Float]
  private let lengths: [Int]?

  /// - Parameters:
  ///   - features: numbers in, and with `coins` numbers out as well.
  ///   - apart: weights are small and biases ±1.5 in turn, so that no unit of a relu is near 0,
  ///     where it has a corner.
  init(
    _ network: Network, sequences: Int = 3, steps: Int = 4, features: Int = 2, apart: Bool = false,
    lengths: [Int]? = nil, coins: NetworkPass.Coins? = nil, seed: UInt32 = 21
  ) {
    let stream = RandomStream(seed: seed)
    weights = NetworkWeights(network, inputs: features, outputs: 2)
    for entry in weights.layout.entries {
      for index in 0..<entry.count {
        let value = stream.torchUniform(-0.7, 0.7)
        let isBias = entry.columns == 1 && !entry.name.contains("weight")
        weights.values.pointer[entry.offset + index] =
          !apart
          ? value
          : isBias && !entry.name.contains("_hh_") ? (index % 2 == 0 ? 1.5 : -1.5) : value / 4
      }
    }
    weights.pack()
    pass = NetworkPass(
      weights, sequences: sequences, steps: steps, inputs: features, outputs: 2,
      needsInputGradient: true, lengths: lengths)
    inputs = stream.torchNormals(steps * sequences * features).map { max(-1.5, min(1.5, $0)) }
    pass.target.copy(stream.torchNormals(pass.target.count))
    let drawn = stream.torchNormals(steps * sequences * 2)
    factors = drawn.enumerated().map { index, factor in
      let (step, b) = (index / 2 / sequences, index / 2 % sequences)
      return lengths.map { step < $0[b] } ?? true ? factor : 0
    }
    self.lengths = lengths
    self.coins = coins
  }

  /// The loss with one of the inputs moved.
  func loss(moving index: Int? = nil, by shift: Float = 0) -> Double {
    let features = pass.inputs
    for layerPass in pass.passes.prefix(weights.network.directions) {
      for row in 0..<pass.steps * pass.sequences {
        let to = layerPass.inputs(ofStep: row / pass.sequences)
        for d in 0..<features {
          let source = row * features + d
          to[row % pass.sequences * layerPass.rowStride + d] =
            inputs[source] + (source == index ? shift : 0)
        }
      }
    }
    if let coins { pass.forward(fed: coins) } else { pass.forward() }
    return factors.indices.reduce(0) {
      $0 + Double(factors[$1]) * Double(pass.prediction.pointer[$1])
    }
  }

  /// The gradients by all weights and by all inputs.
  func gradients() -> (weights: [Float], inputs: [Float]) {
    _ = loss()
    pass.predictionGradient.copy(factors)
    if let coins {
      pass.backward(fed: coins, detached: false)
    } else {
      pass.backward()
    }
    return (pass.gradients.array, pass.inputGradient())
  }

  /// Expects each gradient to be the five-point difference of losses. Rounding of the predictions
  /// makes at most 1e-7 · 1.5 / h of error for each of the few that count, h being 1/32.
  func expectGradientsAreSlopes(sourceLocation: SourceLocation = #_sourceLocation) {
    let found = gradients()
    let h: Float = 1 / 32
    func slope(_ loss: (Float) -> Double) -> Double {
      (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
    }
    func check(_ gradient: Float, _ slope: Double, _ name: String) {
      #expect(
        abs(Double(gradient) - slope) < 1e-3 * abs(slope) + 6e-5,
        "\(name): gradient \(gradient), difference \(slope)", sourceLocation: sourceLocation)
    }
    for entry in weights.layout.entries {
      for index in entry.offset..<entry.offset + entry.count {
        let before = weights.values.pointer[index]
        let slope = slope { shift in
          weights.values.pointer[index] = before + shift
          weights.pack()
          return loss()
        }
        weights.values.pointer[index] = before
        weights.pack()
        check(found.weights[index], slope, "\(entry.name) \(index - entry.offset)")
      }
    }
    // Fed inputs are predictions or targets: none is there to be moved.
    guard coins == nil else { return }
    for index in found.inputs.indices {
      check(found.inputs[index], slope { loss(moving: index, by: $0) }, "input \(index)")
    }
  }
}
