import SourceText
import TestSupport
import Testing

@testable import Learning

@Suite struct ScheduledSamplingTests {
  private func shares(_ decay: String, epochs: Int = 101) -> [Double] {
    let feeding = choice(
      ScheduledSampling.self,
      [
        "teacher_forcing_ratio": 0.9, "teacher_forcing_ratio_end": 0.1,
        "decay": OptionNode(stringLiteral: decay),
      ])
    return (1...epochs).compactMap { feeding.truthShare(inEpoch: $0, of: epochs) }
  }

  @Test(arguments: ["linear", "exponential", "inverse_sigmoid"])
  func aDecayLeadsFromOneShareToTheOther(_ decay: String) {
    let shares = shares(decay)
    expectClose([shares[0], shares[100]], to: [0.9, 0.1], bound: 1e-12, decay)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 > $1 })
    #expect(self.shares(decay, epochs: 1) == [0.9])
  }

  @Test func decaysDifferInWhereTheyFall() {
    expectClose([shares("linear")[50]], to: [0.5], bound: 1e-12, "linear")
    expectClose([shares("inverse_sigmoid")[50]], to: [0.5], bound: 1e-12, "inverse sigmoid")
    // (0.1 - 0.01) / (1 - 0.01) of the way is left.
    expectClose(
      [shares("exponential")[50]], to: [0.1 + 0.8 / 11], bound: 1e-12, "exponential")
    #expect(shares("inverse_sigmoid")[20] > shares("linear")[20])
  }

  @Test func withoutAnEndTheShareStays() {
    let feeding = choice(ScheduledSampling.self, ["teacher_forcing_ratio": 0.3])
    #expect((1...9).allSatisfy { feeding.truthShare(inEpoch: $0, of: 9) == 0.3 })
    var options = Options(["decay": "linear"])
    _ = ScheduledSampling(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }

  /// At a share of 1 no prediction is fed, at 0 no truth.
  @Test func coinsFollowTheShareOfTheirEpoch() {
    let feeding = choice(
      ScheduledSampling.self, ["teacher_forcing_ratio": 1, "teacher_forcing_ratio_end": 0])
    let coins = CoinTosser(feeding, Draws(order: .named, seed: 1), steps: 200, epochs: 3)
    func truths(_ epoch: Int) -> Int {
      coins.toss(sequences: 1, epoch: epoch)?.isTruth.count { $0 } ?? -1
    }
    #expect(truths(1) == 200)
    #expect((60...140).contains(truths(2)))
    #expect(truths(3) == 0)
  }
}
