import Learning
import Testing

@testable import Diagnosis

/// What a rule keeps to itself: numbers that would fill its sentence and must not.
@Suite struct GuardTests {
  private func learned(_ cure: String) -> Evidence {
    Numbers.learned.with {
      $0.trials = [.of(cure, 0.02, [0.5, 0.5, 0.5])]
      $0.course.leap = 50
    }.evidence
  }

  @Test func aModelThatHasTheSignalIsNotSaidToHaveStoppedEarly() {
    #expect(StoppedEarly.verdict(in: learned("more_steps")) == nil)
    #expect(
      StoppedEarly.verdict(
        in: Numbers.missed.with { $0.trials = [.of("more_steps", 0.02, [0.5, 0.5, 0.5])] }.evidence
      )?.cause == .undertrained)
  }

  @Test func withoutALongerOrFasterRunNothingIsSaidOfStopping() {
    #expect(StoppedEarly.finding(in: Numbers.missed.evidence) == nil)
  }

  @Test func aModelThatFallsShortOfNothingHasNoRateTooHigh() {
    #expect(RateTooHigh.verdict(in: learned("lr_down")) == nil)
  }

  @Test func aModelThatHasTheSignalHasRoomEnough() {
    #expect(TooFewUnits.verdict(in: learned("hidden_up")) == nil)
  }

  @Test func whereNothingWasTriedNoListOfTriesIsGiven() {
    #expect(Numbers.missed.evidence.failedChanges == nil)
    #expect(
      NotFound.verdict(in: Numbers.missed.evidence)?.confidence.reason
        == "The numbers fit more than one explanation.")
  }

  @Test func anErrorThatIsNoNumberIsInNoSentence() {
    var numbers = Numbers(model: .nan)
    numbers.training = Scoreboard.Training(model: .nan, mean: 1)
    let sentences = MeasuredSentences(evidence: numbers.evidence).all
    #expect(sentences.allSatisfy { !$0.contains("model’s") }, "\(sentences)")
    #expect(
      MeasuredSentences(evidence: Numbers().evidence).all.filter { $0.contains("model’s") }.count
        == 2
    )
  }
}
