import Diagnosis
import Learning
import TestSupport
import Testing

@Suite struct MeasuresTests {
  let data = lagged(50, signal: 0.8, noise: 0.6, curve: 0.5, seed: 1)

  @Test func theThreePartsSumToTheError() throws {
    let errors = normals(data.targets.count, seed: 7)
    let values = zip(data.targets, errors).map { 0.3 * $0 + 0.2 * $1 + 0.4 }
    let measures = try #require(Measures(Prediction(values: values, steps: 8), on: data))
    var sum = 0.0
    for n in 0..<50 {
      for t in 1..<8 {
        let residual = Double(values[n * 8 + t]) - Double(data.target(n, t))
        sum += residual * residual
      }
    }
    expectClose([measures.parts.sum], to: [sum / 350], bound: 1e-9, "mean squared error")
    #expect(measures.parts.bias > 0.05)
  }

  @Test func halvedTargetsAreHeldBackWithASlopeOfTwo() throws {
    let measures = try #require(
      Measures(Prediction(values: data.targets.map { $0 / 2 }, steps: 8), on: data))
    expectClose(
      [measures.slope!, measures.spread!, measures.correlation!], to: [2, 0.5, 1], bound: 1e-6,
      "slope, spread, correlation")
  }

  @Test func aConstantHasNoSlopeAndExplainsNothing() throws {
    let values = [Float](repeating: 100.1, count: data.targets.count)
    let measures = try #require(Measures(Prediction(values: values, steps: 8), on: data))
    #expect(measures.slope == nil && measures.correlation == nil)
    #expect(measures.spread! < 1e-6)
  }

  @Test func aClockVariesAcrossStepsAndNotAcrossSequences() throws {
    let values = (0..<50).flatMap { _ in (0..<8).map { $0.isMultiple(of: 2) ? Float(0.5) : -0.5 } }
    let measures = try #require(Measures(Prediction(values: values, steps: 8), on: data))
    #expect(measures.spreadAcrossSequences! < 1e-6)
    #expect(abs(measures.spreadAcrossSteps! - 1) < 0.3)
  }

  @Test func stepsThatDifferByChanceHaveNoSpreadToCompareWith() throws {
    let flat = lagged(200, signal: 0, noise: 1, seed: 3)
    let measures = try #require(Measures(Prediction(values: flat.inputs, steps: 8), on: flat))
    #expect(measures.spreadAcrossSteps == nil)
  }

  @Test func predictionsThatAreNotFiniteAreNotMeasured() {
    let values = [Float](repeating: .nan, count: data.targets.count)
    #expect(Measures(Prediction(values: values, steps: 8), on: data) == nil)
  }

  @Test func aShareIsUndefinedWhereNothingIsKnownBeyondTheReference() {
    #expect(recoveredShare(mse: 1, reference: 1, bestKnown: 1) == nil)
    #expect(recoveredShare(mse: 0.995, reference: 1, bestKnown: 0.99) == nil)
    #expect(recoveredShare(mse: 0.75, reference: 1, bestKnown: 0.5) == 0.5)
    #expect(recoveredShare(mse: 1.5, reference: 1, bestKnown: 0.5) == -1)
  }
}
