import SourceText
import Tensors
import Testing

@testable import Learning

/// Every gradient against differences of losses, through the whole network: a loss or a way of
/// feeding is covered the day it is listed.
///
/// The five-point difference (8 (f(+h) - f(-h)) - (f(+2h) - f(-2h))) / 12h is off by h⁴ f⁽⁵⁾ / 30,
/// under 1e-6 for h = 1/32 and weights of this size. Each loss is a float64 sum of float32
/// predictions, whose rounding, 1e-7 or less after averaging, makes at most 1e-7 · 1.5 / h = 5e-6.
/// So a difference may be off by 2e-5 of the loss's size besides a thousandth of itself.
@Suite struct GradientTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    let loss, feeding: OptionNode
    let testDescription: String
  }

  /// Every loss with every feeding, and the feeding that has a coin for each sequence. (A detached
  /// feeding has no gradient in this sense: it leaves a part out on purpose.)
  static let settings: [Setting] = losses.flatMap { loss in
    let named = feedings.map { (OptionNode(stringLiteral: $0.name), $0.name) }
    let perSequence: OptionNode = ["name": "scheduled_sampling", "coin": "sequence"]
    return (named + [(perSequence, "a coin per sequence")]).map { feeding, name in
      Setting(
        loss: OptionNode(stringLiteral: loss.name), feeding: feeding,
        testDescription: "\(loss.name), \(name)")
    }
  }

  @Test(arguments: settings)
  func aGradientIsTheSlopeOfItsLoss(_ setting: Setting) {
    // Two layers, and enough sequences for two shards of unequal size.
    let experiment = experiment([
      "model": ["hidden_size": 3, "num_layers": 2],
      "training": ["loss": setting.loss, "feeding": setting.feeding],
    ])
    let team = Team(size: 1)
    let weights = NetworkWeights(
      experiment.model, inputs: 1, outputs: experiment.training.loss.headOutputs(for: 1))
    let stream = RandomStream(seed: 11)
    weights.values.copy((0..<weights.values.count).map { _ in stream.torchUniform(-0.7, 0.7) })
    weights.pack()
    let (sequences, steps) = (33, 4)
    let coins = CoinTosser(
      experiment.training.feeding, Draws(order: .named, seed: 5), steps: steps
    ).toss(sequences: sequences)
    let data = dataset(sequences, steps, experiment.training.loss, weights, coins, team)
    let batch = TrainingBatch(experiment, data, Scaling(), weights, team)

    let size = abs(batch.gradient(coins))
    let gradients = batch.gradients.array
    let h: Float = 1 / 32
    for index in gradients.indices {
      let before = weights.values.pointer[index]
      func loss(_ shift: Float) -> Double {
        weights.values.pointer[index] = before + shift
        weights.pack()
        return batch.gradient(coins)
      }
      let slope =
        (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
      weights.values.pointer[index] = before
      let distance = abs(Double(gradients[index]) - slope)
      #expect(
        distance < 1e-3 * abs(slope) + 2e-5 * size,
        "weight \(index): gradient \(gradients[index]), difference \(slope)")
    }
  }

  /// Targets at set distances from the first predictions, so that no residual comes near 0, ½ or 1,
  /// where losses that are made of pieces have their corners. A prediction depends on the targets
  /// before it where the network is fed, so they are set step by step.
  private func dataset(
    _ sequences: Int, _ steps: Int, _ loss: any Loss, _ weights: NetworkWeights,
    _ coins: NetworkPass.Coins?,
    _ team: Team
  ) -> Dataset {
    var data = Dataset(
      sequences: sequences, steps: steps, features: 1, outputs: 1,
      inputs: RandomStream(seed: 12).torchNormals(sequences * steps),
      targets: [Float](repeating: 0, count: sequences * steps))
    let distances: [Float] = [0.3, -0.75, 1.6, -0.3, 0.75, -1.6, 0.3]
    for step in 0..<steps {
      let forecaster = Forecaster(
        weights, data, Scaling(), loss: loss, steps: steps, team: team)
      let predictions = forecaster.forecast(coins.map { .fed($0) } ?? .given)
      for n in 0..<sequences {
        let index = n * steps + step
        let target = predictions[index] + distances[index % distances.count]
        // Classes have no corners to keep away from.
        data.targets[index] = loss is CrossEntropy ? Float(index % 2) : target
      }
    }
    return data
  }
}
