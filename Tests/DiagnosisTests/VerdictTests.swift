import Diagnosis
import Learning
import Testing

/// Each cause with the evidence that names it, and with evidence that contradicts it.
@Suite struct VerdictTests {
  private func cause(_ numbers: Numbers) -> Cause {
    Diagnosis(numbers.evidence, seed: 0).verdict.cause
  }

  /// The missed signal with a trial's skills added.
  private func missed(_ trials: Trial..., change: (inout Numbers) -> Void = { _ in }) -> Numbers {
    Numbers.missed.with { (numbers: inout Numbers) in
      numbers.trials = trials
      change(&numbers)
    }
  }

  // MARK: Nothing to repair

  @Test func nothingToLearnNeedsATestThatFindsNothing() {
    #expect(cause(Numbers(model: 1.1)) == .noSignal)
    #expect(cause(Numbers(test: nil)) == .unknown)
    #expect(cause(Numbers(probe: 0.9, areSure: false, test: (0.1, 0.005))) != .noSignal)
    #expect(cause(Numbers(probe: 0.99, test: (0.01, 0.005))) == .noSignal)
  }

  @Test func signalElsewhereIsNotNothing() {
    var numbers = Numbers()
    numbers.elsewhere.longer = (8, 24, Elsewhere.Found(r2: 0.04, p: 0.01))
    #expect(cause(numbers) == .unknown)
    numbers.elsewhere.longer = (8, 24, Elsewhere.Found(r2: 0.4, p: 0.3))
    #expect(cause(numbers) == .noSignal)
  }

  @Test func aClockIsAsGoodAsTheCurveAndNeedsNoInputs() {
    var numbers = Numbers(curve: 0.02, probe: 0.02, model: 0.021)
    #expect(cause(numbers) == .clockOnly)
    numbers.trials = [.of("blind_inputs", 0.979, [0.9792])]
    #expect(cause(numbers) == .clockOnly)
    numbers.trials = [.of("blind_inputs", 0.979, [0.8])]
    #expect(cause(numbers) != .clockOnly)
  }

  @Test func aClockThatSmoothsBetterThanTheCurveIsStillAClock() {
    var numbers = Numbers(curve: 0.02, probe: 0.02, model: 0.019)
    numbers.trials = [.of("blind_inputs", 0.981, [0.981])]
    #expect(cause(numbers) == .clockOnly)
    numbers.trials = [.of("blind_inputs", 0.981, [0.97])]
    #expect(cause(numbers) == .none)
  }

  @Test func anEchoIsAsGoodAsTheLastValueAndNoBetterIsKnown() {
    let echo = Numbers(last: 0.1, ridge: 0.1, probe: 0.1, model: 0.1, test: (0.9, 0.005))
    #expect(cause(echo) == .persistence)
    #expect(cause(echo.with { $0.model = 0.3 }) == .unknown)
    // Nearly all that is known of the mean's error, and yet behind the repetition.
    #expect(cause(echo.with { $0.model = 0.14 }) == .unknown)
    #expect(cause(echo.with { $0.ridge = 0.05 }) != .persistence)
  }

  @Test(arguments: [(0.46, Cause.none), (0.94, .lowSignal)])
  func aModelAsGoodAsTheBestKnownIsRightHoweverFlat(_ best: Double, _ expected: Cause) {
    #expect(cause(Numbers(probe: best, model: best, test: (1 - best, 0.005))) == expected)
    #expect(cause(Numbers(probe: best, model: 1, test: (1 - best, 0.005))) == .unknown)
  }

  @Test func aDecayIsTheProcessOnlyWhereADirectForecastDecaysToo() {
    func horizon(_ free: Double, _ direct: Double) -> Horizon {
      Horizon(
        context: 10,
        steps: [
          Horizon.Step(ahead: 1, free: 0.5, direct: 0.5, freeVariance: 0.5),
          Horizon.Step(ahead: 10, free: free, direct: direct, freeVariance: 0),
        ])
    }
    #expect(cause(Numbers.learned.with { $0.horizon = horizon(0, 0) }) == .horizonDecay)
    #expect(cause(Numbers.learned.with { $0.horizon = horizon(0, 0.4) }) == .none)
    #expect(cause(Numbers.learned.with { $0.horizon = horizon(0.4, 0.4) }) == .none)
  }

  @Test func branchesNeedTwoHillsAndAMixtureThatGains() {
    let hills = ResidualShape(bimodality: 0.8, separation: 4, smallerShare: 0.5)
    let two = Numbers(residuals: hills)
    #expect(cause(two) == .multimodal)
    #expect(cause(two.with { $0.trials = [.of("mdn", 0, [0], nats: 1)] }) == .multimodal)
    #expect(cause(two.with { $0.trials = [.of("mdn", 0, [0], nats: 0.1)] }) == .noSignal)
    for shape in [
      ResidualShape(bimodality: 0.4, separation: 4, smallerShare: 0.5),
      ResidualShape(bimodality: 0.8, separation: 1, smallerShare: 0.5),
      ResidualShape(bimodality: 0.8, separation: 4, smallerShare: 0.05),
    ] { #expect(cause(Numbers(residuals: shape)) == .noSignal) }
  }

  // MARK: A cure on every seed

  @Test(arguments: [
    ("more_steps", Cause.undertrained), ("lr_up", .undertrained), ("hidden_up", .capacity),
  ])
  func whatEndsItNamesTheCause(_ trial: String, _ expected: Cause) {
    #expect(cause(missed(Trial.of(trial, 0.02, [0.45, 0.45, 0.45]))) == expected)
    // Not on every seed, on too few seeds, or not enough.
    #expect(cause(missed(Trial.of(trial, 0.02, [0.45, 0.02, 0.45]))) == .unknown)
    #expect(cause(missed(Trial.of(trial, 0.02, [0.45]))) == .unknown)
    #expect(cause(missed(Trial.of(trial, 0.02, [0.3, 0.3, 0.3]))) == .unknown)
  }

  @Test func aCureOfAModelThatMissesNothingNamesNothing() {
    let cure = Trial.of("more_steps", 0.45, [0.5, 0.5, 0.5])
    #expect(cause(Numbers.learned.with { $0.trials = [cure] }) == .none)
  }

  @Test func moreTrainingComesBeforeMoreUnits() {
    let (steps, units) = (
      Trial.of("more_steps", 0, [0.5, 0.5, 0.5]), Trial.of("hidden_up", 0, [0.5, 0.5, 0.5])
    )
    #expect(cause(missed(units, steps)) == .undertrained)
  }

  @Test func aPenaltyIsBlamedOnlyWhereThereIsOne() {
    let cure = Trial.of("no_reg", 0.02, [0.45, 0.45, 0.45])
    #expect(cause(missed(cure) { $0.setup?.dropout = 0.99 }) == .overRegularised)
    #expect(cause(missed(cure)) == .unknown)
    #expect(
      cause(missed(Trial.of("no_reg", 0.02, [0.1, 0.1, 0.1])) { $0.setup?.weightDecay = 1 })
        == .unknown)
  }

  @Test func aRateIsTooHighWhereTheLossLeaptAndALowerOneEndsIt() {
    let cure = Trial.of("lr_down", 0.02, [0.45, 0.45, 0.45])
    #expect(cause(missed(cure) { $0.course.leap = 50 }) == .rateTooHigh)
    let calm = Diagnosis(missed(cure) { $0.course.leap = 1.2 }.evidence, seed: 0).verdict
    #expect(calm.cause == .rateTooHigh && calm.confidence.word == .fair)
    #expect(
      cause(missed(Trial.of("lr_down", 0.02, [0, 0, 0])) { $0.course.leap = 50 }) == .unknown)
  }

  @Test func aGradientVanishesWhereTheSignalIsFarAndTheGradientIsGone() {
    let cure = Trial.of("chrono", 0.02, [0.45, 0.45, 0.45])
    func numbers(near: Double, far: Double) -> Numbers {
      missed(cure) {
        $0.byContext = [.init(context: 8, linear: near), .init(context: 40, linear: 0.5)]
        $0.course.reachAtStart = (0..<40).map { $0 < 30 ? 1 : far }
      }
    }
    #expect(cause(numbers(near: 0, far: 1e-9)) == .vanishingGradient)
    #expect(cause(numbers(near: 0.45, far: 1e-9)) == .unknown)
    #expect(cause(numbers(near: 0, far: 0.5)) == .unknown)
  }

  @Test func openGatesAndMoreStepsNameTheGradientOnlyWhereStepsAloneDoNot() {
    let (gates, steps) = (
      Trial.of("chrono_longer", 0.02, [0.45, 0.45, 0.45]),
      Trial.of("more_steps", 0.02, [0.45, 0.45, 0.45])
    )
    func numbers(_ trials: [Trial]) -> Numbers {
      missed {
        $0.trials = [Trial.of("chrono", 0.02, [0.03])] + trials
        $0.byContext = [.init(context: 8, linear: 0), .init(context: 40, linear: 0.5)]
        $0.course.reachAtStart = (0..<40).map { $0 < 30 ? 1 : 1e-9 }
      }
    }
    #expect(cause(numbers([gates])) == .vanishingGradient)
    #expect(cause(numbers([gates, steps])) == .undertrained)
    #expect(cause(numbers([])) == .unknown)
  }

  @Test func aScaleIsBlamedWhereZeroIsFarAndStandardisingEndsIt() {
    let cure = Trial.of("standardise", -1, [0.45, 0.45, 0.45])
    func numbers(_ target: Double, _ input: Double) -> Numbers {
      missed(cure) {
        $0.wiring.scale = Scales(
          target: .init(mean: target, deviation: 1),
          heldOutTarget: .init(mean: target, deviation: 1),
          input: .init(mean: input, deviation: 1))
      }
    }
    #expect(cause(numbers(20, 0)) == .unscaledTarget)
    #expect(cause(numbers(0, 200)) == .unscaledInput)
    #expect(cause(numbers(4, 0)) == .unscaledTarget)
    #expect(cause(numbers(2, 2)) == .unknown)
    let failed = missed(Trial.of("standardise", -1, [0, 0, 0])) {
      $0.wiring.scale = Scales(
        target: .init(mean: 20, deviation: 1), heldOutTarget: .init(mean: 20, deviation: 1))
    }
    #expect(cause(failed) == .unknown)
  }

  @Test func memorisingIsWorseThanTheMeanAndBetterWithMoreData() {
    var numbers = Numbers(
      probe: 0.9, model: 1.6, training: .init(model: 0.1, mean: 1), test: (0.1, 0.005),
      setup: .small)
    #expect(cause(numbers) == .overfit)
    numbers.trials = [.of("more_data", -0.6, [0.1, 0.1, 0.1], bestKnown: 0.1)]
    #expect(cause(numbers) == .overfit)
    #expect(cause(numbers.with { $0.training.model = 0.95 }) == .unknown)
    #expect(cause(numbers.with { $0.model = 0.9 }) != .overfit)
    // Where there is nothing to learn, memorising is not what keeps the model from learning.
    #expect(
      cause(
        Numbers(model: 1.6, training: .init(model: 0.1, mean: 1), setup: .small)) == .noSignal)
  }

  // MARK: Wiring

  @Test func anInputEqualToTheTargetIsALeakHoweverGoodTheScore() {
    #expect(cause(Numbers.learned.with { $0.wiring.leak = 1 }) == .targetLeak)
    #expect(cause(Numbers.learned.with { $0.wiring.leak = 0.3 }) == .none)
  }

  @Test func weightsWithoutGradientAreNamedWhereTheHeadHasOne() {
    let layer = ["weight_ih_l0", "weight_hh_l0"]
    #expect(cause(missed { $0.wiring.withoutGradient = layer }) == .noGradient)
    #expect(cause(missed { $0.wiring.withoutGradient = layer + ["fc.weight"] }) == .unknown)
    #expect(cause(missed { $0.wiring.withoutGradient = [] }) == .unknown)
    #expect(cause(missed { $0.wiring.withoutGradient = ["weight_ih_l0"] }) == .unknown)
    #expect(cause(Numbers.learned.with { $0.wiring.withoutGradient = layer }) == .none)
  }

  @Test func aPredictionThatDependsOnOthersRunsOverTheBatch() {
    #expect(cause(missed { $0.wiring.batchDependence = 0.4 }) == .swappedAxes)
    #expect(cause(missed { $0.wiring.batchDependence = 1e-7 }) == .unknown)
  }

  @Test func aLossOfAllPairsIsNotZeroOnItsTargets() {
    func loss(_ computed: Double) -> LossCheck {
      LossCheck(computed: computed, elementwise: 0, allPairs: 2, isOfTargets: true)
    }
    #expect(cause(missed { $0.wiring.loss = loss(2) }) == .broadcastBug)
    #expect(cause(missed { $0.wiring.loss = loss(0) }) == .unknown)
    let failed = Trial.of("fix_shapes", 0.02, [0.02, 0.02, 0.02])
    #expect(cause(missed(failed) { $0.wiring.loss = loss(2) }) == .unknown)
  }

  @Test func aHeadIsBlamedWherePredictionsStandAtItsBorderAndTargetsBeyond() {
    func head(_ share: Double, _ outside: Double) -> HeadRange {
      HeadRange(low: 0, high: 0, border: 0, atBorder: share, targetsOutside: outside)
    }
    #expect(cause(missed { $0.wiring.head = head(1, 1) }) == .saturatedOutput)
    #expect(cause(missed { $0.wiring.head = head(1, 0) }) == .unknown)
    #expect(cause(missed { $0.wiring.head = head(0, 1) }) == .unknown)
  }

  @Test func pairsAreApartWhereAMoveOrOtherPairsShowTheSignal() {
    func moved(_ r2: Double, _ p: Double) -> Numbers {
      Numbers(elsewhere: Elsewhere(move: (5, Elsewhere.Found(r2: r2, p: p), 12)))
    }
    #expect(cause(moved(0.7, 0.01)) == .misaligned)
    #expect(cause(moved(0.7, 0.3)) == .noSignal)
    #expect(cause(moved(0.03, 0.01)) == .noSignal)
    func pairs(_ held: Double, _ train: Double) -> Numbers {
      Numbers(
        elsewhere: Elsewhere(
          heldOutPairs: Elsewhere.Found(r2: held, p: 0.01),
          trainingPairs: Elsewhere.Found(r2: train, p: train > 0.1 ? 0.01 : 0.5)))
    }
    #expect(cause(pairs(0.7, 0)) == .misaligned)
    #expect(cause(pairs(0.7, 0.6)) == .noSignal)
  }

  @Test func aContextIsTooShortWhereALongerOneShowsTheSignalAndEndsIt() {
    let cure = Trial.of("longer_context", 0, [0.9, 0.9, 0.9])
    var numbers = Numbers(trials: [cure])
    #expect(cause(numbers) == .noSignal)
    numbers.elsewhere.longer = (8, 24, Elsewhere.Found(r2: 0.3, p: 0.01))
    #expect(cause(numbers) == .contextTooShort)
    let sure = Diagnosis(numbers.evidence, seed: 0).verdict
    numbers.trials = [.of("longer_context", 0, [0.02])]
    let lessSure = Diagnosis(numbers.evidence, seed: 0).verdict
    #expect(lessSure.cause == .contextTooShort)
    #expect(sure.confidence.word == .high && lessSure.confidence.word == .fair)
  }

  @Test func aDivergedRunIsDiverged() {
    #expect(cause(Numbers(model: .nan, outcome: .diverged(epoch: 7))) == .diverged)
    #expect(cause(Numbers(model: .nan)) == .diverged)
  }

  // MARK: What is asked

  @Test func everyCauseHasItsOwnTitle() {
    #expect(Set(Cause.allCases.map(\.title)).count == Cause.allCases.count)
  }

  @Test func everyRuleAndEveryChangeExplainsItself() {
    for rule in diagnosisRules {
      let words = rule.explanation
      for text in [words.measures, words.whyTheMean, words.remedy, words.silence] {
        #expect(text.hasSuffix(".") && text.count > 10, "\(rule.name)")
      }
    }
    #expect(Set(diagnosisRules.map { $0.name }).count == diagnosisRules.count)
    #expect(Set(counterfactuals.map { $0.name }).count == counterfactuals.count)
  }
}
