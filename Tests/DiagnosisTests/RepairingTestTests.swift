import Diagnosis
import Learning
import Testing

@Suite struct RepairingTestTests {
  private func test(_ train: Dataset, _ held: Dataset, count: Int = 99) throws -> RepairingTest? {
    RepairingTest(
      try split(train: train, test: held), Draws(order: .named, seed: 4), count: count)
  }

  @Test func aSignalGivesTheLeastPossibleP() throws {
    let found = try #require(
      try test(
        lagged(60, signal: 0.6, noise: 0.8, seed: 1), lagged(100, signal: 0.6, noise: 0.8, seed: 2)
      ))
    #expect(found.p == 0.01)
    #expect(found.observed > 0.25 && found.observed < 0.45)
    #expect(found.null.count == 99 && found.manner == .sequences)
  }

  @Test func pIsRarelySmallWhereThereIsNothing() throws {
    let ps = try (0..<12).compactMap { seed in
      try test(
        lagged(40, signal: 0, noise: 1, seed: 10 + seed),
        lagged(40, signal: 0, noise: 1, seed: 50 + seed), count: 39)?.p
    }
    #expect(ps.count == 12)
    // The chance of more than three in twelve below 0.05 is 0.2 %.
    #expect(ps.count { $0 <= 0.05 } <= 3)
    #expect(ps.allSatisfy { $0 > 0 })
  }

  @Test func aClockIsNoSignal() throws {
    let found = try #require(
      try test(
        lagged(60, signal: 0, noise: 0.2, curve: 2, seed: 1),
        lagged(60, signal: 0, noise: 0.2, curve: 2, seed: 2)))
    #expect(found.observed < 0.02)
  }

  @Test func aSeriesIsShiftedByAWindowAtLeast() throws {
    let series = normals(140, seed: 9)
    func windows(_ starts: Range<Int>) -> Dataset {
      Dataset(
        sequences: starts.count, steps: 10, features: 1, outputs: 1,
        inputs: starts.flatMap { series[$0..<$0 + 10] },
        targets: starts.flatMap { series[$0 + 1..<$0 + 11] }, scored: 9..<10)
    }
    let found = try #require(try test(windows(0..<80), windows(90..<129), count: 199))
    // 80 windows of 10 steps can be moved by 10 to 70 places.
    #expect(found.manner == .shifts && found.null.count == 61)
    #expect(try test(windows(0..<25), windows(90..<129)) == nil)
  }

  @Test func theProbeOfTheTestIsTheProbeOfTheScoreboard() throws {
    let data = try split(
      train: lagged(60, signal: 0.5, noise: 1, curve: 1, seed: 1),
      test: lagged(80, signal: 0.5, noise: 1, curve: 1, seed: 2))
    let record = try record(train: data.train.targets, test: data.test.targets, on: data)
    let evidence = Evidence(
      Subject(experiment: smallest, split: data, record: record, rerun: { _ in [] }))
    let curve = try #require(evidence.scoreboard["per_step_mean"])
    let probe = try #require(evidence.scoreboard["random_features"])
    let test = try #require(evidence.repairing)
    #expect(abs(test.observed - (1 - probe.mse / curve.mse)) < 1e-4)
  }

  @Test func theFloorChangesNothingButWhatIsShown() {
    let without = Numbers(probe: 0.5, model: 0.98, test: (0.5, 0.005)).evidence
    let with = Numbers(probe: 0.5, model: 0.98, floor: 0.98, test: (0.5, 0.005)).evidence
    let (first, second) = (Diagnosis(without, seed: 0), Diagnosis(with, seed: 0))
    #expect(first.verdict == second.verdict)
    #expect(first.limits != second.limits)
  }
}
