import SourceText
import Testing

@testable import Learning

@Suite struct AugmentationTests {
  private func split(_ source: OptionNode, _ augmentation: OptionNode?) throws -> Split {
    var data = OptionNode.laid(source)(over: ["sequences": 6, "test_sequences": 5])
    if let augmentation {
      data = OptionNode.laid(["augmentation": augmentation])(over: data)
    }
    return try experiment(["data": data, "seed": 3]).split()
  }

  private static let names = augmentations.map { $0.name }

  @Test(arguments: names, ["sine", "cue", "ar", "signal"])
  func copiesFollowTheOriginalsAndHeldOutDataAreUntouched(_ name: String, _ source: String) throws {
    let source: OptionNode = ["source": OptionNode(stringLiteral: source), "length": 12]
    let plain = try split(source, nil)
    let more = try split(source, [["name": OptionNode(stringLiteral: name), "copies": 2]])
    #expect(more.train.sequences == 18)
    #expect(Array(more.train.inputs.prefix(plain.train.inputs.count)) == plain.train.inputs)
    #expect(Array(more.train.targets.prefix(plain.train.targets.count)) == plain.train.targets)
    #expect(more.train.inputs.dropFirst(plain.train.inputs.count) != plain.train.inputs[...])
    #expect(more.test.inputs == plain.test.inputs && more.test.targets == plain.test.targets)
    #expect(more.train.scored == plain.train.scored && more.scaling == plain.scaling)
    #expect(more.train.inputs.allSatisfy(\.isFinite) && more.train.targets.allSatisfy(\.isFinite))
  }

  @Test(arguments: names)
  func theExtentCountsTheCopies(_ name: String) throws {
    let data = experiment([
      "data": [
        "source": "noise", "sequences": 6, "test_sequences": 5,
        "augmentation": [["name": OptionNode(stringLiteral: name), "copies": 3]],
      ]
    ]).data
    let train = try data.split(Draws(order: .named, seed: 0)).train
    #expect(data.extent.sequences >= train.sequences + 5)
  }

  /// Validation sequences are the last originals, and no copy of them is trained on.
  @Test func copiesOfValidationSequencesAreNotTrainedOn() throws {
    let plain = try split(["source": "signal", "length": 5], nil)
    let more = try split(
      ["source": "signal", "length": 5], [["name": "jitter", "std": 1e-6, "copies": 2]])
    let part = try #require(more.validationPart(share: 0.5))
    let expected = try #require(plain.validationPart(share: 0.5))
    #expect(part.validation.inputs == expected.validation.inputs)
    #expect(part.training.sequences == 9)
    for n in 0..<9 {
      #expect(abs(part.training.input(n, 2) - plain.train.input(n % 3, 2)) < 1e-3)
      #expect(part.training.target(n, 2) == plain.train.target(n % 3, 2))
    }
  }

  @Test func augmentationLeavesTheProgramsStreamsAlone() throws {
    let node: OptionNode = ["source": "sine", "sequences": 5]
    let data = experiment(["data": OptionNode.laid(["augmentation": ["jitter"]])(over: node)]).data
    let (with, without) = (Draws(order: .pytorch, seed: 1), Draws(order: .pytorch, seed: 1))
    _ = try data.split(with)
    data.skip(without)
    #expect(with.stream(.weights, .numpy).bits() == without.stream(.weights, .numpy).bits())
  }

  @Test func jitterIsNoiseOfTheGivenShareAndSparesTargets() throws {
    let source: OptionNode = ["source": "signal", "sequences": 400, "xscale": 10]
    let train = try split(source, [["name": "jitter", "std": 0.2]]).train
    let half = train.inputs.count / 2
    let square = (0..<half).reduce(0.0) {
      $0
        + Double(
          (train.inputs[half + $1] - train.inputs[$1])
            * (train.inputs[half + $1] - train.inputs[$1]))
    }
    #expect(abs((square / Double(half)).squareRoot() - 2) < 0.1)
    #expect(
      train.targets.prefix(train.targets.count / 2) == train.targets.suffix(train.targets.count / 2)
    )
  }

  @Test func scalingMovesASeriesAndItsNextValuesTogether() throws {
    let train = try split(["source": "ar", "length": 8], [["name": "scaling", "std": 0.5]]).train
    for n in 6..<12 {
      for t in 0..<7 { #expect(abs(train.target(n, t) - train.input(n, t + 1)) < 1e-5) }
      // One factor for the whole sequence.
      let factors = (1..<8).map {
        (train.input(n, $0) - train.input(n, 0)) / (train.input(n - 6, $0) - train.input(n - 6, 0))
      }
      #expect((factors.max() ?? 0) - (factors.min() ?? 1) < 1e-3)
    }
  }

  @Test func timeShiftMovesInputsAndTargetsByTheSameSteps() throws {
    let train = try split(
      ["source": "signal", "length": 10, "sequences": 40], [["name": "time_shift", "steps": 2]]
    ).train
    var seen: Set<Int> = []
    for n in 0..<40 {
      let shift = (-2...2).first { shift in
        (0..<10).allSatisfy { t in
          let from = min(max(t - shift, 0), 9)
          return train.input(n + 40, t) == train.input(n, from)
            && train.target(n + 40, t) == train.target(n, from)
        }
      }
      if let shift {
        seen.insert(shift)
      } else {
        Issue.record("sequence \(n) is not a shifted one")
      }
    }
    #expect(seen == [-2, -1, 0, 1, 2])
  }

  @Test func aSliceIsAStretchedPartWhoseTargetsStillAreTheNextValues() throws {
    let train = try split(
      ["source": "oscillator", "length": 16, "std": 0, "frequency": 0.2],
      [["name": "window_slice", "length": 8]]
    ).train
    let range = (0..<6).flatMap { n in (0..<16).map { train.input(n, $0) } }
    for n in 6..<12 {
      for t in 0..<15 { #expect(abs(train.target(n, t) - train.input(n, t + 1)) < 0.02) }
      for t in 0..<16 { #expect(abs(train.input(n, t)) <= (range.map(abs).max() ?? 0)) }
      // Half as fast: each step turns by about half the original's.
      let first = train.input(n, 0)
      #expect((1..<16).contains { abs(train.input(n, $0) - first) > 0.01 })
    }
  }

  @Test func aBadAugmentationIsReportedLikeAnyChoice() {
    var options = Options(["augmentation": ["jiter", ["name": "scaling", "std": -1]]])
    _ = SignalSource(&options)
    #expect(options.finish().map(\.id) == ["unknown-name", "out-of-range"])
  }
}
