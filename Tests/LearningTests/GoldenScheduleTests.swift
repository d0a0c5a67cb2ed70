import SourceText
import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenScheduleTests {
  @Test(arguments: try EngineCases.of(.scheduler))
  func everyRateIsPyTorchs(_ golden: GoldenCase) throws {
    let vectors = try GoldenVectors(golden)
    let optimizer = try #require(golden.optimizer)
    let options = try #require(golden.schedule?.options)
    let training = experiment([
      "training": ["schedule": options, "lr": OptionNode(optimizer.learningRate)]
    ]).training
    let state = training.schedule.makeState(
      ScheduleStart(lr: training.lr, epochs: golden.trainingSteps))
    let metrics = vectors.contains("metrics") ? try vectors.doubles("metrics") : nil
    var (rates, momenta): ([Double], [Double]) = ([], [])
    for step in 0..<golden.trainingSteps {
      rates.append(state.lr)
      momenta.append(state.momentum ?? 0.9)
      state.endUpdate()
      state.endEpoch(metric: metrics?[step] ?? 0)
    }
    expectClose(rates, to: try vectors.reference("lr"))
    let name = vectors.contains("momentum") ? "momentum" : "beta1"
    expectClose(momenta, to: try vectors.reference(name))
  }

  /// Three batches make an epoch of the cycle, one makes an epoch of the others.
  @Test func aCycleIsSteppedByUpdatesAndTheRestByEpochs() {
    let start = ScheduleStart(lr: 1, epochs: 2, updatesPerEpoch: 3)
    let cycle = choice(OneCycle.self, ["max_lr": 1]).makeState(start)
    let halving = choice(ExponentialSchedule.self, ["gamma": 0.5]).makeState(start)
    var rates: [Double] = []
    for _ in 0..<2 {
      for _ in 0..<3 {
        rates.append(cycle.lr)
        cycle.endUpdate()
        halving.endUpdate()
      }
      cycle.endEpoch(metric: 0)
      halving.endEpoch(metric: 0)
    }
    #expect(Set(rates).count == 6)
    #expect(rates.last == 1 / 25 / 1e4)
    #expect(halving.lr == 0.25)
  }

  @Test func aThirdPhaseEndsWhereTheOtherTwoReturn() {
    let start = ScheduleStart(lr: 1, epochs: 11)
    let cycle = choice(
      OneCycle.self,
      ["max_lr": 1, "three_phase": true, "pct_start": 0.45, "anneal_strategy": "linear"]
    ).makeState(start)
    var rates: [Double] = []
    for _ in 0..<11 {
      rates.append(cycle.lr)
      cycle.endUpdate()
    }
    // Up for 0.45 · 11 - 1 = 3.95 updates and down for as many, then to nearly nothing.
    expectClose(
      [rates[0], rates[2], rates[4], rates[10]],
      to: [0.04, 0.04 + 0.96 * 2 / 3.95, 1 - 0.96 * 0.05 / 3.95, 0.04 / 1e4], bound: 1e-12, "rates")
  }

  @Test func aCosineWithoutASpanEndsWithTheTraining() {
    let state = choice(CosineSchedule.self).makeState(ScheduleStart(lr: 2, epochs: 4))
    for _ in 0..<2 { state.endEpoch(metric: 0) }
    expectClose([state.lr], to: [1], bound: 1e-12, "rate")
    for _ in 0..<2 { state.endEpoch(metric: 0) }
    expectClose([state.lr], to: [0], bound: 1e-12, "rate")
  }
}
