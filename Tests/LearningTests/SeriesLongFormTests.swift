import SourceText
import Testing

@testable import Learning

@Suite struct SeriesLongFormTests {
  private func loaded(_ text: String, _ node: OptionNode) -> (SeriesSource, [Diagnostic]) {
    var source = choice(SeriesSource.self, OptionNode.laid(node)(over: ["path": "a.csv"]))
    let found = source.load([file(text)])
    return (source, found)
  }

  private func split(_ text: String, _ node: OptionNode) throws -> Split {
    let (source, found) = loaded(text, node)
    let errors = found.filter { $0.severity == .error }.map(\.message)
    #expect(errors.isEmpty)
    return try source.split(Draws(order: .named, seed: 0))
  }

  /// Sequence `s` of value 100 s + t.
  private func shops(_ count: Int, _ rows: Int) -> String {
    "shop,t,v\n"
      + (0..<count).flatMap { s in (0..<rows).map { "s\(s),\($0),\(100 * s + $0)\n" } }.joined()
  }
  private let named: OptionNode = ["sequence": "shop", "step": "t", "value": "v"]

  @Test func wholeSequencesAreHeldOut() throws {
    let split = try split(shops(8, 5), named)
    #expect(split.train.sequences == 6 && split.test.sequences == 2)
    #expect(split.train.steps == 4 && split.test.scored == 0..<4)
    #expect(split.test.input(0, 0) == 600 && split.test.target(1, 3) == 704)
    #expect(split.train.targets.max() == 504)
  }

  @Test func windowsNeverReachIntoTheNextSequence() throws {
    let split = try split(shops(8, 9), OptionNode.laid(["window": 3])(over: named))
    for data in [split.train, split.test] {
      for n in 0..<data.sequences {
        for t in 0..<3 { #expect(data.target(n, t) == data.input(n, t) + 1) }
      }
    }
    #expect(split.train.sequences == 6 * 6 && split.test.sequences == 2 * 6)
    #expect(split.test.scored == 2..<3)
  }

  @Test func theLastPartOfEachMayBeHeldOutInstead() throws {
    let node = OptionNode.laid(["window": 3, "hold_out": "time"])(over: named)
    let split = try split(shops(3, 20), node)
    for n in 0..<split.train.sequences {
      #expect(Int(split.train.target(n, 2)) % 100 < 15)
    }
    let held = (0..<split.test.sequences).map { Int(split.test.target($0, 2)) }
    #expect(held == (0..<3).flatMap { s in (15..<20).map { 100 * s + $0 } })
  }

  @Test func sequencesOfUnequalLengthNeedAWindow() {
    let (_, found) = loaded(shops(3, 5) + "s9,0,1\ns9,1,2\n", named)
    #expect(found.map(\.message) == ["the sequences of 'a.csv' have 2 to 5 rows"])
  }

  private var pairs: String {
    "day,x,z,y\n" + (0..<60).map { "d\($0),\($0),\(2 * $0),\(1000 + $0)\n" }.joined()
  }

  @Test func targetsLieTheHorizonLater() throws {
    for horizon in [0, 1, 5] {
      let split = try split(
        pairs,
        ["inputs": ["x", "z"], "targets": "y", "window": 4, "horizon": OptionNode(horizon)])
      #expect(split.train.features == 2 && split.train.outputs == 1)
      for n in [0, 3] {
        for t in 0..<4 {
          #expect(split.train.input(n, t, 1) == Float(2 * (n + t)))
          #expect(split.train.target(n, t) == Float(1000 + n + t + horizon))
        }
      }
      #expect(split.train.targets.max() == 1044)
      let held = (0..<split.test.sequences).map { split.test.target($0, 3) }
      #expect(held == (45..<60).map { Float(1000 + $0) })
      #expect(!split.targetIsNextInput)
    }
  }

  @Test func severalColumnsMayForecastThemselves() throws {
    let split = try split(pairs, ["inputs": ["x", "z"], "window": 4])
    #expect(split.train.outputs == 2 && split.targetIsNextInput)
    #expect(split.scaling.targets.count == 2)
    #expect(split.scaling.targets[1].scale == 2 * split.scaling.targets[0].scale)
  }

  @Test func aTargetAtItsOwnStepIsNoForecast() {
    for node: OptionNode in [
      ["path": "a.csv", "horizon": 0], ["path": "a.csv", "horizon": 0, "inputs": ["x"]],
      ["path": "a.csv", "horizon": 0, "inputs": ["x", "y"], "targets": ["y"]],
    ] {
      var options = Options(node)
      _ = SeriesSource(&options)
      #expect(options.finish().map(\.id) == ["contradiction"])
    }
  }

  @Test func windowsWithGapsAreLeftOut() throws {
    let text = "v\n" + (0..<60).map { $0 == 20 ? "\n" : "\($0)\n" }.joined()
    let (source, found) = loaded(text, ["window": 4, "gaps": "drop_windows"])
    #expect(found.map(\.message) == ["5 windows with missing numbers were left out"])
    let split = try source.split(Draws(order: .named, seed: 0))
    #expect(split.train.sequences == 41 - 5)
    #expect(split.train.inputs.allSatisfy { !$0.isNaN && $0 != 20 })
    #expect(split.train.targets.allSatisfy { !$0.isNaN })
  }

  @Test func aFilledTrainingPartKnowsNothingOfTheHeldOutOne() throws {
    // Rows 0 to 44 train; the gap from 43 on would lead to the held-out value 1000.
    let text =
      "v\n" + (0..<60).map { $0 == 43 || $0 == 44 ? "\n" : $0 > 44 ? "1000\n" : "\($0)\n" }.joined()
    let split = try split(text, ["window": 4, "gaps": "interpolate"])
    #expect(split.train.targets.max() == 42)
  }

  @Test func windowsMayStartFurtherApart() throws {
    let text = "v\n" + (0..<60).map { "\($0)\n" }.joined()
    let split = try split(text, ["window": 4, "stride": 5])
    #expect(
      (0..<split.train.sequences).map { split.train.input($0, 0) } == [
        0, 5, 10, 15, 20, 25, 30, 35, 40,
      ])
    #expect((0..<split.test.sequences).map { split.test.target($0, 3) } == [45, 50, 55])
  }

  @Test func bytesThatAreNoTextAreReported() {
    var source = choice(SeriesSource.self, ["path": "a.csv"])
    #expect(
      source.load([file([0x61, 0xe9, 0x0a])]).map(\.message) == ["'data.npy' is not UTF-8 text"])
    #expect(
      source.load([file([0xff, 0xfe, 0x61, 0])]).map(\.message) == ["'data.npy' is UTF-16 text"])
  }
}
