import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenTrainingTests {
  @Test(arguments: try EngineCases.of(.train))
  func everyStepOfAnOptimizerIsPyTorchs(_ golden: GoldenCase) throws {
    let training = try GoldenTraining(golden, team: Team(size: 1))
    let weights = training.learner.weights.values
    let losses = try training.run {
      if $0 == 1 { try training.expectClose(weights, to: "step1") }
    }
    try training.expectLosses(losses)
    try training.expectClose(weights, to: "final")
    // The loss after the last step is the one before a further step.
    expectClose(
      [training.learner.update(nil)], to: try training.vectors.reference("final_loss", .training))
  }

  @Test(arguments: try EngineCases.of(.train))
  func theStateOfAnOptimizerIsPyTorchs(_ golden: GoldenCase) throws {
    let training = try GoldenTraining(golden, team: Team(size: 1))
    _ = try training.run()
    if let adam = training.learner.state as? AdamState {
      try training.expectClose(adam.first, to: "state.exp_avg")
      try training.expectClose(adam.second, to: "state.exp_avg_sq")
    } else if let rmsprop = training.learner.state as? RMSprop.State {
      try training.expectClose(rmsprop.square, to: "state.square_avg")
    } else {
      let sgd = try #require(training.learner.state as? SGD.State)
      #expect((sgd.velocity.count > 0) == (golden.optimizer?.momentum != 0))
      if sgd.velocity.count > 0 {
        try training.expectClose(sgd.velocity, to: "state.momentum_buffer")
      }
    }
  }

  @Test(arguments: try EngineCases.of(.train))
  func theRateAndTheNormOfEachUpdateArePyTorchs(_ golden: GoldenCase) throws {
    let training = try GoldenTraining(golden, team: Team(size: 1))
    var (rates, norms): ([Double], [Double]) = ([], [])
    _ = try training.run { _ in
      rates.append(training.learner.schedule.lr)
      norms.append(training.learner.gradientNorm)
    }
    let vectors = training.vectors
    if vectors.contains("grad_norms") {
      expectClose(norms, to: try vectors.reference("grad_norms", .training))
    }
    if vectors.contains("lrs") {
      expectClose(rates, to: try vectors.reference("lrs"))
    } else {
      #expect(rates.allSatisfy { $0 == golden.optimizer?.learningRate })
    }
  }

  @Test(arguments: try EngineCases.of(.article))
  func theArticlesTrainingsArePyTorchs(_ golden: GoldenCase) throws {
    let team = Team(size: 2)
    defer { team.close() }
    let training = try GoldenTraining(golden, team: team)
    try training.expectLosses(training.run())
    try training.expectClose(training.learner.weights.values, to: "final")
  }
}
