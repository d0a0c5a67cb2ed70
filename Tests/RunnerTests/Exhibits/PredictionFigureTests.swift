import Diagnosis
import Learning
import Testing

@testable import Runner

/// Each sentence beside numbers that contradict it: then another stands there.
struct PredictionFigureTests {
  /// Of targets with a standard deviation of 1.
  static func measures(spread: Double?, r: Double?, bias: Double = 0) -> Measures {
    let pull = (spread ?? 0) - (r ?? 0)
    return Measures(
      bias: bias, spread: spread, spreadAcrossSequences: spread, spreadAcrossSteps: nil,
      correlation: r, slope: r.flatMap { r in spread.map { r / $0 } },
      parts: ErrorParts(
        bias: bias * bias, calibration: pull * pull, unexplained: 1 - (r ?? 0) * (r ?? 0)))
  }

  @Test(
    arguments: [
      (nil, nil, "The 1000 held-out targets do not vary."),
      (
        0, nil, "The predictions are one number or nearly so: they vary 0 times as much as targets."
      ),
      (
        0.01, 0.9,
        "The predictions are one number or nearly so: they vary 0.0100 times as much as targets."
      ),
      (0.35, 0.03, "Predictions do not follow targets (r = 0.03); they vary 0.350 times as much."),
      (0.5, -0.4, "Predictions run against the targets (r = −0.40)."),
      (0.4, 0.8, "The predictions point the right way (r = 0.80) and are 2.00 times too small."),
      (
        1, 0.5,
        "The predictions vary more than what they know: where they move by 1, the target moves by 0.500 (r = 0.50)."
      ),
      (
        0.9, 0.9,
        "The spread is right: where the prediction moves by 1, the target moves by 1.00 (r = 0.90)."
      ),
    ] as [(Double?, Double?, String)])
  func theScatterSaysWhatSlopeAndCorrelationSay(
    _ spread: Double?, _ r: Double?, _ sentence: String
  ) {
    #expect(ScatterFigure.finding(Self.measures(spread: spread, r: r), count: 1000) == sentence)
  }

  @Test func aCorrelationOfFewPairsIsNoDirection() {
    let measures = Self.measures(spread: 0.4, r: 0.3)
    #expect(
      ScatterFigure.finding(measures, count: 20).hasPrefix("Predictions do not follow targets"))
    #expect(ScatterFigure.finding(measures, count: 1000).hasPrefix("The predictions vary more"))
  }

  @Test(
    arguments: [
      (0.0, 0.1, 0.1, "100 % of the error is variance that the prediction does not explain."),
      (
        2.0, 0.1, 0.5,
        "81 % of the error is a wrong level: predictions average 2.00 above the targets."
      ),
      (
        -2.0, 0.1, 0.5,
        "81 % of the error is a wrong level: predictions average 2.00 below the targets."
      ),
      (
        0.0, 3, 0.5,
        "89 % of the error is a spread that does not fit: predictions vary too much for what they know."
      ),
      (
        0.0, 0.05, 0.9,
        "79 % of the error is a spread that does not fit: predictions vary too little for what they know."
      ),
    ] as [(Double, Double, Double, String)])
  func theLargestPartOfTheErrorIsNamed(
    _ bias: Double, _ spread: Double, _ r: Double, _ sentence: String
  ) {
    #expect(
      ErrorPartsFigure.finding(Self.measures(spread: spread, r: r, bias: bias)) == sentence)
  }

  @Test func anErrorOfZeroHasNoParts() {
    #expect(
      ErrorPartsFigure.finding(Self.measures(spread: 1, r: 1)) == "The model’s error is 0.")
  }

  @Test(arguments: [
    (
      [0.001, 0.001],
      "At each step all sequences get nearly the same prediction: it varies 0.00100 times as much across them as the target."
    ),
    (
      [0.2, 0.4],
      "Across sequences the predictions vary 0.316 times as much as the targets, most at step 2, by 0.400."
    ),
    (
      [0.4, 0.2],
      "Across sequences the predictions vary 0.316 times as much as the targets, most at step 1, by 0.400."
    ),
  ])
  func theSpreadAcrossSequencesIsSaid(_ predictions: [Double], _ sentence: String) throws {
    let figure = try #require(
      SpreadFigure(
        steps: [1, 2], targets: [1, 1], predictions: predictions, sequences: 50, seed: ""))
    #expect(figure.finding == sentence)
  }

  @Test func aSpreadNeedsStepsSequencesAndTargetsThatDiffer() {
    func figure(_ targets: [Double], _ sequences: Int) -> SpreadFigure? {
      SpreadFigure(
        steps: Array(1...targets.count), targets: targets, predictions: targets,
        sequences: sequences, seed: "")
    }
    #expect(figure([1, 1], 2) != nil)
    #expect(figure([1], 2) == nil)
    #expect(figure([1, 1], 1) == nil)
    #expect(figure([0, 0], 2) == nil)
  }

  @Test func theMapSaysBothRanges() {
    let targets = (0..<40).map(Double.init)
    #expect(
      SequenceMapFigure.finding(targets: targets, predictions: targets.map { _ in 7 })
        == "Nine tenths of the targets lie between 2.00 and 37.0, of the predictions between 7.00 and 7.00."
    )
  }

  @Test(arguments: [
    (
      2.6, 0.4, "What is left lies in two heaps, 2.6 of their widths apart; the smaller holds 40 %."
    ),
    (7, 0.2, "What is left lies in two heaps, 7.0 of their widths apart; the smaller holds 20 %."),
  ])
  func residualsInTwoHeapsAreSaidWithTheirNumbers(
    _ separation: Double, _ share: Double, _ sentence: String
  ) {
    let shape = ResidualShape(bimodality: 0.7, separation: separation, smallerShare: share)
    #expect(ResidualFigure.finding(shape) == sentence)
  }

  @Test func residualsOfOneHeapOrWithoutAMixtureHaveNoFigure() {
    let data = Dataset(
      sequences: 3, steps: 1, features: 1, outputs: 1, inputs: [0, 1, 2], targets: [0, 1, 2])
    let held = HeldOut(data: data, forecast: Prediction(values: [1, 1, 1], steps: 1))
    func figure(_ bimodality: Double, nats: Double?) -> ResidualFigure? {
      ResidualFigure(
        held, ResidualShape(bimodality: bimodality, separation: 3, smallerShare: 0.4), nats: nats,
        seed: "")
    }
    #expect(figure(0.34, nats: 1) == nil)
    #expect(figure(0.8, nats: nil) == nil)
    #expect(figure(0.8, nats: 1) != nil)
    #expect(ResidualFigure(held, nil, nats: 1, seed: "") == nil)
  }
}
