import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenClippingTests {
  @Test(arguments: try EngineCases.of(.clip))
  func aClippedGradientIsPyTorchs(_ golden: GoldenCase) throws {
    let run = try GoldenPass(golden)
    run.pass.forward()
    _ = run.evaluate()
    run.pass.backward()
    var clipping = choice(in: ["clip_norm": OptionNode(try #require(golden.clipNorm))])
    clipping.normType = golden.clipNormType == .infinity ? .infinity : .two
    expectClose(
      [Clipping.norm(of: run.pass.gradients, clipping.normType)],
      to: try run.vectors.reference("total_norm"))
    clipping.apply(to: run.pass.gradients)
    for entry in run.pass.weights.layout.entries {
      expectClose(
        part(entry, of: run.pass.gradients),
        to: try run.vectors.reference("clipped.\(entry.name)"))
    }
  }

  @Test func elementsAreBoundedOnBothSides() {
    let gradients = FloatBuffer([3, -0.5, -3, 0.5])
    let clipping = choice(in: ["clip_value": 1])
    clipping.apply(to: gradients)
    #expect(gradients.array == [1, -0.5, -1, 0.5])
  }

  @Test func theNormIsBoundedBeforeTheElements() {
    let gradients = FloatBuffer([3, 4])
    // The length 5 becomes 1, its elements 0.6 and 0.8.
    choice(in: ["clip_norm": 1, "clip_value": 0.7]).apply(to: gradients)
    expectClose(gradients.array, to: [0.6, 0.7], bound: 1e-6, "clipped")
  }

  @Test func withoutBoundsAGradientIsLeftAlone() {
    let gradients = FloatBuffer([3e30, -4])
    let clipping = choice(in: [:])
    clipping.apply(to: gradients)
    #expect(!clipping.isActive)
    #expect(gradients.array == [3e30, -4])
  }

  private func choice(in node: OptionNode) -> Clipping {
    experiment(["training": node]).training.clipping
  }
}
