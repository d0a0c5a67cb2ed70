import Diagnosis
import Testing

/// What the rules of single causes say, with numbers for and against.
@Suite struct CauseFindingTests {
  private func finding(_ rule: String, _ numbers: Numbers) -> Finding? {
    Diagnosis(numbers.evidence, seed: 0).findings.first { $0.rule == rule }
  }
  private func found(_ rule: String, _ change: (inout Numbers) -> Void) -> Finding? {
    var numbers = Numbers.missed
    change(&numbers)
    return finding(rule, numbers)
  }

  @Test func leak() {
    #expect(found("leak") { $0.wiring.leak = 1 }?.bearing == .supports(.targetLeak))
    #expect(found("leak") { $0.wiring.leak = 0.7 }?.bearing == .describes)
    #expect(found("leak") { $0.wiring.leak = 0.2 } == nil)
  }

  @Test func allPairs() {
    func loss(_ computed: Double, _ ofTargets: Bool) -> Finding? {
      found("all_pairs") {
        $0.wiring.loss = LossCheck(
          computed: computed, elementwise: ofTargets ? 0 : 0.9, allPairs: ofTargets ? 2 : 1,
          isOfTargets: ofTargets)
      }
    }
    #expect(loss(2, true)?.statement.contains("is 2.00 and not 0") == true)
    #expect(loss(0, true)?.bearing == .rulesOut(.broadcastBug))
    #expect(
      loss(1.01, false)?.statement
        == "The logged loss is 1.01. Element by element it is 0.900, over all pairs 1.00.")
    #expect(loss(0.91, false) == nil)
  }

  @Test func alignment() {
    func moved(_ r2: Double) -> Finding? {
      finding(
        "alignment", Numbers(elsewhere: Elsewhere(move: (5, Elsewhere.Found(r2: r2, p: 0.01), 12))))
    }
    #expect(
      moved(0.7)?.statement
        == "With the inputs 5 steps earlier a probe explains 70 % of what the per-step mean leaves (p = 0.010, best of 12 moves, as fed 0)."
    )
    #expect(moved(0.7)?.bearing == .supports(.misaligned))
    #expect(moved(0.01)?.bearing == .rulesOut(.misaligned))
    #expect(moved(0.01)?.statement.contains("uncovers no hidden signal") == true)
  }

  @Test func context() {
    func longer(_ r2: Double, _ p: Double) -> Finding.Bearing? {
      finding(
        "context", Numbers(elsewhere: Elsewhere(longer: (8, 24, Elsewhere.Found(r2: r2, p: p))))
      )?.bearing
    }
    #expect(longer(0.5, 0.01) == .supports(.contextTooShort))
    #expect(longer(0.5, 0.4) == .rulesOut(.contextTooShort))
    #expect(longer(0.01, 0.01) == .rulesOut(.contextTooShort))
  }

  @Test func reach() {
    func gradient(_ far: Double) -> Finding? {
      found("reach") {
        $0.byContext = [.init(context: 8, linear: 0), .init(context: 40, linear: 0.5)]
        $0.course.reachAtStart = (0..<40).map { $0 < 30 ? 1 : far }
      }
    }
    #expect(gradient(1e-9)?.bearing == .supports(.vanishingGradient))
    #expect(gradient(0.2)?.bearing == .rulesOut(.vanishingGradient))
    #expect(found("reach") { $0.course.reachAtStart = [1, 0] } == nil)
  }

  @Test func scale() {
    func target(_ mean: Double, _ deviation: Double) -> Finding? {
      found("scale") {
        let column = Scales.Column(mean: mean, deviation: deviation)
        $0.wiring.scale = Scales(target: column, heldOutTarget: column)
      }
    }
    #expect(
      target(-18, 1)?.statement
        == "The network’s targets have mean −18.0 and standard deviation 1.00: zero lies 18.0 deviations from the mean."
    )
    #expect(target(0, 100)?.bearing == .supports(.unscaledTarget))
    #expect(target(0, 0.001)?.bearing == .supports(.unscaledTarget))
    #expect(target(3, 1) == nil && target(0, 0) == nil)
  }

  @Test func branches() {
    func mixture(_ nats: Double?) -> Finding? {
      finding(
        "branches",
        Numbers(
          trials: nats.map { [.of("mdn", 0, [0], nats: $0)] } ?? [],
          residuals: ResidualShape(bimodality: 0.8, separation: 4, smallerShare: 0.5)))
    }
    #expect(mixture(1.2)?.statement.contains("1.20 nats likelier") == true)
    #expect(mixture(0.1)?.statement.contains("too little to speak of") == true)
    #expect(mixture(0.1)?.bearing == .rulesOut(.multimodal))
    #expect(mixture(nil)?.statement.contains("nats") == false)
  }

  @Test func horizon() {
    func ending(_ free: Double, _ direct: Double) -> String? {
      finding(
        "horizon",
        Numbers.learned.with {
          $0.horizon = Horizon(
            context: 10,
            steps: [
              .init(ahead: 1, free: 0.5, direct: 0.5, freeVariance: 0.5),
              .init(ahead: 10, free: free, direct: direct, freeVariance: 0),
            ])
        })?.statement
    }
    #expect(ending(0, 0)?.hasSuffix("The decay is the process’s.") == true)
    #expect(ending(0, 0.4)?.contains("The decay is the iteration’s") == true)
    #expect(ending(0.4, 0.4)?.hasSuffix("The free run keeps its score.") == true)
  }

  @Test func hiddenState() {
    func state(_ probe: Double) -> String? {
      found("hidden_state") { $0.course.hiddenProbe = probe }?.statement
    }
    #expect(state(0.45)?.contains("holds signal that the head does not use") == true)
    #expect(state(0.01)?.contains("has lost the signal") == true)
    #expect(state(0.2) == nil)
    #expect(
      finding("hidden_state", Numbers.learned.with { $0.course.hiddenProbe = 0.5 }) == nil)
  }

  @Test func unfinished() {
    func ending(_ last: Double, _ falling: Double?) -> String? {
      found("stopped_early") {
        $0.trials = [.of("more_steps", 0.02, [0.02])]
        $0.course.last = last
        $0.course.ofMean = 1
        $0.course.falling = falling
      }?.statement
    }
    #expect(
      ending(0.9, 0.03)?.hasPrefix(
        "Training stopped at loss 0.900, 10 % under the mean’s loss and still falling by 3.0 % per 100 updates."
      ) == true)
    #expect(ending(1.1, 0)?.contains("over the mean’s loss and no longer falling.") == true)
    #expect(ending(1, -0.1)?.contains("at the mean’s loss and rising.") == true)
    #expect(ending(0.9, nil)?.contains("falling") == false)
  }

  @Test func rate() {
    #expect(found("rate") { $0.course.leap = 60 }?.statement.contains("60.0 times") == true)
    #expect(found("rate") { $0.course.leap = 1.5 } == nil)
    #expect(
      found("rate") {
        $0.course.leap = 60
        $0.trials = [.of("lr_down", 0.02, [0, 0, 0])]
      }?.bearing == .rulesOut(.rateTooHigh))
  }

  @Test func penaltyOfTheMean() {
    func penalty(_ computed: Double, _ loss: String = "mse_mean_penalty") -> String? {
      found("penalty_of_the_mean") {
        $0.setup?.loss = loss
        $0.wiring.lossOfMean = (computed, 0.5)
      }?.statement
    }
    #expect(penalty(0.501)?.contains("does not discourage the mean") == true)
    #expect(penalty(0.9)?.contains("charges a constant at the mean 0.400") == true)
    #expect(penalty(0.501, "mse") == nil)
  }
}
