import Foundation
import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct TrainerTests {
  static let small: [String: OptionNode] = [
    "noise": [
      "data": ["source": "noise", "sequences": 100, "length": 10, "test_sequences": 150],
      "model": ["hidden_size": 16], "training": ["lr": 0.01, "epochs": 30],
    ],
    "sine, scheduled sampling": [
      "data": ["source": "sine", "sequences": 60, "length": 12, "test_sequences": 150],
      "model": ["hidden_size": 8, "num_layers": 2],
      "training": [
        "epochs": 10, "feeding": ["name": "scheduled_sampling", "coin": "sequence"],
        "loss": "mse_mean_penalty",
      ],
      "random": "pytorch",
    ],
    "sine, batches of a density": [
      "data": ["source": "sine", "sequences": 90, "length": 8, "test_sequences": 20],
      "model": ["hidden_size": 7],
      "training": [
        "epochs": 4, "batch_size": 40, "loss": "mixture", "clip_norm": 0.5,
        "feeding": "scheduled_sampling", "early_stopping": ["patience": 2],
        "schedule": ["name": "one_cycle", "max_lr": 0.01],
      ],
      "random": "pytorch",
    ],
    "noise, a penalty on the spread": [
      "data": ["source": "noise", "sequences": 70, "length": 5, "test_sequences": 20],
      "model": ["hidden_size": 5],
      "training": ["epochs": 5, "loss": "spread_penalty", "validation_share": 0.2],
    ],
    "sine, both directions": [
      "data": ["source": "sine", "sequences": 40, "length": 8, "test_sequences": 20],
      "model": ["hidden_size": 7, "bidirectional": true],
      "training": ["epochs": 5, "optimizer": "sgd"],
    ],
  ]

  @Test(arguments: small.keys.sorted())
  func aRecordIsTheSameBytesOnAnyNumberOfThreads(_ name: String) throws {
    let experiment = experiment(try #require(Self.small[name]))
    let first = try bytes(of: Trainer(threads: 1).train(experiment))
    for threads in [1, 2, 4] {
      let again = try bytes(of: Trainer(threads: threads).train(experiment))
      #expect(again == first, "\(threads) threads")
    }
  }

  @Test(arguments: small.keys.sorted())
  func aRecordSurvivesItsEncoding(_ name: String) throws {
    let record = try Trainer().train(experiment(try #require(Self.small[name])))
    let written = try bytes(of: record)
    let read = try JSONDecoder().decode(RunRecord.self, from: written)
    #expect(try bytes(of: read) == written)
    #expect(read.losses == record.losses)
  }

  @Test func anotherSeedGivesAnotherRecord() throws {
    var experiment = experiment(try #require(Self.small["noise"]))
    let first = try bytes(of: Trainer().train(experiment))
    experiment.seed += 1
    #expect(try bytes(of: Trainer().train(experiment)) != first)
  }

  @Test(arguments: ["adam", "sgd"])
  func aTrainingThatRunsAwayIsARecordOfIt(_ optimizer: String) throws {
    var experiment = experiment([
      "data": ["source": "noise", "sequences": 4, "length": 5, "test_sequences": 4],
      "model": ["hidden_size": 4],
      "training": ["lr": 1e30, "epochs": 50, "optimizer": OptionNode(stringLiteral: optimizer)],
    ])
    let record = try Trainer().train(experiment)
    guard case .diverged(let epoch) = record.outcome else {
      Issue.record("\(record.outcome)")
      return
    }
    #expect(epoch == record.losses.values.count)
    #expect(record.losses.values.last?.isFinite == false)
    let finite = record.losses.values.dropLast().filter(\.isFinite)
    #expect(finite.count == epoch - 1)
    for kept in record.kept { #expect(kept.mse.isFinite) }
    // What a record says of a run must itself be writable.
    _ = try bytes(of: record)
    experiment.training.lr = 0.01
    #expect(try Trainer().train(experiment).outcome == .finished)
  }

  @Test func progressIsToldEveryLossAndMayEndTheTraining() throws {
    let experiment = experiment(try #require(Self.small["noise"]))
    let whole = try Trainer().train(experiment).losses.values
    var told: [Float] = []
    let trainer = Trainer(threads: 2) { epoch, loss in
      told.append(Float(loss))
      #expect(epoch == told.count)
      return epoch < 3
    }
    #expect(throws: Trainer.Cancelled.self) { try trainer.train(experiment) }
    #expect(told == Array(whole[..<3]))
  }

  /// An epoch of many updates does not have to end first.
  @Test func aTrainingStopsAfterTheUpdateItIsIn() throws {
    let node: OptionNode = OptionNode.laid(["training": ["batch_size": 1]])(
      over: try #require(Self.small["noise"]))
    var asked = 0
    var trainer = Trainer { _, _ in
      Issue.record("the epoch went on to its end")
      return true
    }
    trainer.isCancelled = {
      asked += 1
      return asked == 3
    }
    #expect(throws: Trainer.Cancelled.self) { try trainer.train(experiment(node)) }
    #expect(asked == 3)
  }

  /// Each sequence keeps its own coins when forecasts are made in blocks of a hundred.
  @Test func coinsOfSequencesReachEveryBlock() throws {
    let experiment = experiment([
      "data": ["source": "sine", "sequences": 130, "length": 6, "test_sequences": 10],
      "model": ["hidden_size": 4], "training": ["epochs": 1],
    ])
    let split = try experiment.split()
    let weights = NetworkWeights(experiment.model, inputs: 1, outputs: 1)
    let stream = RandomStream(seed: 4)
    weights.values.copy((0..<weights.values.count).map { _ in stream.torchUniform(-0.7, 0.7) })
    weights.pack()
    // The truth for the last thirty sequences alone.
    let coins = NetworkPass.Coins(
      isTruth: (0..<5).flatMap { _ in (0..<130).map { $0 >= 100 } }, perSequence: true)
    for threads in [1, 2] {
      let team = Team(size: threads)
      defer { team.close() }
      func forecast(_ coins: NetworkPass.Coins) -> [Float] {
        Forecaster.forecast(
          weights, split.train, Scaling(), loss: experiment.training.loss, steps: 5, team: team,
          .fed(coins))
      }
      let mixed = forecast(coins)
      let free = forecast(.all(false, steps: 5))
      let given = forecast(.all(true, steps: 5))
      #expect(Array(mixed[..<500]) == Array(free[..<500]))
      #expect(Array(mixed[500...]) == Array(given[500...]))
      #expect(free[500...] != given[500...])
    }
  }

  /// Both ends of a network that reads backwards must see the sequences it was trained on.
  @Test func theTestForecastOfBothDirectionsReadsWholeSequences() throws {
    let record = try Trainer().train(experiment(try #require(Self.small["sine, both directions"])))
    #expect(record.train.steps == 8)
    #expect(record.test.steps == 8)
  }

  @Test func aBlindNetworkPredictsTheSameForEverySequence() throws {
    var node = try #require(Self.small["sine, scheduled sampling"])
    node = OptionNode.laid(["model": ["blind": true]])(over: node)
    let record = try Trainer().train(experiment(node))
    // Products of a few rows and of many round differently.
    let first = record.test.values.values.prefix(record.test.steps).map(Double.init)
    expectClose(
      record.test.values.values, to: (0..<150).flatMap { _ in first },
      shape: [150, record.test.steps], bound: 1e-6, "test forecast")
    #expect(record.free == nil)
  }

  private func bytes(of record: RunRecord) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(record)
  }
}
