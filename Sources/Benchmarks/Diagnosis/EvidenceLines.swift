import Diagnosis
import Numerals

extension Diagnosis {
  /// What the rules looked at, in short: for whoever asks why a verdict is wrong.
  var evidenceLines: [String] {
    [
      wiring, alignment, course,
      line(
        "residuals",
        [
          ("bimodality", evidence.residuals?.bimodality),
          ("separation", evidence.residuals?.separation),
        ]),
      line(
        "free run, then direct",
        (evidence.horizon?.steps ?? []).flatMap {
          [("\($0.ahead) ahead", $0.free), ("", $0.direct)]
        }),
    ].compactMap { $0 } + trials.map(Self.sentence)
  }

  private var wiring: String? {
    let wiring = evidence.wiring
    let gradient = wiring.withoutGradient.map { "; without gradient: \($0.count) parameters" } ?? ""
    let numbers = line(
      "wiring",
      [
        ("target mean", wiring.scale?.target.mean), ("deviation", wiring.scale?.target.deviation),
        ("input mean", wiring.scale?.input?.mean), ("deviation", wiring.scale?.input?.deviation),
        ("inputs equal to targets", wiring.leak), ("at the border", wiring.head?.atBorder),
        ("targets outside", wiring.head?.targetsOutside),
        ("loss of targets", wiring.loss?.computed),
        ("batch dependence", wiring.batchDependence),
      ])
    return numbers.map { $0 + gradient }
  }

  private var alignment: String? {
    let elsewhere = evidence.elsewhere
    return line(
      "probes elsewhere",
      [
        ("moved by \(elsewhere.move?.steps ?? 0)", elsewhere.move?.found.r2),
        ("p", elsewhere.move?.found.p), ("held-out pairs", elsewhere.heldOutPairs?.r2),
        ("p", elsewhere.heldOutPairs?.p), ("training pairs", elsewhere.trainingPairs?.r2),
        ("p", elsewhere.trainingPairs?.p), ("longer", elsewhere.longer?.found.r2),
        ("p", elsewhere.longer?.found.p),
      ])
  }

  private var course: String? {
    let course = evidence.course
    func reach(_ values: [Double]?) -> Double? {
      guard let values, let near = values.first, let far = values.last, near > 0 else { return nil }
      return far / near
    }
    return line(
      "training",
      [
        ("loss first", course.first), ("last", course.last), ("of the mean", course.ofMean),
        ("falling", course.falling), ("leap", course.leap),
        ("saturated gates", course.saturatedGates), ("units", course.saturatedUnits),
        ("hidden probe", course.hiddenProbe),
        ("far over near gradient", reach(course.reachAtStart)),
        ("at the end", reach(course.reachAtEnd)),
      ])
  }

  /// Nil where nothing was measured.
  private func line(_ title: String, _ numbers: [(name: String, value: Double?)]) -> String? {
    let known = numbers.compactMap { number in
      number.value.map { "\(number.name) \(Numerals.measured($0))" }
    }
    return known.isEmpty ? nil : "\(title): \(known.joined(separator: ", "))"
  }

  private static func sentence(_ trial: Trial) -> String {
    func skill(_ r2: Double?) -> String { r2.map { Numerals.fixed($0, decimals: 2) } ?? "none" }
    let scores = trial.pairs.map { pair in
      "\(skill(pair.before.r2)) to \(skill(pair.after.r2)), best known \(skill(pair.bestKnown))"
    }
    let nats = trial.nats.map { "; \(Numerals.measured($0)) nats" } ?? ""
    return
      "\(trial.name), \(trial.factor) from \(trial.from) to \(trial.to): R² \(scores.joined(separator: "; "))\(nats)"
  }
}
