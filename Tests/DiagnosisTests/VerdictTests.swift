import Diagnosis
import Testing

@Suite struct VerdictTests {
  private func verdict(_ numbers: Numbers) -> Verdict {
    Diagnosis(numbers.evidence, seed: 0).verdict
  }

  @Test func nothingToLearnNeedsATestThatFindsNothing() {
    #expect(verdict(Numbers(model: 1.1)) == .nothingToLearn)
    #expect(verdict(Numbers(test: nil)) == .undecided)
    #expect(verdict(Numbers(probe: 0.9, areSure: false, test: (0.1, 0.005))) != .nothingToLearn)
  }

  @Test func aGainTooSmallToNameIsNothing() {
    #expect(verdict(Numbers(probe: 0.99, test: (0.01, 0.005))) == .nothingToLearn)
  }

  @Test func aClockIsAsGoodAsTheCurveAndNeedsNoInputs() {
    var numbers = Numbers(curve: 0.02, probe: 0.02, model: 0.021)
    #expect(verdict(numbers) == .clock)
    numbers.counterfactual = ("blind_inputs", 0.0208)
    #expect(verdict(numbers) == .clock)
    numbers.counterfactual = ("blind_inputs", 0.2)
    #expect(verdict(numbers) == .undecided)
  }

  @Test func aClockThatSmoothsBetterThanTheCurveIsStillAClock() {
    var numbers = Numbers(curve: 0.02, probe: 0.02, model: 0.019)
    numbers.counterfactual = ("blind_inputs", 0.019)
    #expect(verdict(numbers) == .clock)
    numbers.counterfactual = ("blind_inputs", 0.03)
    #expect(verdict(numbers) == .healthy)
  }

  @Test func aSignalOnTopOfTheCurveIsNoClock() {
    let numbers = Numbers(curve: 0.5, probe: 0.1, model: 0.5, test: (0.8, 0.005))
    #expect(verdict(numbers) == .signalMissed)
  }

  @Test func missingTheCurveIsMissingSignal() {
    #expect(verdict(Numbers(curve: 0.1, probe: 0.1, model: 0.9)) == .signalMissed)
    #expect(verdict(Numbers(curve: 0.1, probe: 0.1, model: 0.5)) == .undecided)
  }

  @Test(arguments: [
    (1.3, Verdict.signalMissed), (0.9, .signalMissed), (0.75, .undecided), (0.6, .healthy),
    (0.45, .healthy),
  ])
  func theShareOfTheKnownSignalDecides(_ model: Double, _ expected: Verdict) {
    #expect(verdict(Numbers(probe: 0.5, model: model, test: (0.5, 0.005))) == expected)
  }

  @Test func aProbeThatIsNoBetterThanTheLastValueProvesNothing() {
    let echo = Numbers(last: 0.1, ridge: 0.1, probe: 0.1, model: 0.3, test: (0.9, 0.005))
    #expect(verdict(echo) == .undecided)
  }

  @Test func aDivergedRunIsUndecided() {
    #expect(verdict(Numbers(model: .nan, outcome: .diverged(epoch: 7))) == .undecided)
  }

  @Test func everyVerdictHasItsOwnTitle() {
    #expect(Set(Verdict.allCases.map(\.title)).count == Verdict.allCases.count)
  }
}
