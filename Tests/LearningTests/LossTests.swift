import Foundation
import SourceText
import TestSupport
import Testing

@testable import Learning

/// Losses that have no golden case, against sums by hand; and what all of them leave out.
@Suite struct LossTests {
  @Test func aQuantileWeighsTooLowAgainstTooHigh() {
    let loss = choice(QuantileLoss.self, ["q": 0.9])
    // Too low by 2 and too high by 1: (0.9 · 2 + 0.1 · 1) / 2.
    let result = evaluate(loss, [[0, 3]], [[2, 2]])
    expectClose([result.value], to: [0.95], bound: 1e-9, "loss")
    expectClose(result.gradient, to: [-0.45, 0.05], bound: 1e-7, "gradient")
  }

  @Test func aSmoothAbsoluteErrorHasItsCornersAtBeta() {
    let loss = choice(SmoothAbsoluteError.self, ["beta": 0.5])
    // 0.3² / (2 · 0.5) and 1 - 0.5 / 2.
    let result = evaluate(loss, [[0.3, 0]], [[0, 1]])
    expectClose([result.value], to: [(0.09 + 0.75) / 2], bound: 1e-7, "loss")
    expectClose(result.gradient, to: [0.3, -0.5], bound: 1e-7, "gradient")
    let corner = evaluate(choice(SmoothAbsoluteError.self, ["beta": 0]), [[0.3, 0]], [[0, 1]])
    expectClose([corner.value], to: [0.65], bound: 1e-7, "with beta 0")
  }

  @Test func aMixtureOfOneIsANormalDistribution() {
    let raw = 0.4
    let variance = pow(log(1 + exp(raw)) + 0.001, 2)
    let expected = (log(2 * Double.pi) + log(variance) + 4 / variance) / 2
    let loss = choice(MixtureLikelihood.self, ["components": 1])
    let result = evaluate(loss, [[7, 1, Float(raw)]], [[3]])
    expectClose([result.value], to: [expected], bound: 1e-6, "loss")
    #expect(result.gradient[0] == 0, "one weight is 1 whatever its logit")
  }

  @Test func aMixtureWeighsItsComponents() {
    let loss = choice(MixtureLikelihood.self, ["components": 2])
    // Weights 1/4 and 3/4, means 0 and 2, both spreads 1.
    let raw = Float(log(exp(0.999) - 1))
    let head: [Float] = [0, Float(log(3.0)), 0, 2, raw, raw]
    let density = (0.25 * exp(-0.5) + 0.75 * exp(-0.5)) / (2 * Double.pi).squareRoot()
    expectClose(
      [evaluate(loss, [head], [[1]]).value], to: [-log(density)], bound: 1e-6, "loss")
    expectClose(point(loss, head, outputs: 1), to: [1.5], bound: 1e-6, "forecast")
  }

  /// Far from every component no density is 0 and no logarithm infinite.
  @Test func aMixtureFarFromItsTargetStaysFinite() {
    let loss = choice(MixtureLikelihood.self, ["components": 2])
    let result = evaluate(loss, [[0, 200, 0, 1, -50, -50]], [[100]])
    #expect(result.value.isFinite)
    #expect(result.gradient.allSatisfy { $0.isFinite })
  }

  @Test func crossEntropyTakesTheDatasClassesUnlessTheyAreWritten() {
    var left = experiment(["data": ["source": "text"], "training": ["loss": "cross_entropy"]])
    left.settle()
    #expect(left.training.loss.headOutputs(for: 1) == left.data.classes?.count)
    var written = experiment([
      "data": ["source": "text"],
      "training": ["loss": ["name": "cross_entropy", "classes": "40"]],
    ])
    written.settle()
    #expect(written.training.loss.headOutputs(for: 1) == 40)
  }

  @Test func crossEntropyIsTheLogarithmOfTheTrueClasssShare() {
    let loss = choice(CrossEntropy.self, ["classes": 3])
    let head: [Float] = [0, Float(log(2.0)), Float(log(5.0))]
    let result = evaluate(loss, [head], [[1]])
    expectClose([result.value], to: [-log(0.25)], bound: 1e-6, "loss")
    expectClose(result.gradient, to: [0.125, -0.75, 0.625], bound: 1e-6, "gradient")
    expectClose(point(loss, head, outputs: 1), to: [0.25 + 2 * 0.625], bound: 1e-6, "forecast")
    expectClose(
      [evaluate(loss, [[0, 1000, -1000]], [[1]]).value], to: [0], bound: 1e-9, "a sure class")
  }

  @Test func crossEntropyTakesNothingButItsClasses() {
    let loss = choice(CrossEntropy.self, ["classes": 3])
    for target: Float in [0, 1, 2] { #expect(loss.demand(on: target) == nil) }
    for target: Float in [-1, 3, 0.5, .nan] { #expect(loss.demand(on: target) != nil) }
    let experiment = experiment(["training": ["loss": "cross_entropy", "epochs": 1]])
    #expect(throws: Diagnostic.self) { try Trainer().train(experiment) }
  }

  @Test func aDensityIsNotBentByAnActivation() {
    let bent = experiment([
      "data": ["source": "sine"], "model": ["head_activation": "tanh"],
      "training": ["loss": "gaussian_nll"],
    ])
    #expect(bent.contradictions(at: nil).map(\.id) == ["contradiction"])
    let plain = bent.changed { $0.training.loss = choice(AbsoluteError.self) }
    #expect(plain.contradictions(at: nil).isEmpty)
  }

  @Test func aSpreadPenaltyPricesAConstant() {
    let loss = choice(SpreadPenalty.self, ["weight": 3])
    // The target's variance by `torch.std` is 1; the constant's squared error is 2/3.
    let flat = evaluate(loss, [[2], [2], [2]], [[1], [2], [3]])
    expectClose([flat.value], to: [2.0 / 3 + 3], bound: 1e-9, "constant")
    // Twice as wide about the same mean: squared error 2/3, distance of the spreads 1.
    let wide = evaluate(loss, [[0], [2], [4]], [[1], [2], [3]])
    expectClose([wide.value], to: [2.0 / 3 + 3], bound: 1e-9, "twice as wide")
    // 2 d / n, then 2 · 3 · 1 · (p - 2) / (2 · 2).
    expectClose(
      wide.gradient, to: [-2.0 / 3 - 3, 0, 2.0 / 3 + 3], bound: 1e-6, "gradient")
  }

  @Test func momentsOfPartsAreThoseOfTheWhole() {
    let values: [Float] = [3, -1, 4, 1, -5, 9, 2, 6]
    func moments(_ range: Range<Int>) -> BatchMoments {
      let part = Array(values[range])
      return part.withUnsafeBufferPointer { numbers in
        shard(numbers.baseAddress!, numbers.baseAddress!, nil, sequences: 1, width: 1, range.count)
          .ownMoments
      }
    }
    let joined = BatchMoments().joined(moments(0..<3)).joined(moments(3..<8))
    let whole = moments(0..<8)
    #expect(joined.count == 8 && whole.count == 8)
    expectClose(
      [joined.prediction.sum, joined.prediction.squares],
      to: [whole.prediction.sum, whole.prediction.squares], bound: 1e-9, "sums")
    expectClose(
      [joined.deviation(joined.prediction)], to: [(127.875 / 7.0).squareRoot()], bound: 1e-9,
      "deviation")
  }

  /// Whatever stands in the padding.
  @Test(arguments: losses.map { $0.name })
  func stepsBeyondASequencesLengthHaveNoPart(_ name: String) throws {
    let loss = experiment(["training": ["loss": OptionNode(stringLiteral: name)]]).training.loss
    let width = loss.headOutputs(for: 1)
    // Time first: both sequences at step 0, then at step 1, where the second is padded.
    func run(_ padding: Float) -> (value: Double, gradient: [Float]) {
      let head = (0..<4 * width).map { $0 < 3 * width ? Float($0 % 5) * 0.3 - 0.4 : padding }
      return evaluate(
        loss, [head], [[0, 1, 0, padding]], sequences: 2, steps: 2, lengths: [2, 1])
    }
    let (first, second) = (run(1), run(50))
    #expect(first.value == second.value)
    #expect(first.gradient == second.gradient)
    #expect(first.gradient.suffix(width).allSatisfy { $0 == 0 })
    #expect(first.gradient.prefix(3 * width).contains { $0 != 0 })
  }

  // MARK: By hand

  /// A loss and its gradient for one step of as many sequences as there are rows, or for a layout
  /// that says otherwise.
  private func evaluate(
    _ loss: any Loss, _ head: [[Float]], _ target: [[Float]], sequences: Int? = nil,
    steps: Int = 1, lengths: [Int]? = nil
  ) -> (value: Double, gradient: [Float]) {
    let (heads, targets) = (head.flatMap { $0 }, target.flatMap { $0 })
    var gradient = [Float](repeating: 0, count: heads.count)
    let count = sequences ?? target.count
    let value = heads.withUnsafeBufferPointer { head in
      targets.withUnsafeBufferPointer { target in
        gradient.withUnsafeMutableBufferPointer { gradient in
          var shard = shard(
            head.baseAddress!, target.baseAddress!, gradient.baseAddress, sequences: count,
            width: targets.count / count / steps, steps, lengths: lengths)
          if loss.needsMoments { shard.moments = shard.ownMoments }
          return loss.evaluate(shard)
        }
      }
    }
    return (value, gradient)
  }

  private func shard(
    _ head: UnsafePointer<Float>, _ target: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>?, sequences: Int, width: Int, _ steps: Int,
    lengths: [Int]? = nil
  ) -> LossShard {
    let real = lengths?.reduce(0, +) ?? sequences * steps
    return LossShard(
      prediction: head, target: target, gradient: gradient ?? UnsafeMutablePointer(mutating: head),
      sequences: sequences, outputs: width, scored: 0..<steps, lengths: lengths,
      scoredCount: real * width, batch: sequences)
  }

  private func point(_ loss: any Loss, _ head: [Float], outputs: Int) -> [Float] {
    var point = [Float](repeating: 0, count: outputs)
    loss.readout?.point(head, &point, outputs: outputs)
    return point
  }
}
