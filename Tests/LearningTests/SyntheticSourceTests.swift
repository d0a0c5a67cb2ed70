import Tensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import Learning

@Suite struct SyntheticSourceTests {
  /// `torch.randn(100, 10, 1)` twice.
  @Test func noiseIsDrawnAsTheProgramDrawsIt() throws {
    let source = choice(NoiseSource.self, ["mean": 2, "std": 0.5])
    let split = try source.split(Draws(order: .pytorch, seed: 7))
    let stream = RandomStream(seed: 7)
    #expect(split.train.inputs == stream.torchNormals(1000))
    #expect(split.train.targets == stream.torchNormals(1000).map { 2 + 0.5 * $0 })
    #expect(split.floor == 0.25)
    #expect(!split.targetIsNextInput)
  }

  @Test func aSineIsACurveWithNoiseAndItsTargetIsTheNextValue() throws {
    let source = choice(
      SineSource.self, ["sequences": 3, "length": 9, "periods": 2, "noise": 0.25])
    let split = try source.split(Draws(order: .pytorch, seed: 7))
    let stream = RandomStream(seed: 7)
    var expected: [Double] = []
    for _ in 0..<3 {
      for t in 0..<9 {
        expected.append(sin(4 * Double.pi * Double(t) / 8) + 0.25 * stream.numpyNormal())
      }
    }
    expectClose(split.train.inputs, to: expected, shape: [3, 9], bound: 1e-6, "inputs")
    #expect(split.train.scored == 0..<8)
    for n in 0..<3 {
      for t in 0..<8 { #expect(split.train.target(n, t) == split.train.input(n, t + 1)) }
    }
    #expect(split.floor == 0.0625)
    #expect(split.targetIsNextInput)
  }

  @Test(arguments: ["noise", "sine"])
  func skippingLeavesTheStreamsWhereDrawingDoes(_ name: String) throws {
    let node: [String: any DataSource] = [
      "noise": choice(NoiseSource.self, ["sequences": 5, "length": 3]),
      "sine": choice(SineSource.self, ["sequences": 5, "length": 3]),
    ]
    let source = try #require(node[name])
    let (drawn, skipped) = (Draws(order: .pytorch, seed: 1), Draws(order: .pytorch, seed: 1))
    _ = try source.split(drawn)
    source.skip(skipped)
    for library in [Draws.Library.torch, .numpy] {
      #expect(
        drawn.stream(.weights, library).bits() == skipped.stream(.weights, library).bits())
    }
  }

  @Test func standardisingUsesScoredTargetsOnly() {
    let data = Dataset(
      sequences: 1, steps: 4, features: 1, outputs: 1, inputs: [1, 3, 1, 3],
      targets: [10, 20, 10, 1000], scored: 0..<2)
    let scaling = Scaling(standardising: data)
    #expect(scaling.inputLocation == 2)
    #expect(scaling.inputScale == 1)
    #expect(scaling.targetLocation == 15)
    #expect(scaling.targetScale == 5)
    #expect(scaling.target(20) == 1)
    #expect(scaling.prediction(scaling.target(17)) == 17)
  }

  @Test func aConstantIsScaledByOne() {
    let data = Dataset(
      sequences: 1, steps: 2, features: 1, outputs: 1, inputs: [4, 4], targets: [4, 4])
    #expect(Scaling(standardising: data).inputScale == 1)
  }
}
