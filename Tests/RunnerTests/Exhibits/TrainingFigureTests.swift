import Diagnosis
import Learning
import Testing

@testable import Runner

struct TrainingFigureTests {
  private func film(_ frames: [(epoch: Int, ratio: Double, spread: Double)]) -> String {
    FilmFigure.finding(
      frames.map {
        FilmFigure.Frame(epoch: $0.epoch, ratio: $0.ratio, spread: $0.spread, prediction: [])
      })
  }

  /// A forecast that moves on noise has learned no shape.
  @Test func whatMovesWithoutGainIsNotCalledShape() {
    let sentence = film([(0, 28, 0), (20, 1.02, 0.05), (500, 1.16, 0.4)])
    #expect(!sentence.contains("the shape later"))
    #expect(
      sentence
        == "The mean comes first, and what moves later is not the target: by epoch 20 the error is the mean’s; at epoch 500 the spread is 0.400 of the target’s and the error 1.16 times the mean’s."
    )
  }

  @Test func theFilmSaysWhatCameFirst() {
    #expect(
      film([(0, 28, 0), (20, 1.02, 0.05), (500, 0.4, 0.8)])
        == "The mean comes first, the shape later: by epoch 20 the error is the mean’s and the spread 0.0500 of the target’s; at epoch 500 it is 0.800."
    )
    #expect(
      film([(0, 28, 0), (20, 1.02, 0.6), (500, 0.4, 0.8)])
        == "Level and shape come together: by epoch 20 the spread is 0.600 of the target’s, at epoch 500 0.800."
    )
    #expect(
      film([(0, 1, 0), (500, 1, 0.01)])
        == "The level is there before the first update and no shape after it: at epoch 500 the prediction varies 0.0100 times as much as the target."
    )
    #expect(
      film([(0, 28, 0), (500, 3, 0.01)])
        == "The network never comes to the mean’s level: its error is 3.00 times the mean’s at epoch 500."
    )
  }

  private func reach(_ end: [Double]) -> String? {
    ReachFigure(start: end, end: end, seed: "")?.finding
  }

  @Test func theReachSaysHowFarInputsCount() {
    #expect(
      reach([1, 0.5, 0.25])
        == "Inputs of every lag reach the forecast: the oldest, 2 steps back, has 0.250 times the largest gradient."
    )
    #expect(
      reach([1, 0.1, 0.05])
        == "The forecast answers to the oldest input, 2 steps back, 0.0500 times as strongly as to the nearest that counts."
    )
    #expect(
      reach([1, 0.1, 0.001])
        == "Inputs more than 1 step back have less than a hundredth of the largest gradient; the oldest, 2 steps back, has 0.00100 of it."
    )
    #expect(
      reach([1, 0.001, 0])
        == "The newest input alone reaches the forecast: one step back the gradient is 0.00100 of its, 2 steps back 0."
    )
    #expect(reach([0, 0]) == "No input moves the forecast: the gradient is 0 at all 2 lags.")
    #expect(reach([1]) == nil)
  }

  private func horizon(free: Double, direct: Double) -> String? {
    HorizonFigure(
      Horizon(
        context: 5,
        steps: [Horizon.Step(ahead: 9, free: free, direct: direct, freeVariance: 0.1)]), seed: "")?
      .finding
  }

  @Test func theDecayIsGivenToTheProcessOnlyWhereADirectForecastDecaysToo() {
    let start = "At 9 steps the model’s own run explains "
    #expect(
      horizon(free: 0.1, direct: 0.12) == start
        + "0.10, a regression fitted to that distance 0.12: the decay is not the feeding back’s.")
    #expect(
      horizon(free: 0.1, direct: 0.6) == start
        + "0.10, a regression fitted to that distance 0.60: feeding outputs back costs 0.50.")
    #expect(
      horizon(free: 0.6, direct: 0.1) == start
        + "0.60, a regression fitted to that distance 0.10: the model’s run is the better one.")
  }

  @Test func aLoggedLossIsReadAgainstTheMean() {
    func finding(_ losses: [Double], mean: Double) -> String? {
      LoggedLossFigure(losses, meanMSE: mean)?.finding
    }
    #expect(
      finding([2, 0.5], mean: 1)
        == "The logged loss ends at 0.500, 0.500 times the constant mean’s error on the training targets."
    )
    #expect(finding([2, .nan], mean: 1) == "The logged loss stops being a number at entry 2.")
    #expect(finding([2, 1], mean: 0) == "The logged loss ends at 1.00.")
    #expect(finding([1], mean: 1) == nil)
  }

  // MARK: The idea

  @Test func theBestConstantIsTheMeanOfTheFive() throws {
    let figure = try #require(ConstantFigure(targets: [0, 1, 2, 3, 4], origin: "here"))
    #expect(
      figure.exhibit.finding
        == "The lowest point lies at the mean, 2.00, and its height is the variance, 2.00.")
    let away = figure.guess - figure.mean
    #expect(
      abs(figure.error(of: figure.guess) - figure.error(of: figure.mean) - away * away) < 1e-12)
    #expect(ConstantFigure(targets: [1, 1, 1], origin: "here") == nil)
  }

  @Test func theBestConstantOfTheAbsoluteErrorIsTheMedian() throws {
    var figure = try #require(ConstantFigure(targets: [0, 1, 2, 3, 9], origin: "here"))
    figure.penalty = .absolute
    #expect(
      figure.exhibit.finding
        == "The lowest point lies at the median, 2.00, where the mean absolute error is 2.20.")
    // Beside it stands the mean, which is another number.
    #expect(figure.guess == 3 && figure.error(of: 3) == 2.4)
    for guess in stride(from: 0.0, through: 9, by: 0.25) {
      #expect(figure.error(of: guess) >= figure.error(of: figure.best))
    }
    #expect(figure.byHand.contains("In order of size the middle one is 2.00, their median."))
  }

  @Test func whatIsAddedUpByHandIsTheSumAndTheMean() throws {
    let figure = try #require(ConstantFigure(targets: [1, 2, 3, 4, 10], origin: "here"))
    #expect(
      figure.byHand
        == "Take 5 targets, here: 1.00, 2.00, 3.00, 4.00, 10.0. Their sum is 20.0, their mean 4.00. Which one number, guessed for all of them, has the least squared error?"
    )
  }

  @Test func aPairSaysHowMuchEachRunVaries() {
    #expect(
      PairFigure.finding([("seen", 0.93), ("hidden", 0.1)])
        == "Held out, the predictions of seen vary 0.930 times as much as their targets, those of hidden 0.100 times."
    )
    #expect(PairFigure.finding([("seen", 0.93), ("hidden", .nan)]) == nil)
  }

  @Test func theLowestPointMovesOnlyWhereTheHalvesDiffer() {
    func sentence(_ above: Double) -> String {
      StudentPart.sentence(
        StudentPart.Halves(below: 500, above: 500, meanBelow: 0, meanAbove: above, variance: 1))
    }
    #expect(
      sentence(1).hasSuffix(
        "The lowest point moves with the input: these two constants alone explain 25 % of the variance."
      ))
    #expect(
      sentence(0.1).hasSuffix(
        "The lowest point hardly moves with this input: two constants would explain 0.25 % of the variance."
      ))
  }
}
