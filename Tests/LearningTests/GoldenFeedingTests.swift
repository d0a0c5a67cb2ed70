import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenFeedingTests {
  @Test(arguments: try EngineCases.of(.scheduledSampling))
  func aPassFedByCoinsIsPyTorchs(_ golden: GoldenCase) throws {
    let run = try GoldenPass(golden)
    let sampling = try #require(golden.sampling)
    let coins = try firstCoins(of: run, sampling)
    run.pass.forward(fed: coins)
    expectClose(run.prediction, to: try run.vectors.reference("y_pred"))
    expectClose([run.evaluate()], to: try run.vectors.reference("loss"))
    run.pass.backward(fed: coins, detached: sampling.detachFeedback)
    try run.expectWeightGradients()
    // Time first: the gradients by the first inputs lead.
    let first = run.network.batchSize * run.network.inputSize
    expectClose(
      Array(run.pass.inputGradient()[..<first]), to: try run.vectors.reference("grad.x0"))
  }

  /// After a run by coins, whose inputs stay behind in the pass.
  @Test(arguments: try EngineCases.of(.scheduledSampling))
  func aFreeRunIsPyTorchsAndSeesNoTarget(_ golden: GoldenCase) throws {
    let run = try GoldenPass(golden)
    run.pass.forward(fed: try firstCoins(of: run, try #require(golden.sampling)))
    run.pass.target.copy([Float](repeating: 1000, count: run.pass.target.count))
    run.pass.forward(fed: .all(false, steps: run.network.length))
    expectClose(run.prediction, to: try run.vectors.reference("y_free"))
  }

  @Test(arguments: try EngineCases.of(.scheduledSampling).filter { $0.trainingSteps > 0 })
  func aTrainingByCoinsIsPyTorchs(_ golden: GoldenCase) throws {
    let training = try GoldenTraining(golden, team: Team(size: 1))
    try training.expectLosses(training.run())
    try training.expectClose(training.learner.weights.values, to: "final")
  }

  @Test func coinsThatAreAllTrueGiveTheInputsWhole() throws {
    let run = try GoldenPass(try Golden.named("ss_batch_coin"))
    run.pass.forward(fed: .all(true, steps: run.network.length))
    let fed = run.prediction
    run.pass.forward()
    expectClose(fed, to: run.prediction.map(Double.init), bound: 1e-6, "predictions")
  }

  @Test func aShardTakesItsOwnSequencesCoins() {
    let coins = NetworkPass.Coins(
      isTruth: [true, false, false, false, true, true], perSequence: true)
    func seen(_ coins: NetworkPass.Coins, _ sequences: Int) -> [Bool] {
      (0..<2).flatMap { step in
        (0..<sequences).map { coins.isTruth(step, $0, of: sequences) }
      }
    }
    #expect(seen(coins, 3) == coins.isTruth)
    #expect(seen(coins.of(0..<1, batch: 3), 1) == [true, false])
    #expect(seen(coins.of(1..<3, batch: 3), 2) == [false, false, true, true])
    let shared = NetworkPass.Coins(isTruth: [true, false], perSequence: false)
    #expect(seen(shared.of(1..<3, batch: 3), 2) == [true, true, false, false])
  }

  /// Row 0 of the case's coins; one per sequence they are stored batch first.
  private func firstCoins(of run: GoldenPass, _ sampling: GoldenSampling) throws
    -> NetworkPass.Coins
  {
    let all = try run.vectors.integers("coin").map { $0 == 1 }
    let (batch, steps) = (run.network.batchSize, run.network.length)
    guard sampling.perSampleCoin else {
      return NetworkPass.Coins(isTruth: Array(all[..<steps]), perSequence: false)
    }
    return NetworkPass.Coins(
      isTruth: swapped(Array(all[..<(batch * steps)]), batch, steps), perSequence: true)
  }
}
