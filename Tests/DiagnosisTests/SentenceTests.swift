import Diagnosis
import Learning
import Testing

/// Each template with its numbers, and with numbers that say the opposite.
@Suite struct SentenceTests {
  private func finding(_ rule: String, _ numbers: Numbers) -> String? {
    Diagnosis(numbers.evidence, seed: 0).findings.first { $0.rule == rule }?.statement
  }

  // MARK: Findings

  @Test func rePairing() {
    #expect(
      finding("re_pairing", Numbers(test: (-0.0068, 0.67)))
        == "No probe with 2, 8 or 10 steps of past found more in the inputs than chance would (R² −0.00680 over the per-step mean, p = 0.67 of 199 re-pairings of the training sequences)."
    )
    #expect(
      finding("re_pairing", Numbers(probe: 0.5, test: (0.5, 0.005)))
        == "A probe with 2, 8 or 10 steps of past predicts 50 % of the variance that the per-step mean leaves (R² 0.500 over the per-step mean, p = 0.0050 of 199 re-pairings of the training sequences)."
    )
    #expect(
      finding("re_pairing", Numbers(test: (0.001, 0.01)))!.hasPrefix(
        "A probe with 2, 8 or 10 steps of past finds more than chance would, but less than 2.0 % of the variance"
      ))
  }

  @Test func averageCurve() {
    #expect(finding("average_curve", Numbers()) == nil)
    #expect(
      finding("average_curve", Numbers(curve: 0.2, model: 0.21))!.contains(
        "is about as good as the model (error 0.200, the model’s 0.210, the constant mean’s 1.00)"))
    #expect(
      finding("average_curve", Numbers(curve: 0.2, model: 0.5))!.contains(
        "is better than the model"))
    #expect(
      finding("average_curve", Numbers(curve: 0.2, model: 0.1))!.hasPrefix(
        "The model is better than the average curve"))
  }

  @Test func overfit() {
    let memorised = Scoreboard.Training(model: 0.5, mean: 1)
    #expect(
      finding("overfit", Numbers(model: 1.2, training: memorised))
        == "On its training sequences the model’s error, 0.500, is below the mean’s, 1.00; on held-out sequences it is 1.20, above the mean’s 1.00. What it learned there does not carry over."
    )
    #expect(finding("overfit", Numbers(model: 0.9, training: memorised)) == nil)
    #expect(finding("overfit", Numbers(model: 1.2)) == nil)
    #expect(finding("overfit", Numbers(model: 1.2, training: memorised, areSure: false)) == nil)
  }

  @Test func lastValue() {
    func sentence(_ model: Double) -> String? {
      finding("last_value", Numbers(last: 0.2, ridge: 0.2, probe: 0.2, model: model))
    }
    #expect(
      sentence(0.1)
        == "The model’s held-out error is 50 % below that of repeating the last value (errors 0.100 and 0.200)."
    )
    #expect(sentence(0.2)!.hasPrefix("The model is no better than repeating the last value"))
    #expect(sentence(0.3)!.hasPrefix("The model’s held-out error is 50 % above"))
    #expect(finding("last_value", Numbers(last: 1.5)) == nil)
  }

  @Test func spread() {
    func sentence(_ spread: Double, _ correlation: Double, model: Double = 0.9) -> String? {
      finding(
        "spread",
        Numbers(model: model, measures: .of(spread: spread, correlation: correlation)))
    }
    #expect(
      sentence(0.3, 0.3)
        == "The predictions vary 0.300 times as much as the targets, and that fits what they know (slope 1.00, correlation 0.300): stretching or shrinking them would lower the error by 0 % at most."
    )
    #expect(sentence(0.1, 0.6)!.contains("they are held back, and stretching them would lower"))
    #expect(sentence(1, 0.4)!.contains("more than they know"))
    #expect(sentence(0.3, 0.05) == nil)
    #expect(sentence(0.3, 0.3, model: 1) == nil)
  }

  @Test func level() {
    func sentence(_ bias: Double) -> String? {
      finding("level", Numbers(measures: .of(spread: 0.5, correlation: 0.5, bias: bias)))
    }
    #expect(
      sentence(-0.8660254)
        == "The predictions lie 0.866 below the held-out targets on average; that is 50 % of the error."
    )
    #expect(sentence(2)!.contains("above the held-out targets"))
    #expect(sentence(0.1) == nil)
  }

  @Test func freeRunning() {
    #expect(finding("free_running", Numbers()) == nil)
    #expect(finding("free_running", Numbers(free: 1.05))!.contains("scores about the same"))
    #expect(finding("free_running", Numbers(free: 2))!.contains("does worse"))
    #expect(finding("free_running", Numbers(free: 0.5))!.contains("does better"))
  }

  @Test func recoveredShareIsSilentWhereThereIsNothingToRecover() {
    #expect(finding("recovered_share", Numbers()) == nil)
    #expect(
      finding("recovered_share", Numbers(probe: 0.5, model: 0.75, test: (0.5, 0.005)))!.contains(
        "the model recovers 50 %"))
  }

  @Test func limitsNameTheSeedAndTheLeastP() {
    let limits = Diagnosis(Numbers(setup: .small).evidence, seed: 3).limits
    #expect(limits.contains { $0.contains("with seed 3") })
    // Of predictions from files neither run nor seed is known.
    let foreign = Diagnosis(Numbers().evidence, seed: 3).limits
    #expect(!foreign.contains { $0.contains("seed") })
    #expect(foreign[0].hasPrefix("One set of predictions was judged."))
    #expect(limits.contains("With 199 re-pairings p cannot fall below 0.0050."))
  }
}
