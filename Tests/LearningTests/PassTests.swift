import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct PassTests {
  /// Sequences from 32 on are split in two shards; their parts must be those of one whole pass.
  @Test(arguments: GradientTests.settings)
  func theShardsOfABatchAddUpToOnePass(_ setting: GradientTests.Setting) {
    let experiment = experiment([
      "model": ["hidden_size": 4, "num_layers": 2],
      "training": ["loss": setting.loss, "feeding": setting.feeding],
    ])
    let (sequences, steps) = (35, 5)
    let stream = RandomStream(seed: 21)
    let loss = experiment.training.loss
    let inputs = stream.torchNormals(sequences * steps)
    let targets = stream.torchNormals(sequences * steps)
    let data = Dataset(
      sequences: sequences, steps: steps, features: 1, outputs: 1, inputs: inputs,
      targets: loss is CrossEntropy ? targets.map { $0 < 0 ? 0 : 1 } : targets)
    let weights = randomWeights(experiment.model, outputs: loss.headOutputs(for: 1))
    let coins = CoinTosser(
      experiment.training.feeding, Draws(order: .named, seed: 6), steps: steps
    ).toss(sequences: sequences)
    let team = Team(size: 1)
    let batch = TrainingBatch(experiment, data, Scaling(), weights, team)
    let found = batch.gradient(coins)

    let shard = Shard(
      0..<sequences, weights, data, steps: steps, loss: loss, needsInputGradient: true)
    shard.load(data, Scaling())
    let pass = shard.pass
    if let coins { pass.forward(fed: coins) } else { pass.forward() }
    let expected = evaluate(loss, pass, lengths: nil)
    if let coins {
      pass.backward(fed: coins, detached: experiment.training.feeding.detached)
    } else {
      pass.backward()
    }
    let gradients = pass.gradients.array.map(Double.init)
    expectClose([found], to: [expected], bound: 1e-6 * abs(expected), "loss")
    expectClose(
      batch.gradients.array, to: gradients, bound: 1e-5 * (gradients.map(abs).max() ?? 0),
      "gradients")
  }

  /// A padded sequence that is read backwards hands its initial state on through its padding. No
  /// golden case has lengths and initial states at once; the bounds are those of `GradientTests`.
  @Test func theGradientByAnInitialStateCrossesThePadding() {
    let (sequences, steps, size) = (3, 4, 3)
    let network = Network(hiddenSize: size, bidirectional: true)
    let lengths = [2, 4, 1]
    let pass = NetworkPass(
      randomWeights(network), sequences: sequences, steps: steps, inputs: 1, outputs: 1,
      hasInitialState: true, lengths: lengths)
    let stream = RandomStream(seed: 22)
    pass.target.copy(stream.torchNormals(sequences * steps))
    for layerPass in pass.passes {
      for step in 0..<steps {
        for b in 0..<sequences {
          layerPass.inputs(ofStep: step)[b * layerPass.rowStride] = Float(step - b) / 2
        }
      }
    }
    let count = sequences * size
    var states = (0..<4).map { _ in stream.torchNormals(count) }
    func loss() -> Double {
      for (index, layerPass) in pass.passes.enumerated() {
        layerPass.setInitialState(hidden: states[2 * index], memory: states[2 * index + 1])
      }
      pass.forward()
      return evaluate(MeanSquaredError(), pass, lengths: lengths)
    }
    let size0 = loss()
    pass.backward()
    let gradients = pass.passes.map { $0.initialStateGradient() }.flatMap {
      [$0.hidden, $0.memory]
    }
    let h: Float = 1 / 32
    for state in 0..<4 {
      var slopes: [Double] = []
      for index in 0..<count {
        let before = states[state][index]
        func shifted(_ shift: Float) -> Double {
          states[state][index] = before + shift
          return loss()
        }
        slopes.append(
          (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * Double(h)))
        states[state][index] = before
      }
      expectClose(gradients[state], to: slopes, bound: 5e-5 * size0, "initial state \(state)")
      #expect((slopes.map(abs).max() ?? 0) > 1e-3 * size0)
    }
  }

  private func randomWeights(_ network: Network, outputs: Int = 1) -> NetworkWeights {
    let weights = NetworkWeights(network, inputs: 1, outputs: outputs)
    let stream = RandomStream(seed: 23)
    weights.values.copy((0..<weights.values.count).map { _ in stream.torchUniform(-0.7, 0.7) })
    weights.pack()
    return weights
  }

  private func evaluate(_ loss: any Loss, _ pass: NetworkPass, lengths: [Int]?) -> Double {
    pass.predictionGradient.zero()
    let real = lengths ?? [Int](repeating: pass.steps, count: pass.sequences)
    var shard = LossShard(
      prediction: pass.prediction.pointer, target: pass.target.pointer,
      gradient: pass.predictionGradient.pointer, sequences: pass.sequences, outputs: 1,
      scored: 0..<pass.steps, lengths: lengths, scoredCount: real.reduce(0, +),
      batch: pass.sequences)
    if loss.needsMoments { shard.moments = shard.ownMoments }
    return loss.evaluate(shard)
  }
}
