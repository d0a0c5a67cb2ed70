import SourceText
import Testing

@testable import Learning

@Suite struct PreparationTests {
  private func split(_ node: OptionNode) throws -> Split {
    let options = OptionNode.laid(node)(over: ["sequences": 4, "test_sequences": 3])
    return try experiment(["data": options, "seed": 3]).split()
  }

  @Test func windowsFollowEachOtherAndTheRestIsLeftOut() throws {
    let whole = try split(["source": "signal", "length": 11])
    let cut = try split(["source": "signal", "length": 11, "window": 4])
    #expect(cut.train.sequences == 8 && cut.train.steps == 4)
    #expect(cut.test.sequences == 6)
    for n in 0..<4 {
      for t in 0..<8 {
        #expect(cut.train.input(2 * n + t / 4, t % 4) == whole.train.input(n, t))
        #expect(cut.train.target(2 * n + t / 4, t % 4) == whole.train.target(n, t))
      }
    }
  }

  @Test func windowsWithoutATargetAreLeftOut() throws {
    let whole = try split(["source": "cue", "start": 8, "length": 24])
    let cut = try split(["source": "cue", "start": 8, "length": 24, "window": 8])
    #expect(cut.train.sequences == 8)
    #expect(cut.train.scored == 0..<8)
    #expect(cut.train.target(0, 0) == whole.train.target(0, 8))
    #expect(cut.train.target(7, 7) == whole.train.target(3, 23))
    // The last step of a sine has no next value.
    let sine = try split(["source": "sine", "length": 20, "window": 5])
    #expect(sine.train.sequences == 12 && sine.train.scored == 0..<5)
  }

  @Test func aWindowOfTheWholeLengthChangesNothing() throws {
    let whole = try split(["source": "cue", "length": 24])
    let cut = try split(["source": "cue", "length": 24, "window": 24])
    #expect(cut.train.inputs == whole.train.inputs && cut.train.scored == whole.train.scored)
  }

  @Test func aShiftShowsInputsLate() throws {
    let plain = try split(["source": "signal", "length": 9])
    let late = try split(["source": "signal", "length": 9, "shift": 3])
    for n in 0..<3 {
      for t in 0..<9 {
        #expect(late.test.input(n, t) == (t < 3 ? 0 : plain.test.input(n, t - 3)))
      }
    }
    #expect(late.train.targets == plain.train.targets)
  }

  @Test func shufflingPairsTouchesTrainingTargetsAlone() throws {
    let plain = try split(["source": "signal", "sequences": 20])
    let apart = try split(["source": "signal", "sequences": 20, "shuffle_pairs": true])
    #expect(apart.train.inputs == plain.train.inputs)
    #expect(apart.train.targets != plain.train.targets)
    #expect(apart.train.targets.sorted() == plain.train.targets.sorted())
    #expect(apart.test.targets == plain.test.targets)
    #expect(apart.floor == plain.floor)
  }

  @Test func aLeakShowsTheTargetAsInput() throws {
    let leaking = try split(["source": "oscillator", "leak": true])
    #expect(leaking.test.inputs == leaking.test.targets)
    #expect(!leaking.targetIsNextInput)
  }

  @Test(arguments: ["none", "standardise", "min_max"])
  func predictionsComeBackInDataUnits(_ rule: String) throws {
    let split = try split([
      "source": "signal", "loc": 40, "scale": 8, "xloc": -5,
      "scaling": OptionNode(stringLiteral: rule),
    ])
    for target in split.test.targets {
      #expect(abs(split.scaling.prediction(split.scaling.target(target)) - target) < 1e-4)
    }
    #expect((split.scaling == Scaling()) == (rule == "none"))
    if rule == "min_max" {
      let scaled = split.train.targets.map { split.scaling.target($0) }
      #expect(scaled.min() == 0 && scaled.max() == 1)
    }
  }

  @Test func everyColumnIsScaledByItsOwnTrainingPart() throws {
    let data = Dataset(
      sequences: 2, steps: 2, features: 2, outputs: 1, inputs: [0, 10, 2, 30, 0, 10, 2, 30],
      targets: [1, 2, 3, 4])
    let scaling = Scaling(standardising: data)
    #expect(scaling.inputs.map(\.location) == [1, 20])
    #expect(scaling.inputs.map(\.scale) == [1, 10])
    #expect(scaling.input(2, 0) == 1 && scaling.input(30, 1) == 1)
    let unit = Scaling(toUnitRange: data)
    #expect(unit.inputs.map(\.location) == [0, 10] && unit.inputs.map(\.scale) == [2, 20])
  }

  @Test func standardiseIsAShortWordForScaling() throws {
    let short = try split(["source": "signal", "standardise": true])
    let long = try split(["source": "signal", "scaling": "standardise"])
    #expect(short.scaling == long.scaling && short.scaling != Scaling())
    var options = Options(["standardise": true, "scaling": "min_max"])
    _ = SignalSource(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }

  @Test func aNetworkTrainsOnScaledColumnsAndForecastsInDataUnits() throws {
    let experiment = experiment([
      "data": [
        "source": "cue", "start": 2, "length": 4, "sequences": 8, "test_sequences": 40,
        "standardise": true, "augmentation": ["jitter"],
      ], "model": ["hidden_size": 3], "training": ["epochs": 3],
    ])
    let record = try Trainer().train(experiment)
    #expect(record.outcome == .finished)
    #expect(record.test.values.values.count == 40 * 4)
    #expect(record.train.values.values.count == 16 * 4)
  }
}
