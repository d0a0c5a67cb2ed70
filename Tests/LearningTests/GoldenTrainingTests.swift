import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenTrainingTests {
  @Test(arguments: try EngineCases.of(.train))
  func everyStepOfAnOptimizerIsPyTorchs(_ golden: GoldenCase) throws {
    let training = try GoldenTraining(golden, team: Team(size: 1))
    let weights = training.learner.weights.values
    let losses = try training.run { try training.expectClose(weights, to: "step1") }
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
    if let adam = training.learner.state as? Adam.State {
      try training.expectClose(adam.first, to: "state.exp_avg")
      try training.expectClose(adam.second, to: "state.exp_avg_sq")
    } else {
      let sgd = try #require(training.learner.state as? SGD.State)
      #expect((sgd.velocity.count > 0) == (golden.optimizer?.momentum != 0))
      if sgd.velocity.count > 0 {
        try training.expectClose(sgd.velocity, to: "state.momentum_buffer")
      }
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
