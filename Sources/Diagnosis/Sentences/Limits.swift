import Learning
import Numerals

/// What a diagnosis does not show.
struct Limits {
  let evidence: Evidence
  let cause: Cause
  let seed: UInt32

  var sentences: [String] {
    var sentences = [
      evidence.setup == nil
        ? "One set of predictions was judged. Another training of the same program may score differently."
        : "One training run was judged, with seed \(seed). Another seed may score differently."
    ]
    if let test = evidence.repairing { sentences += of(test) }
    if let trial = evidence.trials.first {
      let count = evidence.trials.count
      sentences.append(
        count == 1
          ? "One thing was changed (\(trial.factor)). Its runs show whether that is enough to change the score here, not that nothing else would."
          : "One thing at a time was changed, \(count) in all. Their runs show what is enough to change the score here, not that nothing else would."
      )
    }
    if evidence.scoreboard.floor == nil {
      sentences.append(
        "The lowest possible error is not known for this data. Best known means the least error of the forecasts listed."
      )
    }
    if cause == .clockOnly {
      sentences.append(
        "A clock scores well only while new sequences follow the same curve from the same beginning."
      )
    }
    return sentences
  }

  private func of(_ test: RepairingTest) -> [String] {
    var sentences: [String] = []
    if !evidence.findsSignal {
      sentences.append(
        "That no probe found anything bounds these probes. They read up to \(counted(test.contexts.last ?? 0, "step")) of past; with \(counted(test.trainingTargets, "training target")) a linear share below about \(percent(test.noticeable)) may go unseen, and a pattern of another kind a larger one."
      )
    }
    if test.manner == .shifts {
      sentences.append(
        "Windows cut from one series overlap, and the held-out part is one stretch of time. Targets moved along the series keep its rhythm, so a strictly periodic series may look like chance to this test."
      )
    }
    sentences.append(
      "With \(Numerals.count(test.null.count)) re-pairings p cannot fall below \(written(p: 1 / Double(1 + test.null.count)))."
    )
    return sentences
  }
}
