import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct ValidationTests {
  private func node(_ training: OptionNode) -> OptionNode {
    [
      "data": ["source": "sine", "sequences": 20, "length": 8, "test_sequences": 30],
      "model": ["hidden_size": 6], "training": training,
    ]
  }

  @Test func theLastSequencesAreKeptForValidation() throws {
    let split = try experiment(node([:])).split()
    let part = try #require(split.validationPart(share: 0.25))
    #expect(part.training.sequences == 15 && part.validation.sequences == 5)
    #expect(part.training.inputs + part.validation.inputs == split.train.inputs)
    #expect(part.training.targets + part.validation.targets == split.train.targets)
    #expect(part.validation.scored == split.train.scored)
    #expect(split.validationPart(share: 0) == nil)
    #expect(split.validationPart(share: 0.01) == nil)
  }

  /// A series of its own index: a window's values say which part of the series they are.
  @Test func noWindowOfTheTrainingPartReachesIntoTheValidationPart() throws {
    var source = choice(SeriesSource.self, ["path": "a.csv", "window": 4, "standardise": false])
    let rows = (0..<60).map { "\($0)" }.joined(separator: "\n")
    #expect(source.load([file("value\n\(rows)\n")]).isEmpty)
    let split = try source.split(Draws(order: .named, seed: 0))
    let part = try #require(split.validationPart(share: 0.2))
    let data = part.validation
    #expect(data.scored == 3..<4)
    let judged = (0..<data.sequences).map { data.target($0, 3) }
    // Each value once, up to where the held-out part begins.
    #expect(judged == (0..<data.sequences).map { judged[0] + Float($0) })
    #expect(judged.last == 44)
    let seen = part.training.inputs + part.training.targets
    #expect((seen.max() ?? .infinity) < judged[0])
  }

  @Test func theValidationLossIsRecordedAfterEveryEpoch() throws {
    let experiment = experiment(node(["epochs": 6, "validation_share": 0.25, "loss": "l1"]))
    let record = try Trainer(threads: 2).train(experiment)
    let validation = try #require(record.validation?.values)
    #expect(validation.count == 6)
    #expect(record.stop == nil)
    // The last one, from the forecasts of the record: the last five of the training sequences.
    let split = try experiment.split()
    var sum = 0.0
    for n in 15..<20 {
      for t in split.train.scored {
        sum += Double(abs(record.train.values.values[n * 8 + t] - split.train.target(n, t)))
      }
    }
    expectClose([validation[5]], to: [sum / 35], bound: 1e-6, "validation loss")
  }

  /// A rate so large that the loss rises from some epoch on.
  @Test(arguments: [true, false])
  func aTrainingEndsWhenTheValidationLossNoLongerFalls(_ restores: Bool) throws {
    let experiment = experiment(
      node([
        "epochs": 300, "lr": 0.1, "validation_share": 0.5,
        "early_stopping": [
          "patience": 4, "restore_best": OptionNode(booleanLiteral: restores),
        ],
      ]))
    let record = try Trainer().train(experiment)
    let stop = try #require(record.stop)
    let validation = try #require(record.validation?.values)
    #expect(stop.epoch == validation.count && stop.epoch == record.losses.values.count)
    #expect(stop.epoch < 300)
    #expect(stop.epoch == stop.best + 4)
    #expect(validation[stop.best - 1] == validation.min())
    #expect(record.kept.last?.epoch == stop.epoch)
    #expect(stop.isRestored == restores)
    // What the final forecasts score tells whose weights they are made with.
    let split = try experiment.split()
    var sum = 0.0
    for n in 10..<20 {
      for t in split.train.scored {
        let residual = record.train.values.values[n * 8 + t] - split.train.target(n, t)
        sum += Double(residual * residual)
      }
    }
    let expected = validation[(restores ? stop.best : stop.epoch) - 1]
    expectClose([sum / 70], to: [Double(expected)], bound: 1e-5, "validation error")
  }

  @Test func anImprovementIsMoreThanMinDelta() throws {
    let record = try Trainer().train(
      experiment(
        node([
          "epochs": 50, "early_stopping": ["patience": 3, "min_delta": 1000],
        ])))
    // Nothing beats the first epoch by a thousand.
    #expect(record.stop == EarlyStop(epoch: 4, best: 1, isRestored: true))
    #expect(record.losses.values.count == 4)
  }

  @Test func earlyStoppingKeepsAFifthUnlessTold() {
    #expect(experiment(node(["early_stopping": ["patience": 3]])).training.validationShare == 0.2)
    var options = Options(node(["early_stopping": ["patience": 3], "validation_share": 0]))
    _ = Experiment(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }

  @Test func aPlateauIsJudgedByTheValidationLoss() throws {
    // The training loss falls all the way; the threshold makes every epoch after the first a bad
    // one for either, so that the rate falls where the metric is asked at all.
    let training = experiment(
      node([
        "epochs": 8, "schedule": ["name": "reduce_on_plateau", "patience": 0, "threshold": 0.99],
      ]))
    let constant = training.changed { $0.training.schedule = choice(ConstantRate.self) }
    #expect(try Trainer().train(training).losses != Trainer().train(constant).losses)
  }
}
