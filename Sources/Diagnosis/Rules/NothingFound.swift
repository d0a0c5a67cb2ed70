import Numerals

/// The re-pairing test.
package struct NothingFound: DiagnosisRule {
  package static let name = "re_pairing"
  package static let summary = "whether a probe finds more in the inputs than chance would"
  package static let explanation = Explanation(
    measures:
      "The held-out R² of a probe on what the per-step mean leaves, against the same after the training targets were given to other inputs.",
    whyTheMean:
      "Where inputs say nothing about targets, the conditional mean is the mean, and squared error is least there.",
    remedy:
      "Inputs that precede what moves the target, or enough sequences to see a smaller share.",
    silence:
      "With too few sequences to pair anew. A probe that finds nothing bounds that probe, not every model."
  )

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let test = evidence.repairing else { return nil }
    let contexts = listed(test.contexts.map { Numerals.count($0) }, "or")
    let probes = "with \(contexts) \(test.contexts == [1] ? "step" : "steps") of past"
    let against =
      "re-pairings of the training \(test.manner == .shifts ? "targets" : "sequences")"
    let numbers =
      "R² \(written(test.observed)) over the per-step mean, p = \(written(p: test.p)) of \(Numerals.count(test.null.count)) \(against)"
    let statement: String
    let bearing: Finding.Bearing
    let isCurve = evidence.scoreboard[PerStepMean.name]?.overMean.isClear() == true
    let absence = Finding.Bearing.supports(isCurve ? .clockOnly : .noSignal)
    if test.p > Judgement.significant {
      statement =
        "No probe \(probes) found more in the inputs than chance would (\(numbers))."
      bearing = absence
    } else if evidence.findsSignal {
      statement =
        "A probe \(probes) predicts \(percent(test.observed)) of the variance that the per-step mean leaves (\(numbers))."
      bearing = .rulesOut(.noSignal)
    } else {
      statement =
        "A probe \(probes) finds more than chance would, but less than \(percent(Advantage.worthwhile)) of the variance (\(numbers))."
      bearing = absence
    }
    return Finding(
      rule: name, bearing: bearing, statement: statement,
      evidence: [
        Finding.Number("held-out R² of the probe", test.observed),
        Finding.Number("greatest R² after re-pairing", test.null.max() ?? 0),
        Finding.Number("p", written(p: test.p)),
        Finding.Number("re-pairings", Numerals.count(test.null.count)),
        Finding.Number("contexts", contexts),
        Finding.Number("chosen by", test.correction),
      ])
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard let test = evidence.repairing, !evidence.isBeyondMean, !evidence.findsSignal,
      evidence.alignment == nil, !evidence.pairsAreShuffled,
      evidence.elsewhere.longer?.found.isFound != true
    else { return nil }
    let board = evidence.scoreboard
    let contexts = listed(test.contexts.map { Numerals.count($0) }, "or")
    let start =
      "No probe with \(contexts) steps of past beats the mean on \(counted(board.heldOutSequences, "held-out sequence")) (best R² \(written(test.observed)), p = \(written(p: test.p))): predicting the mean is the best known answer under squared error"
    let isWorse = board.model.overMean.gain <= -Advantage.worthwhile && board.model.overMean.z <= -2
    return Verdict(
      .noSignal,
      statement: isWorse
        ? "\(start), and the model, with \(written(board.model.ratioToMean)) times the mean’s error, has memorised past it."
        : "\(start).",
      confidence: test.noticeable <= 0.05
        ? Confidence(
          .high,
          "A linear share above about \(percent(test.noticeable)) would probably have been seen.")
        : Confidence(
          .fair, "A linear share below about \(percent(test.noticeable)) may have gone unseen."),
      nextStep: isWorse
        ? "Stop earlier, or predict the mean; to do better, find inputs that precede what moves the target."
        : "Find inputs that precede what moves the target. Longer training or a larger network has nothing known to find here."
    )
  }
}
