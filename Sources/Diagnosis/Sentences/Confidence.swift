import Numerals

/// How sure a verdict is, in one word with its reason.
package struct Confidence: Sendable, Equatable {
  package enum Word: String, Sendable { case high, fair, low }
  package var word: Word
  /// A sentence.
  package var reason: String

  package init(_ word: Word, _ reason: String) {
    self.word = word
    self.reason = reason
  }
}

extension Headline {
  var confidence: Confidence {
    switch reading {
    case .diverged: Confidence(.high, "The loss is not a number.")
    case .nothing: nothing
    case .clock: clock
    case .missed, .recovered: learned
    case .curveMissed:
      Confidence(.fair, "The average curve’s error is clearly lower; only one seed was trained.")
    case .untested, .clockWithInputs, .curvePartly, .partly, .echo, .slight:
      Confidence(.low, "The numbers fit more than one explanation.")
    }
  }

  private var nothing: Confidence {
    guard let test = evidence.repairing else {
      return Confidence(.low, "There were too few sequences to test.")
    }
    let share = percent(test.noticeable)
    if test.p <= Judgement.significant {
      return Confidence(
        .fair, "A probe found more than chance (p = \(written(p: test.p))), but next to nothing.")
    }
    return test.noticeable <= 0.05
      ? Confidence(.high, "A linear share above about \(share) would probably have been seen.")
      : Confidence(.fair, "A linear share below about \(share) may have gone unseen.")
  }

  private var clock: Confidence {
    switch evidence.scoresBlind {
    case true?:
      Confidence(.high, "Trained without its inputs, the model scores about the same or better.")
    default:
      Confidence(.fair, "No run without inputs confirmed it.")
    }
  }

  private var learned: Confidence {
    guard let test = evidence.repairing else {
      return Confidence(
        .fair, "The errors differ clearly; there were too few sequences to pair anew.")
    }
    return test.p <= Judgement.significant
      ? Confidence(
        .high,
        "What can be learned was found by a probe too (p = \(written(p: test.p))); only one seed was trained."
      )
      : Confidence(
        .fair,
        "The held-out errors differ clearly, but the re-pairing test does not confirm it (p = \(written(p: test.p)))."
      )
  }
}

extension RepairingTest {
  /// The held-out share of variance that a linear probe on eight lags would probably have shown:
  /// `(q + 3 √(2q)) / n`. An estimate for `n` independent targets; correlated ones count for fewer.
  package var noticeable: Double {
    let features = Double(min(8, contexts.last ?? 8))
    return min(1, (features + 3 * (2 * features).squareRoot()) / Double(max(1, trainingTargets)))
  }
}
