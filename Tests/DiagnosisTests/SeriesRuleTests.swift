import Learning
import SourceText
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import Diagnosis

/// What is said of a single series: simpler forecasts and a level that has moved.
@Suite struct SeriesRuleTests {
  /// The last value is four times better than the mean, and nothing known is better.
  private let series = Numbers(curve: 1, last: 0.25, ridge: 0.26, probe: 0.26, model: 0.6)

  @Test func aModelWorseThanTheLastValueIsToldSo() throws {
    let verdict = try #require(SimplerIsBetter.verdict(in: series.evidence))
    #expect(!verdict.nextStep.contains("changes"), "nothing was tried on changes")
    #expect(verdict.cause == .unknown && verdict.kind == .broken)
    #expect(
      verdict.statement
        == "The last value forecasts better than the model, whose held-out error is 2.40 times as large (0.600 against 0.250)."
    )
    #expect(verdict.confidence.word == .high)
    #expect(LastValueEcho.verdict(in: series.evidence) == nil, "it does not do about that")
  }

  @Test func contradictingNumbersSayNothingOfTheKind() {
    let about = series.with { $0.model = 0.26 }
    #expect(SimplerIsBetter.verdict(in: about.evidence) == nil)
    #expect(SimplerIsBetter.finding(in: about.evidence) == nil)
    #expect(LastValueEcho.verdict(in: about.evidence)?.cause == .persistence)
    let better = series.with { $0.ridge = 0.1 }
    #expect(SimplerIsBetter.verdict(in: better.evidence) == nil, "a probe beats both")
    let unsure = series.with { $0.areSure = false }
    #expect(SimplerIsBetter.verdict(in: unsure.evidence) == nil)
    let none = series.with { $0.last = nil }
    #expect(SimplerIsBetter.verdict(in: none.evidence) == nil)
  }

  @Test func changesThatDoBetterAreNamedBesideTheSimplerForecast() {
    func statement(_ skill: Double) -> String {
      let tried = series.with { $0.trials = [.of(Differences.name, 0.4, [skill], bestKnown: 0.75)] }
      return SimplerIsBetter.verdict(in: tried.evidence)?.statement ?? ""
    }
    #expect(
      statement(0.8).hasSuffix("; learning the changes between values brings it to 0.200."))
    #expect(!statement(0.7).contains("changes"))
  }

  // MARK: The level

  /// The held-out inputs two training deviations above the training mean.
  private func moved(by distance: Double, bias: Double) -> Numbers {
    series.with {
      $0.measures = .of(spread: 0.5, correlation: 0.7, bias: bias)
      $0.wiring.targetIsNextInput = true
      $0.wiring.scale = Scales(
        target: .init(mean: 0, deviation: 1), heldOutTarget: .init(mean: distance, deviation: 1),
        input: .init(mean: 0, deviation: 1), heldOutInput: .init(mean: distance, deviation: 1))
    }
  }
  private let cure = Trial.of(
    Differences.name, 0.4, [0.9, 0.9, 0.9], bestKnown: 0.9, factor: "what is learned")

  @Test func aMovedLevelHasChangesTriedAndIsNamedWhereTheyCure() throws {
    let open = moved(by: 2, bias: 0.1)
    #expect(LevelMoved.open(in: open.evidence).map { $0.name } == ["differences"])
    #expect(LevelMoved.verdict(in: open.evidence) == nil, "not before the change was tried")
    let cured = open.with { $0.trials = [cure] }
    let verdict = try #require(LevelMoved.verdict(in: cured.evidence))
    #expect(verdict.cause == .levelMoved && verdict.confidence.word == .high)
    #expect(
      LevelMoved.finding(in: cured.evidence)?.statement.hasPrefix(
        "The held-out inputs lie 2.00 training deviations above the training mean") == true)
  }

  @Test func aLevelThatStaysOrAChangeThatDoesNotHelpNamesNothing() {
    #expect(LevelMoved.open(in: moved(by: 0.2, bias: 0.1).evidence).isEmpty)
    #expect(!LevelMoved.open(in: moved(by: 0.2, bias: 0.9).evidence).isEmpty, "by its bias")
    let failed = moved(by: 2, bias: 0.1).with {
      $0.trials = [.of(Differences.name, 0.4, [0.45, 0.45, 0.45], bestKnown: 0.9)]
    }
    #expect(LevelMoved.verdict(in: failed.evidence) == nil)
    let good = moved(by: 2, bias: 0.1).with { $0.model = 0.25 }
    #expect(LevelMoved.open(in: good.evidence).isEmpty, "nothing known is better")
    let other = moved(by: 2, bias: 0.1).with { $0.wiring.targetIsNextInput = false }
    #expect(LevelMoved.finding(in: other.evidence) == nil)
  }

  // MARK: The loss of the rows handed over

  @Test func aSmallGapTellsOnlyWhereTheRowsAreTheSame() {
    func isAllPairs(_ computed: Double, same: Bool) -> Bool {
      LossCheck(
        computed: computed, elementwise: 1.39805644, allPairs: 1.39812499, isOfTargets: false,
        isOfSameRows: same
      ).isAllPairs
    }
    #expect(isAllPairs(1.39812553, same: true))
    #expect(!isAllPairs(1.39812553, same: false))
    #expect(!isAllPairs(1.39805650, same: true), "element by element")
    #expect(!isAllPairs(1.3981, same: true), "too few digits to tell")
  }

  // MARK: Weights

  @Test func predictionsOfTheSameWeightsAreEqualAndOthersAreNot() throws {
    var options = Options(OptionNode.empty)
    let experiment = Experiment(&options)
    let split = try experiment.split()
    let network = try #require(
      TrainedNetwork(
        experiment, split, weights: TrainedNetwork.startWeights(experiment, split)))
    let ours = network.forecast(split.test)
    func match(_ theirs: [Float]) -> Recomputation.Match? {
      Recomputation(experiment, split, on: split.test, theirs: theirs)?.match
    }
    #expect(match(ours) == .equal)
    #expect(match(ours.map { 1 / (1 + expf($0)) }) == .different, "falling")
    #expect(match(ours.map { 1 / (1 + expf(-$0)) }) == .activation(.sigmoid))
    guard case .units(let scale, let shift)? = match(ours.map { 3 * $0 - 2 }) else {
      Issue.record("other units were not seen")
      return
    }
    #expect(abs(scale - 3) < 1e-3 && abs(shift + 2) < 1e-3)
    let steps = split.test.steps
    let turned = Array(ours.suffix(steps) + ours.dropLast(steps))
    #expect(match(turned) == .order)
    #expect(match(ours.enumerated().map { $0 % 3 == 0 ? $1 + 0.3 : $1 }) == .different)
    var swapped = experiment
    swapped.model.batchFirst = false
    let over = try #require(
      TrainedNetwork(
        swapped, split, weights: TrainedNetwork.startWeights(swapped, split)))
    #expect(match(over.forecast(split.test)) == .overBatch(split.test.sequences))
  }
}
