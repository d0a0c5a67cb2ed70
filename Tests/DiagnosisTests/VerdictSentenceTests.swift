import Diagnosis
import Learning
import Testing

/// The sentence of each verdict, and what contradicting numbers make of it.
@Suite struct VerdictSentenceTests {
  private func verdict(_ numbers: Numbers) -> Verdict {
    Diagnosis(numbers.evidence, seed: 0).verdict
  }
  private func statement(_ numbers: Numbers) -> String { verdict(numbers).statement }

  @Test func nothingToLearnGivesProbeContextAndP() {
    #expect(
      statement(Numbers(test: (-0.0068, 0.67)))
        == "No probe with 2, 8 or 10 steps of past beats the mean on 100 held-out sequences (best R² −0.00680, p = 0.67): predicting the mean is the best known answer under squared error."
    )
    #expect(
      statement(Numbers(model: 1.2)).hasSuffix(
        "and the model, with 1.20 times the mean’s error, has memorised past it."))
    // An error no clearer than chance is not called memorised.
    #expect(!statement(Numbers(model: 1.2, areSure: false)).contains("memorised"))
  }

  @Test func aClockIsComparedWithTheCurve() {
    #expect(
      statement(Numbers(curve: 0.02, probe: 0.02, model: 0.021)).hasPrefix(
        "The model is a clock: the average curve of its training sequences, which reads no input, has the error 0.0200, the model 0.0210"
      ))
    #expect(
      statement(Numbers(curve: 0.02, probe: 0.02, model: 0.03)).contains(
        "less well than the curve itself"))
    var numbers = Numbers(curve: 0.02, probe: 0.02, model: 0.021)
    #expect(verdict(numbers).confidence.reason.hasPrefix("No run without inputs confirmed it"))
    numbers.trials = [.of("blind_inputs", 0.979, [0.979])]
    #expect(verdict(numbers).confidence.word == .high)
  }

  @Test func littleSignalIsSaidToBeCalibratedOnlyWhereItIs() {
    func numbers(_ measures: Measures) -> Numbers {
      Numbers(probe: 0.94, model: 0.94, test: (0.06, 0.005), measures: measures)
    }
    let calibrated = statement(numbers(.of(spread: 0.25, correlation: 0.25)))
    #expect(calibrated.contains("it explains 6.0 % of the held-out variance"))
    #expect(calibrated.contains("a slope of 1.00 between target and prediction"))
    #expect(
      !statement(numbers(.of(spread: 0.6, correlation: 0.25))).contains("a slope of"))
  }

  @Test func aLearnedSignalNamesTheBestKnown() {
    #expect(statement(Numbers.learned).hasSuffix("no forecast tried does better."))
    #expect(
      statement(Numbers.learned.with { $0.model = 0.52 }).hasSuffix(
        "the best known, the random-feature probe, 0.500."))
  }

  @Test func anEchoGivesItsSkillOverTheLastValue() {
    func numbers(_ model: Double) -> Numbers {
      Numbers(last: 0.1, ridge: 0.1, probe: 0.1, model: model, test: (0.9, 0.005))
    }
    #expect(
      statement(numbers(0.1)).contains("its skill over the repetition is 0"))
    #expect(
      statement(numbers(0.11)).contains("its skill over the repetition is −0.100"))
    #expect(!statement(numbers(0.2)).contains("does about that"))
    #expect(statement(numbers(0.2)).hasPrefix("The last value forecasts better than the model"))
  }

  // MARK: Cures

  @Test func aCureTellsFactorAmountsSkillsAndSeeds() {
    let cure = Trial.of("more_steps", 0.02, [0.44, 0.45, 0.46], factor: "the number of updates")
    let verdict = verdict(Numbers.missed.with { $0.trials = [cure] })
    #expect(
      verdict.statement
        == "Training ended on its way: changing only the number of updates from a to b raises the held-out skill from 0.0200 to 0.450 (enough with 3 of 3 seeds)."
    )
    #expect(verdict.nextStep.contains("600 updates"))
    #expect(verdict.confidence.reason.hasSuffix("The change ends it with all 3 seeds."))
  }

  @Test func aSeedThatGetsThereUnchangedIsTold() {
    var cure = Trial.of("more_steps", 0.02, [0.45, 0.45, 0.45])
    cure.pairs[2].before = cure.pairs[2].after
    #expect(
      verdict(Numbers.missed.with { $0.trials = [cure] }).confidence.reason.hasSuffix(
        "With the change all 3 seeds get there; unchanged, 1 of them does too."))
  }

  @Test(arguments: [
    ([0.3], "raises the held-out skill from 0.0200 to 0.300 (enough with 0 of 1 seed)"),
    ([-0.5], "lowers the held-out skill from 0.0200 to −0.500"),
    ([0.021], "leaves the held-out skill where it is, 0.0200 before and 0.0210 after"),
    ([-.infinity], "gives no finite error"),
  ])
  func aChangeThatDoesNotEndItIsNotSaidTo(_ after: [Double], _ expected: String) {
    let numbers = Numbers.missed.with { $0.trials = [.of("hidden_up", 0.02, after)] }
    let finding = Diagnosis(numbers.evidence, seed: 0).findings.first { $0.rule == "units" }
    #expect(finding?.statement == "Here changing only x from a to b \(expected).")
    #expect(finding?.bearing == .rulesOut(.capacity))
  }

  @Test func aPenaltyIsSaidToHoldBackOnlyASlopeAboveTwo() {
    func reason(_ measures: Measures?) -> String {
      verdict(
        Numbers.missed.with {
          $0.trials = [.of("no_reg", 0.02, [0.45, 0.45, 0.45])]
          $0.setup?.dropout = 0.99
          $0.measures = measures
        }
      ).confidence.reason
    }
    #expect(reason(.of(spread: 0.05, correlation: 0.5)).contains("is 10.0 times too small"))
    #expect(!reason(.of(spread: 0.5, correlation: 0.5)).contains("too small"))
    #expect(!reason(.of(spread: 0.001, correlation: 0.05)).contains("too small"))
    #expect(!reason(nil).contains("too small"))
  }

  @Test func aMeasurementWithoutATrialIsLessSure() {
    let numbers = Numbers.missed.with { $0.wiring.batchDependence = 0.4 }
    #expect(verdict(numbers).confidence.word == .fair)
    #expect(verdict(numbers).confidence.reason.hasSuffix("No changed run could confirm it."))
    let cured = numbers.with { $0.trials = [.of("fix_axes", 0.02, [0.5, 0.5, 0.5])] }
    #expect(verdict(cured).confidence.word == .high)
  }

  // MARK: Not found

  @Test func whatIsNotFoundListsWhatWasTried() {
    #expect(
      statement(Numbers.missed)
        == "Signal is there (the random-feature probe: R² 0.500; the model: 0.0200), and no change could be tried. The cause was not found."
    )
    let tried = Numbers.missed.with { $0.trials = [.of("hidden_up", 0.02, [0.03])] }
    #expect(statement(tried).contains("and the one change tried does not recover it"))
    #expect(verdict(tried).confidence.reason.contains("changed (0.0300)"))
    let twice = Numbers.missed.with {
      $0.trials = [.of("hidden_up", 0.02, [0.03]), .of("chrono", 0.02, [0.04])]
    }
    #expect(statement(twice).contains("and none of 2 changes tried recovers it"))
    #expect(verdict(tried).kind == .broken && verdict(tried).title == "Signal is there and missed")
    #expect(verdict(Numbers(test: nil)).kind == .open)
  }

  @Test func anUnexplainedCureIsNoCause() {
    let numbers = Numbers.missed.with { $0.trials = [.of("chrono", 0.02, [0.5, 0.5, 0.5])] }
    #expect(verdict(numbers).cause == .unknown)
    #expect(statement(numbers).contains("yet nothing measured says why the original misses it"))
  }

  @Test func whereToLookFollowsTheHiddenState() {
    func nextStep(_ probe: Double?) -> String {
      verdict(Numbers.missed.with { $0.course.hiddenProbe = probe }).nextStep
    }
    #expect(nextStep(0.45).hasPrefix("Look at the head and its loss"))
    #expect(nextStep(0.01).hasPrefix("Look at what reaches the recurrent layer"))
    #expect(nextStep(nil).hasPrefix("Give what was not given yet, inputs first"))
  }

  @Test func partOfTheSignalIsNotCalledAllOfIt() {
    let partly = Numbers.missed.with { $0.model = 0.62 }
    #expect(verdict(partly).cause == .none && verdict(partly).confidence.word == .low)
    #expect(statement(partly).hasPrefix("The model recovers 76 % of what is known"))
    #expect(verdict(partly.with { $0.model = 0.75 }).cause == .unknown)
  }
}
