import Foundation
import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct DropoutTests {
  private static let options: [String: OptionNode] = [
    "between layers and before the head": [
      "hidden_size": 6, "num_layers": 3, "dropout": 0.3, "head_dropout": 0.4,
    ],
    "before the head": ["hidden_size": 6, "head_dropout": 0.4, "layer": "gru"],
    "after attention": [
      "hidden_size": 6, "head_dropout": 0.4, "attention": "dot", "dropout": 0.5,
      "num_layers": 2,
    ],
  ]

  private func experiment(_ name: String, fed: Bool = false) throws -> Experiment {
    LearningTests.experiment([
      "data": ["source": "sine", "sequences": 40, "length": 6, "test_sequences": 30],
      "model": try #require(Self.options[name]),
      "training": [
        "epochs": 5, "lr": 0.01, "feeding": fed ? "scheduled_sampling" : "teacher_forcing",
      ],
    ])
  }

  /// The rule, from the stream's own numbers: kept where u ≥ p, and scaled by 1 / (1 - p).
  @Test func aMaskIsTheStreamsUniformsAgainstTheShare() throws {
    let network = try experiment("between layers and before the head").model
    let (sequences, steps) = (5, 3)
    let masks = try #require(
      DropoutMasks(network, sequences: sequences, steps: steps, RandomStream(seed: 3)))
    let uniforms = RandomStream(seed: 3)
    for _ in 0..<2 {
      masks.draw()
      for gap in 1...3 {
        let share = gap < 3 ? 0.3 : 0.4
        for step in 0..<steps {
          let values = FloatBuffer([Float](repeating: 1, count: sequences * 6))
          let part = masks.part(from: 0)
          if gap < 3 {
            part.drop(below: gap, step, values.pointer, stride: 6, count: sequences)
          } else {
            part.dropHead(step, values.pointer, stride: 6, count: sequences)
          }
          let expected = (0..<values.count).map { _ in
            Double(uniforms.torchUniform()) >= share ? 1 / (1 - share) : 0
          }
          expectClose(values.array, to: expected, bound: 1e-6, "gap \(gap), step \(step)")
        }
      }
    }
  }

  @Test func aPartBeginsWithItsFirstSequence() throws {
    let network = try experiment("before the head").model
    let masks = try #require(
      DropoutMasks(network, sequences: 4, steps: 2, RandomStream(seed: 3)))
    masks.draw()
    let whole = FloatBuffer([Float](repeating: 1, count: 4 * 6))
    masks.part(from: 0).dropHead(1, whole.pointer, stride: 6, count: 4)
    let some = FloatBuffer([Float](repeating: 1, count: 2 * 6))
    masks.part(from: 1).dropHead(1, some.pointer, stride: 6, count: 2)
    #expect(some.array == Array(whole.array[6..<18]))
  }

  @Test(arguments: options.keys.sorted(), [false, true])
  func gradientsWithDropoutAreSlopes(_ name: String, _ fed: Bool) throws {
    let network = try experiment(name).model
    if fed, network.hasAttention { return }
    let coins = NetworkPass.Coins(isTruth: (0..<12).map { $0 % 3 == 0 }, perSequence: true)
    let probe = NetworkProbe(network, coins: fed ? coins : nil)
    let masks = try #require(
      DropoutMasks(network, sequences: 3, steps: 4, RandomStream(seed: 5)))
    masks.draw()
    probe.pass.masks = masks.part(from: 0)
    let dropped = probe.loss()
    probe.expectGradientsAreSlopes()
    probe.pass.masks = nil
    #expect(probe.loss() != dropped)
    probe.expectGradientsAreSlopes()
  }

  @Test(arguments: options.keys.sorted(), [false, true])
  func aRecordWithDropoutIsTheSameOnAnyNumberOfThreads(_ name: String, _ fed: Bool) throws {
    var experiment = try experiment(name, fed: fed)
    if fed { experiment.model.attention = NoAttention() }
    let first = try Trainer(threads: 1).train(experiment)
    for threads in [1, 2, 4] {
      let again = try Trainer(threads: threads).train(experiment)
      #expect(again.losses == first.losses, "\(threads) threads")
      #expect(again.test.values == first.test.values, "\(threads) threads")
    }
  }

  /// Training drops anew at every update; what is scored is the whole network.
  @Test func evaluationNeverDrops() throws {
    let experiment = try experiment("between layers and before the head")
    let split = try experiment.split()
    let team = Team(size: 1)
    let layout = ParameterLayout(experiment.model, inputs: 1, outputs: 1)
    let start = layout.initialWeights(experiment.model, experiment.drawsAfterData())
    let learner = Learner(
      experiment, split.train, split.scaling, from: start, team: team,
      dropout: RandomStream(seed: 1))
    var plain = experiment
    plain.model.dropout = 0
    plain.model.headDropout = 0
    func forecast(_ model: Network) -> [Float] {
      let weights = NetworkWeights(model, inputs: 1, outputs: 1)
      weights.values.copy(learner.weights.values.array)
      weights.pack()
      return Forecaster(
        weights, split.test, split.scaling, loss: experiment.training.loss, steps: 5, team: team
      ).forecast(.given)
    }
    _ = learner.update(nil)
    #expect(forecast(experiment.model) == forecast(plain.model))

    let record = try Trainer().train(experiment)
    #expect(record.losses != (try Trainer().train(plain)).losses)
    #expect(record.kept[0].mse == (try Trainer().train(plain)).kept[0].mse)
  }

  @Test func masksComeFromTheirOwnStream() throws {
    let experiment = try experiment("before the head")
    var other = experiment
    other.seed += 1
    let layout = ParameterLayout(experiment.model, inputs: 1, outputs: 1)
    var plain = experiment.model
    plain.headDropout = 0
    #expect(
      layout.initialWeights(experiment.model, experiment.drawsAfterData())
        == layout.initialWeights(plain, experiment.drawsAfterData()))
    #expect(
      try Trainer().train(experiment).losses != (try Trainer().train(other)).losses)
  }
}
