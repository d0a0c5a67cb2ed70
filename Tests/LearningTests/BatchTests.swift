import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct BatchTests {
  private static let base: OptionNode = [
    "data": ["source": "noise", "sequences": 70, "length": 5, "test_sequences": 60],
    "model": ["hidden_size": 5], "training": ["epochs": 3, "lr": 0.01],
  ]

  private func experiment(_ training: OptionNode, _ more: OptionNode = [:]) -> Experiment {
    LearningTests.experiment(
      more.laid(over: OptionNode.laid(["training": training])(over: Self.base)))
  }

  /// Those of one permutation.
  private func batches(_ order: BatchOrder) -> [[Int]] {
    var batches: [[Int]] = []
    repeat { batches.append(Array(order.next())) } while !order.isWhole
    return batches
  }

  @Test func aPermutationIsCutIntoBatchesAndTheLastIsSmaller() {
    let order = BatchOrder(sequences: 7, batchSize: 3, RandomStream(seed: 9))
    let stream = RandomStream(seed: 9)
    for _ in 0..<2 {
      let permutation = stream.torchPermutation(7)
      #expect(
        batches(order)
          == [Array(permutation[0..<3]), Array(permutation[3..<6]), [permutation[6]]])
    }
  }

  @Test func withoutShufflingBatchesAreInTheOrderOfTheData() {
    let order = BatchOrder(sequences: 5, batchSize: 2, nil)
    #expect(batches(order) == [[0, 1], [2, 3], [4]])
  }

  @Test func oneBatchOfAllIsTheWholeSet() throws {
    let whole = try Trainer().train(experiment([:]))
    let batch = try Trainer().train(experiment(["batch_size": 70, "shuffle": false]))
    #expect(batch.losses == whole.losses)
    #expect(batch.test.values == whole.test.values)
  }

  /// A batch is a training set of its own: its update is the one of a training on it alone.
  @Test func updatesOfAnEpochAreThoseOfItsBatchesOneAfterTheOther() throws {
    let experiment = experiment(["batch_size": 40, "shuffle": false, "epochs": 1])
    let split = try experiment.split()
    let layout = ParameterLayout(experiment.model, inputs: 1, outputs: 1)
    let initial = layout.initialWeights(experiment.model, experiment.drawsAfterData())
    let team = Team(size: 1)
    let weights = NetworkWeights(experiment.model, inputs: 1, outputs: 1)
    weights.values.copy(initial)
    let state = experiment.training.optimizer.makeState(count: layout.count)
    var sum = 0.0
    for range in [0..<40, 40..<70] {
      weights.pack()
      let data = Dataset(
        sequences: range.count, steps: 5, features: 1, outputs: 1,
        inputs: Array(split.train.inputs[range.lowerBound * 5..<range.upperBound * 5]),
        targets: Array(split.train.targets[range.lowerBound * 5..<range.upperBound * 5]))
      let batch = TrainingBatch(experiment, data, Scaling(), weights, team)
      sum += Double(Float(batch.gradient(nil))) * Double(range.count)
      state.step(weights.values, batch.gradients, lr: 0.01)
    }
    let learner = Learner(experiment, split.train, Scaling(), from: initial, team: team)
    for batch in batches(BatchOrder(sequences: 70, batchSize: 40, nil)) {
      _ = learner.update(nil, order: batch[...])
    }
    #expect(learner.weights.values.array == weights.values.array)
    // The recorded loss weighs each batch by its size.
    #expect(try Trainer().train(experiment).losses.values == [Float(sum / 70)])
  }

  /// In the program's order the permutation is drawn from torch after the weights.
  @Test func permutationsContinueTheStreamTheWeightsCameFrom() throws {
    let experiment = experiment(["batch_size": 20], ["random": "pytorch"])
    let draws = experiment.drawsAfterData()
    let layout = ParameterLayout(experiment.model, inputs: 1, outputs: 1)
    _ = layout.initialWeights(experiment.model, draws)
    let stream = RandomStream(seed: 0)
    _ = stream.torchNormals(350)
    _ = stream.torchNormals(350)
    for _ in 0..<layout.count { _ = stream.torchUniform() }
    #expect(
      draws.stream(.shuffle, .torch).torchPermutation(70) == stream.torchPermutation(70))
  }

  @Test func shufflingChangesTheUpdatesAndNotTheFirstBatchesSize() throws {
    let inOrder = try Trainer().train(experiment(["batch_size": 30, "shuffle": false]))
    let shuffled = try Trainer().train(experiment(["batch_size": 30]))
    #expect(inOrder.losses != shuffled.losses)
    #expect(experiment(["batch_size": 30]).training.shuffle)
    #expect(!experiment([:]).training.shuffle)
  }
}
