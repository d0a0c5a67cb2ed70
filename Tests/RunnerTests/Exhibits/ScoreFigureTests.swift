import Diagnosis
import Testing

@testable import Runner

struct ScoreFigureTests {
  private func finding(
    model: Double, _ others: [(String, Double, Bool)], floor: Double? = nil
  ) -> String {
    var rows = others.map {
      ScoreboardFigure.Row(label: $0.0, mse: $0.1, role: .baseline, isReference: $0.2)
    }
    rows.append(ScoreboardFigure.Row(label: "The model", mse: model, role: .network))
    if let floor { rows.append(ScoreboardFigure.Row(label: "Floor", mse: floor, role: .floor)) }
    return ScoreboardFigure(rows: rows, meanMSE: 1, caption: "").finding
  }

  @Test(
    arguments: [
      (0.5, "The model’s error is 0.500 times that of the constant mean, the best of the others."),
      (
        1.01,
        "The constant mean, which learns nothing, scores as the model does: the model’s error is 1.01 times as large."
      ),
      (
        1.5,
        "The constant mean, which learns nothing, beats the model: the model’s error is 1.50 times as large."
      ),
      (
        .nan, "The model has no finite error; the best of the others is the constant mean, at 1.00."
      ),
    ] as [(Double, String)])
  func theModelIsComparedWithTheBestOfTheOthers(_ model: Double, _ sentence: String) {
    #expect(finding(model: model, [("Constant mean", 1, true), ("Ridge", 1.2, false)]) == sentence)
  }

  @Test func whereTheMeanMakesNoErrorRowsKeepTheirUnit() throws {
    let figure = ScoreboardFigure(
      rows: [
        ScoreboardFigure.Row(label: "Constant mean", mse: 0, role: .mean, isReference: true),
        ScoreboardFigure.Row(label: "The model", mse: 0.5, role: .network),
      ], meanMSE: 0, caption: "")
    let rows = try #require(figure.exhibit.figure.rows)
    #expect(rows.rows.map(\.values) == [[0], [0.5]])
    #expect(rows.references.isEmpty)
    #expect(rows.axis.label == "mean squared error")
  }

  @Test func aProbeThatWinsHasLearned() {
    #expect(
      finding(model: 1, [("Constant mean", 1, true), ("Ridge on lags", 0.5, false)], floor: 0.1)
        == "The ridge on lags beats the model: the model’s error is 2.00 times as large.")
  }

  @Test func anErrorOfZeroHasNoRatio() {
    #expect(
      finding(model: 1, [("Last value", 0, true)])
        == "The last value makes an error of 0; the model’s is 1.00.")
  }

  @Test func twoNumbersAreWrittenSoThatTheyDiffer() {
    #expect(VerdictExhibit.apart(1.398126, 1.398056) == ("1.39813", "1.39806"))
    #expect(VerdictExhibit.apart(1.4, 1.2) == ("1.40", "1.20"))
    #expect(VerdictExhibit.apart(2, 2) == ("2.00", "2.00"))
  }

  // MARK: Re-pairings

  private func repairing(observed: Double) throws -> RepairingFigure {
    try #require(
      RepairingFigure(
        RepairingTest(
          observed: observed, null: (0..<199).map { Double($0) / 1000 }, manner: .sequences,
          contexts: [2], trainingTargets: 100)))
  }

  @Test func theRealPairsAreComparedWithRePairedOnes() throws {
    #expect(
      try repairing(observed: 0.0995).finding
        == "The real pairs score like re-paired ones: 99 of 199 re-pairings do as well (p = 0.50).")
    #expect(
      try repairing(observed: 0.5).finding
        == "The real pairs score better than 199 of 199 re-pairings (p = 0.0050).")
  }

  @Test func rePairingsWithoutSpreadHaveNoHistogram() {
    #expect(
      RepairingFigure(
        RepairingTest(
          observed: 0, null: [0, 0, 0], manner: .shifts, contexts: [2], trainingTargets: 9)) == nil)
  }

  // MARK: Context

  @Test(
    arguments: [
      (
        [(1, 0.001, 0.002), (8, -0.1, 0.004)],
        "No stretch of past up to 8 steps lets a probe explain 1 % of what the clock leaves: the best R² is 0.00400."
      ),
      (
        [(1, 0.5, 0.5), (8, 0.5, 0.51)],
        "The newest input is enough for a probe to explain 50 % of what the clock leaves."
      ),
      (
        [(1, 0, 0), (8, 0.6, 0.61)],
        "8 steps of past are enough for a probe to explain 61 % of what the clock leaves."
      ),
      (
        [(1, 0, 0), (8, 0.1, 0.6)],
        "8 steps of past are enough for a probe, with random features, to explain 60 % of what the clock leaves."
      ),
    ] as [([(Int, Double, Double)], String)])
  func theShortestPastThatIsEnoughIsNamed(
    _ entries: [(Int, Double, Double)], _ sentence: String
  ) {
    let skill = ContextSkill(
      entries: entries.map {
        ContextSkill.Entry(context: $0.0, linear: $0.1, nonlinear: $0.2)
      })
    #expect(ContextFigure(skill: skill, ownContext: 8).finding == sentence)
  }

  // MARK: Trials

  private func trial(
    _ factor: String, steps: Int = 100, from before: Double = 0, to after: Double, seeds: Int = 3
  ) -> Trial {
    Trial(
      name: factor, title: factor, factor: factor, from: "a", to: "b",
      pairs: (0..<seeds).map { seed in
        Trial.Pair(
          seed: UInt32(seed), before: Score(mse: 1 - before, meanMSE: 1),
          after: Score(mse: 1 - after, meanMSE: 1), bestKnown: 0.9)
      }, steps: steps)
  }

  private func finding(_ trials: [Trial], cures: Set<String>) -> String? {
    TrialsFigure(trials, cures: cures)?.finding
  }

  @Test func oneCureIsNamedWithItsGainAndItsSeeds() {
    #expect(
      finding(
        [trial("the rate", from: 0.02, to: 0.88), trial("size", to: 0.1), trial("clip", to: 0)],
        cures: ["the rate"])
        == "Changing only the rate from a to b raises the held-out skill from 0.02 to 0.88, in 3 of 3 seeds; 2 others do not."
    )
    #expect(
      finding([trial("the rate", to: 0.88)], cures: ["the rate"])?.hasSuffix("3 of 3 seeds.")
        == true)
  }

  @Test func ofSeveralCuresTheCheapestIsNamed() {
    #expect(
      finding(
        [trial("steps", steps: 900, to: 0.8), trial("rate", steps: 200, to: 0.8)],
        cures: ["steps", "rate"])
        == "2 changes end it, each alone (steps, rate); the cheapest is rate, a → b, at 200 updates."
    )
  }

  @Test func withoutACureNoneIsClaimed() {
    #expect(
      finding([trial("size", to: 0.1), trial("steps", to: 0.2, seeds: 1)], cures: [])
        == "None of 2 changes ends it; the best takes the held-out skill from 0.00 to 0.20 with steps changed from a to b."
    )
    #expect(
      finding([trial("the inputs", from: 0.9, to: 0.9)], cures: [])
        == "The held-out skill goes from 0.90 to 0.90 with the inputs changed from a to b.")
    #expect(finding([], cures: []) == nil)
  }
}
