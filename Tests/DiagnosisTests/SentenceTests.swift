import Diagnosis
import Learning
import Testing

/// Each template with its numbers, and with numbers that say the opposite.
@Suite struct SentenceTests {
  private func statement(_ numbers: Numbers) -> String {
    Diagnosis(numbers.evidence, seed: 0).statement
  }
  private func finding(_ rule: String, _ numbers: Numbers) -> String? {
    Diagnosis(numbers.evidence, seed: 0).findings.first { $0.rule == rule }?.statement
  }

  // MARK: In large type

  @Test func nothing() {
    #expect(
      statement(Numbers())
        == "On 100 held-out sequences no forecast tried beats the mean: predicting the mean is the best known answer here."
    )
  }

  @Test func clock() {
    #expect(
      statement(Numbers(curve: 0.02, probe: 0.02, model: 0.021))
        == "The model is a clock: the average curve of its training sequences, which reads no input, has the error 0.0200, the model 0.0210."
    )
    #expect(
      statement(Numbers(curve: 0.02, probe: 0.02, model: 0.03))
        == "The model draws the average curve of its training sequences, and less well than the curve itself, which reads no input: the model’s error is 0.0300, the curve’s 0.0200."
    )
  }

  @Test func missed() {
    #expect(
      statement(Numbers(probe: 0.5, model: 0.95, test: (0.5, 0.005)))
        == "There is something to learn and the model recovers 10 % of it: its held-out error is 0.950, that of the random-feature probe 0.500, that of the constant mean 1.00."
    )
    #expect(
      statement(Numbers(probe: 0.5, model: 1.2, test: (0.5, 0.005))).contains(
        "the model recovers nothing of it"))
  }

  @Test func learned() {
    #expect(
      statement(Numbers(probe: 0.5, model: 0.6, test: (0.5, 0.005)))
        == "The model recovers 80 % of what is known to be predictable: its held-out error is 0.600, that of the random-feature probe 0.500, that of the constant mean 1.00."
    )
    #expect(
      statement(Numbers(probe: 0.5, model: 0.4, test: (0.5, 0.005)))
        == "The model is the best forecast known here: its held-out error is 0.400, that of the constant mean 1.00."
    )
  }

  @Test func echo() {
    #expect(
      statement(Numbers(last: 0.1, ridge: 0.1, probe: 0.1, model: 0.11, test: (0.9, 0.005)))
        == "No forecast tried clearly beats repeating the last value, whose error is 0.100; the model’s is 0.110."
    )
  }

  @Test func diverged() {
    let numbers = Numbers(model: .nan, outcome: .diverged(epoch: 12))
    #expect(
      statement(numbers) == "Training diverged at epoch 12, so there is no forecast to judge.")
    #expect(finding("diverged", Numbers()) == nil)
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

  @Test func inputsUnused() {
    func sentence(_ blind: Double) -> String? {
      finding("inputs_unused", Numbers(model: 0.5, counterfactual: ("blind_inputs", blind)))
    }
    #expect(
      sentence(0.51)
        == "Trained on zeros in place of its inputs, the model scores about the same (held-out error 0.510 without inputs, 0.500 with them)."
    )
    #expect(sentence(1)!.contains("the model scores worse"))
    #expect(sentence(0.3)!.contains("the model scores better"))
    #expect(finding("inputs_unused", Numbers()) == nil)
  }

  @Test func stoppedEarly() {
    func sentence(_ after: Double) -> String? {
      finding(
        "stopped_early",
        Numbers(
          probe: 0.5, model: 0.95, test: (0.5, 0.005), counterfactual: ("more_training", after))
      )
    }
    #expect(
      sentence(0.55)
        == "Three times the epochs, and nothing else, take the held-out error from 0.950 to 0.550 (150 epochs, one seed). That is enough to end the collapse here: training had stopped too early."
    )
    #expect(sentence(0.85)!.hasPrefix("Three times the epochs lower the held-out error"))
    #expect(sentence(0.95)!.hasPrefix("Three times the epochs leave the held-out error as it is"))
    #expect(sentence(1.2)!.hasSuffix("longer training does harm here."))
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

  // MARK: What is advised and what is not claimed

  @Test func longerTrainingIsAdvisedOnlyWhereItHelped() {
    func step(_ after: Double) -> String {
      Diagnosis(
        Numbers(
          probe: 0.5, model: 0.95, test: (0.5, 0.005), counterfactual: ("more_training", after)
        ).evidence, seed: 0
      ).nextStep
    }
    #expect(step(0.52) == "Train for 150 epochs.")
    #expect(step(0.85).hasPrefix("Longer training helps and is not enough"))
    #expect(step(0.95).hasPrefix("Longer training does not help"))
  }

  @Test func limitsNameTheSeedAndTheLeastP() {
    let limits = Diagnosis(Numbers().evidence, seed: 3).limits
    #expect(limits.contains { $0.contains("with seed 3") })
    #expect(limits.contains("With 199 re-pairings p cannot fall below 0.0050."))
  }
}
