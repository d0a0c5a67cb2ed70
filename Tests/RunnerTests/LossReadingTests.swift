import Testing

@testable import Runner

/// The cases of a reader's own run.
struct LossReadingTests {
  @Test(arguments: [LossReading.besideVariance, LossReading.besideStart])
  func everyRatioHasExactlyOneCase(_ cases: [LossReading]) {
    for hundredths in 0...400 {
      let ratio = Double(hundredths) / 100
      #expect(cases.count { $0.holds(for: ratio) } == 1, "\(ratio)")
    }
    #expect(cases.count { $0.holds(for: 1e30) } == 1)
    #expect(!cases.contains { $0.holds(for: -0.1) || $0.holds(for: .nan) })
  }

  @Test func aRatioNearOneIsTheMeans() throws {
    func says(_ ratio: Double) -> String? {
      LossReading.besideVariance.first { $0.holds(for: ratio) }?.says
    }
    #expect(try #require(says(1.06)).hasPrefix("Worse than the mean."))
    #expect(try #require(says(1.04)).hasPrefix("As good as the mean."))
    #expect(try #require(says(0.95)).hasPrefix("As good as the mean."))
    #expect(try #require(says(0.94)).hasPrefix("Better than the mean"))
    #expect(try #require(says(0.1)).hasPrefix("Not the mean."))
  }

  /// A forecast without systematic error varies √(1 − ratio) times as much as its targets.
  @Test func theSpreadsThatAreNamedAreThoseOfTheirRatios() throws {
    let better = try #require(LossReading.besideVariance.first { $0.range == "0.5 to 0.95" })
    for (ratio, named) in [(0.95, "0.22 times at 0.95"), (0.5, "0.71 times at 0.5")] {
      #expect(better.says.contains(named))
      let spread = (1 - ratio).squareRoot()
      #expect(named.hasPrefix("\((spread * 100).rounded() / 100) "))
    }
  }
}
