import Foundation
import Learning
import SourceText
import TestSupport
import Testing

@testable import Benchmarks

/// Scenarios as their file writes them become experiments, and a mistake in the file is not skipped.
struct ScenarioTests {
  private static func file(
    cause: String = "none", data: String = "", p: String = "sig: fir, noise: 0.1, w: [1, -0.5]",
    gen: String = "signal", model: String = "", train: String = "", eval: String = "context: 10"
  ) -> String {
    """
    scenarios:
    - name: family
      cause: \(cause)
      kind: broken
      cures: [lr_up]
      draws:
        - {draw: 3, data: {gen: \(gen), n_train: 12, n_test: 7, T: 9, seed: 5, p: {\(p)}\(data)}, model: {hidden: 4\(model)}, train: {lr: 0.01, steps: 6, batch: 4, seed: 8\(train)}, eval: {\(eval)}}

    """
  }

  private static func read(_ text: String) throws(Diagnostics) -> [Scenario] {
    try Scenario.read(SourceFile(path: "s.yaml", text: text))
  }

  private static func experiment(_ text: String) throws -> Experiment {
    try #require(try read(text).first?.draws.first).experiment
  }

  private static func mistakes(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try read(text)
      return []
    } catch {
      return error.all.map(\.message)
    }
  }

  @Test func everyNumberOfADrawReachesItsExperiment() throws {
    let text = Self.file(
      data: ", window: 3, standardise: true", model: ", dropout: 0.5, forget_bias: -1, head: relu",
      train: ", opt: adam, wd: 0.25, loss: mse")
    let draw = try #require(try Self.read(text).first?.draws.first)
    let experiment = draw.experiment
    #expect(draw.number == 3)
    #expect(draw.context == 10)
    #expect(experiment.seed == 8)
    #expect(experiment.dataSeed == 5)
    #expect(experiment.model.hiddenSize == 4)
    #expect(experiment.model.headDropout == 0.5)
    #expect(experiment.model.forgetBias == -1)
    #expect(experiment.model.headActivation == .relu)
    #expect(experiment.training.lr == 0.01)
    #expect(experiment.training.epochs == 6 && experiment.training.countsUpdates)
    #expect(experiment.training.batchSize == 4)
    let split = try experiment.split()
    #expect(split.train.sequences == 36 && split.test.sequences == 21 && split.train.steps == 3)
    #expect(split.scaling.targets.count == 1)
  }

  @Test func switchesOfAccidentsBuildTheAccident() throws {
    let detached = try Self.experiment(Self.file(model: ", detach: true"))
    #expect(detached.training.accidents.map { type(of: $0).name } == ["detached_output"])
    let crossed = try Self.experiment(Self.file(model: ", axis_bug: true"))
    #expect(!crossed.model.batchFirst)
    let pairs = try Self.experiment(Self.file(train: ", shape_bug: true"))
    #expect(pairs.training.accidents.map { type(of: $0).name } == ["broadcast_loss"])
  }

  @Test func aMixtureHeadTrainsTwiceAsLong() throws {
    let experiment = try Self.experiment(Self.file(model: ", head: mdn"))
    #expect(experiment.training.loss.headOutputs(for: 1) == 6)
    #expect(experiment.training.epochs == 12)
  }

  @Test(arguments: [
    ("indep", "loc: 0.5, scale: 2"), ("template", "cycles: 1.5, phase: 1, sigma: 0.3"),
    ("walk", "level: 1, step: 0.2"), ("ar1", "rho: 0.8"), ("bimodal", "m: 1.5, k: 0.6, sigma: 0.1"),
    ("delay", "lag: 3, noise: 0.1"), ("osc", "w: 0.6, sigma: 0.3"),
    ("cue", "start: 4, noise: 0.1, distract: 0.5, binary: true"),
    ("signal", "sig: nlfir, noise: 0.1, a: 1.3, b: 0.5, c: 0.4, loc: 12, scale: 2"),
  ])
  func everyGeneratorDrawsItsSequences(_ name: String, _ numbers: String) throws {
    let split = try Self.experiment(Self.file(p: numbers, gen: name)).split()
    #expect(split.train.sequences == 12 && split.test.sequences == 7 && split.train.steps == 9)
  }

  @Test func anAutoregressiveSeriesHasVarianceOne() throws {
    let text = Self.file(p: "rho: 0.8", gen: "ar1").replacing("n_test: 7", with: "n_test: 4000")
    let targets = try Self.experiment(text).split().test.targets
    let square = targets.reduce(0) { $0 + $1 * $1 } / Float(targets.count)
    #expect(abs(square - 1) < 0.05)
  }

  @Test func aKeyThatIsNotKnownIsAMistakeWithItsDraw() {
    let text = Self.file(
      data: ", gap: 2", p: "sig: fir, noise: 0.1, w: [1], tail: 3", model: ", norm: true",
      train: ", clip: 1", eval: "horizon: 4")
    let found = Self.mistakes(text.replacing("kind: broken", with: "kind: broken\n  hints: none"))
    for key in ["gap", "tail", "norm", "clip", "horizon"] {
      #expect(found.contains("unknown option '\(key)', in draw 3 of scenario 'family'"))
    }
    #expect(found.contains("unknown option 'hints'"))
    #expect(found.count == 6)
  }

  @Test func aMistakePointsIntoTheFile() throws {
    let marked = MarkedText(
      Self.file(p: "sig: fir, noise: 1️⃣1.52️⃣, w: [1]", train: ", 3️⃣momentum4️⃣: 0.9"), path: "s.yaml")
    do throws(Diagnostics) {
      _ = try Scenario.read(marked.file)
      Issue.record("nothing was found")
    } catch {
      #expect(error.all.map { marked.place($0.range) }.sorted() == ["1️⃣2️⃣", "3️⃣4️⃣"])
    }
  }

  @Test func whatADrawNeedsIsAskedFor() {
    let found = Self.mistakes(
      "scenarios: [{name: a, cause: b, draws: [{draw: 0, data: {gen: signl, T: 4}}]}]")
    #expect(found.contains { $0.hasPrefix("unknown generator 'signl'") })
    for key in ["n_train", "n_test", "seed", "hidden", "lr"] {
      #expect(found.contains("'\(key)' is missing, in draw 0 of scenario 'a'"))
    }
  }

  @Test func aCureChangesItsFactorAlone() throws {
    let text = Self.file(data: ", shift: 3, window: 3", train: ", wd: 0.5")
    let draw = try #require(try Self.read(text).first?.draws.first)
    let longer = try draw.cured(by: "longer_context").experiment
    #expect(try longer.split().train.steps == 9)
    #expect(longer.training.lr == draw.experiment.training.lr)
    #expect(try draw.cured(by: "more_steps").experiment.training.epochs == 600)
    #expect(try draw.cured(by: "lr_down").experiment.training.lr == 0.0001)
    #expect(try draw.cured(by: "hidden_up").experiment.model.hiddenSize == 16)
    #expect(throws: Diagnostic.self) { try draw.cured(by: "prayer") }
  }

  /// `Benchmarks diagnosis` alone looks at this file.
  @Test func theFileOfScenariosIsWhatItsSeedDraws() throws {
    let text = try String(contentsOfFile: ScenarioArguments.ownFile, encoding: .utf8)
    let families = drawnFamilies + drawnStrangers
    #expect(text == ScenarioWriter.text(families, draws: 3, seed: 1) + "\n")
    let scenarios = try Self.read(text)
    #expect(scenarios.map(\.name) == families.map(\.name))
    #expect(scenarios.allSatisfy { $0.draws.count == 3 })
  }

  @Test(arguments: [5, 6, 7])
  func everyFamilyCanBeDrawnAnew(_ seed: Int) throws {
    let scenarios = try Self.read(
      ScenarioWriter.text(drawnFamilies + drawnStrangers, draws: 4, seed: seed))
    for scenario in scenarios {
      for cure in scenario.cures {
        #expect(throws: Never.self) { try scenario.draws[0].cured(by: cure) }
      }
    }
  }
}
