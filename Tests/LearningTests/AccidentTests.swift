import SourceText
import Tensors
import Testing

@testable import Learning

/// What mistakes made on purpose do to a training.
@Suite struct AccidentTests {
  private func training(_ accident: String?, loss: String = "mse", epochs: Int = 3) -> Experiment {
    experiment([
      "data": ["source": "sine", "sequences": 40, "length": 6, "test_sequences": 10],
      "model": ["hidden_size": 5],
      "training": [
        "epochs": OptionNode(stringLiteral: "\(epochs)"), "lr": "0.01",
        "optimizer": "sgd", "loss": OptionNode(stringLiteral: loss),
        "accidents": OptionNode(.list(accident.map { [OptionNode(stringLiteral: $0)] } ?? [])),
      ],
    ])
  }

  private func losses(_ experiment: Experiment, threads: Int = 1) throws -> [Float] {
    try Trainer(threads: threads).train(experiment).losses.values
  }

  /// Of one batch at the initial weights, under the names of the layout.
  private func gradients(_ experiment: Experiment) throws -> (ParameterLayout, [Float]) {
    let split = try experiment.split()
    let weights = NetworkWeights(experiment.model, inputs: 1, outputs: 1)
    weights.values.copy(
      weights.layout.initialWeights(experiment.model, experiment.drawsAfterData()))
    weights.pack()
    let batch = TrainingBatch(
      experiment, split.train, split.scaling, weights, Team(size: 1))
    _ = batch.gradient(nil)
    return (weights.layout, batch.gradients.array)
  }

  @Test func aBroadcastLossIsTheMeanOverAllPairs() throws {
    let sound = training(nil)
    let split = try sound.split()
    // The loss of the first epoch, from the predictions before any update.
    let weights = NetworkWeights(sound.model, inputs: 1, outputs: 1)
    weights.values.copy(weights.layout.initialWeights(sound.model, sound.drawsAfterData()))
    weights.pack()
    let forecaster = Forecaster(
      weights, split.train, split.scaling, loss: sound.training.loss, steps: 5, team: Team(size: 1))
    let predictions = forecaster.forecast(.given)
    var sum = 0.0
    let targets = (0..<40).flatMap { n in (0..<5).map { Double(split.train.target(n, $0)) } }
    for prediction in predictions {
      for target in targets {
        sum += (Double(prediction) - target) * (Double(prediction) - target)
      }
    }
    let pairs = sum / Double(predictions.count * targets.count)
    let first = Double(try losses(training("broadcast_loss"))[0])
    #expect(abs(first - pairs) < 1e-5 * pairs)
    #expect(abs(first - Double(try losses(sound)[0])) > 1e-4)
  }

  @Test func aBroadcastLossPullsEveryPredictionToTheMean() throws {
    var broken = training("broadcast_loss", epochs: 400)
    broken.training.lr = 0.1
    let record = try Trainer().train(broken)
    let values = record.test.values.values
    let mean = values.reduce(0, +) / Float(values.count)
    #expect(values.allSatisfy { abs($0 - mean) < 0.05 })
  }

  @Test func gradientsThatAreNeverClearedAddUp() throws {
    // Plain gradient descent: the first update is the same, the second follows both gradients.
    let (sound, kept) = (try losses(training(nil)), try losses(training("forgotten_zero_grad")))
    #expect(kept[0] == sound[0] && kept[1] == sound[1])
    #expect(kept[2] < sound[2])
  }

  @Test func aDetachedOutputTrainsTheHeadAlone() throws {
    let (layout, gradients) = try gradients(training("detached_output"))
    for entry in layout.entries {
      let part = gradients[entry.offset..<entry.offset + entry.count]
      #expect(part.contains { $0 != 0 } == entry.name.hasPrefix("fc."), "\(entry.name)")
    }
  }

  @Test func aDetachedStateCreditsNoEarlierStep() throws {
    let (layout, whole) = try gradients(training(nil))
    let (_, cut) = try gradients(training("detached_state"))
    let head = layout.entries.filter { $0.name.hasPrefix("fc.") }
    for entry in head {
      let range = entry.offset..<entry.offset + entry.count
      #expect(Array(whole[range]) == Array(cut[range]))
    }
    let input = try #require(layout["weight_ih_l0"])
    let range = input.offset..<input.offset + input.count
    #expect(zip(whole[range], cut[range]).contains { abs($0 - $1) > 1e-6 })
  }

  @Test(arguments: accidents.map { $0.name })
  func bytesDoNotDependOnThreads(_ name: String) throws {
    #expect(try losses(training(name)) == losses(training(name), threads: 2))
  }

  @Test func anAccidentThatCannotHappenToALossIsAContradiction() {
    var options = Options([
      "training": ["loss": "huber", "accidents": "broadcast_loss"]
    ])
    _ = Experiment(&options)
    let messages = options.finish().map(\.message)
    #expect(messages == ["broadcast_loss happens to the loss mse, not to huber"])
  }

  /// Batch for time and time for the batch is the same network on the data turned over.
  @Test(arguments: [(1, false), (2, false), (1, true), (2, true)])
  func withoutBatchFirstTheRecurrenceRunsOverTheBatch(_ layers: Int, _ bidirectional: Bool) {
    let (sequences, steps, features, outputs) = (4, 3, 2, 1)
    let stream = RandomStream(seed: 3)
    func made(_ batchFirst: Bool, _ sequences: Int, _ steps: Int) -> NetworkPass {
      var network = Network(hiddenSize: 5, layers: layers, bidirectional: bidirectional)
      network.batchFirst = batchFirst
      let weights = NetworkWeights(network, inputs: features, outputs: outputs)
      weights.values.copy(
        weights.layout.initialWeights(network, Draws(order: .named, seed: 1)))
      weights.pack()
      return NetworkPass(
        weights, sequences: sequences, steps: steps, inputs: features, outputs: outputs,
        needsInputGradient: true)
    }
    let (swapped, turned) = (made(false, sequences, steps), made(true, steps, sequences))
    for b in 0..<sequences {
      for t in 0..<steps {
        for d in 0..<features {
          let value = stream.torchNormals(1)[0]
          for direction in 0..<(bidirectional ? 2 : 1) {
            swapped.inputRow(of: swapped.passes[direction], t, b)[d] = value
            turned.inputRow(of: turned.passes[direction], b, t)[d] = value
          }
        }
        let slope = stream.torchNormals(1)[0]
        swapped.predictionGradient.pointer[t * sequences + b] = slope
        turned.predictionGradient.pointer[b * steps + t] = slope
      }
    }
    for pass in [swapped, turned] {
      pass.forward()
      pass.backward()
    }
    let (mine, theirs) = (swapped.inputGradient(), turned.inputGradient())
    for b in 0..<sequences {
      for t in 0..<steps {
        let (here, there) = (t * sequences + b, b * steps + t)
        #expect(
          abs(swapped.prediction.pointer[here] - turned.prediction.pointer[there]) < 1e-6)
        for d in 0..<features {
          #expect(abs(mine[here * features + d] - theirs[there * features + d]) < 1e-6)
        }
      }
    }
    #expect(zip(swapped.gradients.array, turned.gradients.array).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(swapped.gradients.array.contains { abs($0) > 1e-3 })
  }
}
