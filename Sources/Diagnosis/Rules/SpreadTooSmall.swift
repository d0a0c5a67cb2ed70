/// Flat predictions: right ones and held-back ones.
package struct SpreadTooSmall: DiagnosisRule {
  package static let name = "spread"
  package static let summary = "whether flat predictions are right to be flat"
  package static let explanation = Explanation(
    measures:
      "The spread of the predictions over that of the targets, and the slope of the target on the prediction.",
    whyTheMean:
      "The best prediction varies only as much as the predictable part of the target. A slope of 1 says the spread is that of what was learned; far above 1, the model knows the direction and is held back.",
    remedy:
      "Above 1: longer training, less weight decay. At 1: nothing that only stretches the predictions.",
    silence: "Where predictions hardly vary or hardly follow the target, a slope is noise.")

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let measures = evidence.measures, let spread = measures.spread,
      evidence.scoreboard.model.overMean.isClear(), let slope = measures.slope,
      let correlation = measures.correlation, correlation >= 0.1
    else { return nil }
    let misfit = measures.parts.calibration / measures.parts.sum
    let numbers = "slope \(written(slope)), correlation \(written(correlation))"
    let width = "The predictions vary \(written(spread)) times as much as the targets"
    let statement: String
    if misfit < Advantage.worthwhile {
      statement =
        "\(width), and that fits what they know (\(numbers)): stretching or shrinking them would lower the error by \(percent(misfit)) at most."
    } else if slope > 1 {
      statement =
        "\(width) and point the right way (\(numbers)): they are held back, and stretching them would lower the error by \(percent(misfit))."
    } else {
      statement =
        "\(width), more than they know (\(numbers)): shrinking them would lower the error by \(percent(misfit))."
    }
    return Finding(
      rule: name, bearing: .describes, statement: statement,
      evidence: [
        Finding.Number("spread", spread), Finding.Number("slope", slope),
        Finding.Number("correlation", correlation),
        Finding.Number("share of the error due to spread", percent(misfit)),
      ])
  }
}
