import Numerals

/// Forecasts that decay because the process does.
package struct DecaysWithDistance: DiagnosisRule {
  package static let name = "horizon"
  package static let summary =
    "whether a flat free run is the fault of the process or of the iteration"
  package static let explanation = Explanation(
    measures:
      "R² of the network on its own outputs, by steps ahead, beside that of a regression fitted to each distance.",
    whyTheMean:
      "The best forecast of a process that forgets decays to its mean: of an AR(1) with ρ, R² is ρ^(2h) at h steps.",
    remedy: "Nothing, where a direct forecast is as flat; otherwise training through the roll-out.",
    silence:
      "Where targets are not the next input, the network cannot be fed, or one step ahead is not learned."
  )

  private static func isFlat(_ evidence: Evidence) -> Horizon.Step? {
    guard let horizon = evidence.horizon, let first = horizon.steps.first,
      let last = horizon.steps.last, last.ahead >= 5, first.free >= 0.1,
      last.free < 0.25 * first.free
    else { return nil }
    return last
  }

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let horizon = evidence.horizon, let last = horizon.steps.last,
      let first = horizon.steps.first
    else { return nil }
    let flat = isFlat(evidence)
    let isProcess = flat.map { $0.direct < 0.25 * max(first.direct, first.free) } ?? false
    let ending =
      flat == nil
      ? "The free run keeps its score."
      : isProcess
        ? "The decay is the process’s."
        : "The decay is the iteration’s: a direct forecast keeps its score."
    return Finding(
      rule: name, bearing: isProcess ? .supports(.horizonDecay) : .describes,
      statement:
        "At \(counted(last.ahead, "step")) the free run’s R² is \(written(last.free)), a direct forecast’s \(written(last.direct)); at one step \(written(first.free)). \(ending)",
      evidence: horizon.steps.flatMap {
        [
          Finding.Number("free run, \(counted($0.ahead, "step"))", $0.free),
          Finding.Number("direct, \(counted($0.ahead, "step"))", $0.direct),
        ]
      })
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard evidence.isRecovered, evidence.isBeyondMean, let last = isFlat(evidence),
      let first = evidence.horizon?.steps.first,
      last.direct < 0.25 * max(first.direct, first.free)
    else { return nil }
    return Verdict(
      .horizonDecay,
      statement:
        "The model is right one step ahead, and its free run decays because the process forgets: at \(counted(last.ahead, "step")) it explains \(written(last.free)), and a forecast fitted to that distance \(written(last.direct)).",
      confidence: Confidence(
        .high,
        "Free run and direct forecast are flat alike on \(counted(evidence.scoreboard.heldOutSequences, "held-out sequence"))."
      ),
      nextStep:
        "Forecast no farther than the process remembers, or give intervals; no repair lowers this error."
    )
  }
}
