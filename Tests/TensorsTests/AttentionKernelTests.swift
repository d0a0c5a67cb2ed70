import Tensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every level against loops in double precision. `KernelCase.size` is the number of steps here.
@Suite struct AttentionKernelTests {
  @Test(arguments: KernelCase.all)
  func theSoftmaxAndItsGradientAreThoseOfTheLoop(_ test: KernelCase) {
    let steps = test.size
    let stream = RandomStream(seed: 8)
    let scores = stream.torchNormals(steps * steps).map { 5 * $0 }
    let weights = FloatBuffer(scores)
    let kernels = Kernels.at(test.level)
    kernels.causalSoftmax(weights.pointer, steps, 0.5)
    let gradientIn = stream.torchNormals(steps * steps)
    let gradient = FloatBuffer(gradientIn)
    kernels.causalSoftmaxBackward(weights.pointer, gradient.pointer, steps, 0.5)

    var expected = Expected()
    for t in 0..<steps {
      let powers = (0...t).map { exp(0.5 * Double(scores[t * steps + $0])) }
      let total = powers.reduce(0, +)
      let shares = powers.map { $0 / total }
      let mean = (0...t).reduce(0.0) { $0 + shares[$1] * Double(gradientIn[t * steps + $1]) }
      for s in 0..<steps {
        let share = s <= t ? shares[s] : 0
        expected.add(weights.pointer[t * steps + s], share)
        expected.add(
          gradient.pointer[t * steps + s],
          0.5 * share * (Double(gradientIn[t * steps + s]) - mean))
      }
    }
    expectClose(expected.found, to: expected.values, bound: 1e-6, "causal softmax")
  }

  /// Scores of any size: only their differences count.
  @Test(arguments: KernelLevel.available, [Float(-3000), 3000])
  func theSoftmaxOfLargeScoresIsFinite(_ level: KernelLevel, _ shift: Float) {
    let steps = 18
    let scores = FloatBuffer(
      (0..<steps * steps).map { shift + ($0 % steps == 0 ? 200 : 0) })
    Kernels.at(level).causalSoftmax(scores.pointer, steps, 1)
    for t in 0..<steps {
      #expect(scores.pointer[t * steps] == 1)
      for s in 1..<steps { #expect(scores.pointer[t * steps + s] < 1e-37) }
    }
  }

  @Test(arguments: KernelCase.all)
  func additiveScoresAndTheirGradientsAreThoseOfTheLoop(_ test: KernelCase) {
    let (steps, size, stride) = (5, test.size, test.size + 2)
    let stream = RandomStream(seed: 9)
    let queries = stream.torchNormals(steps * stride)
    let keys = stream.torchNormals(steps * stride)
    let vector = stream.torchNormals(size)
    let gradient = FloatBuffer(stream.torchNormals(steps * steps))
    let scores = FloatBuffer(steps * steps)
    let kernels = Kernels.at(test.level)
    let (q, k, v) = (FloatBuffer(queries), FloatBuffer(keys), FloatBuffer(vector))
    kernels.additiveScores(q.pointer, k.pointer, stride, v.pointer, scores.pointer, steps, size)
    let (dq, dk) = (FloatBuffer(steps * stride), FloatBuffer(steps * stride))
    let dv = FloatBuffer([Float](repeating: 1, count: size))
    kernels.additiveScoresBackward(
      q.pointer, k.pointer, stride, v.pointer, gradient.pointer, dq.pointer,
      dk.pointer, dv.pointer, steps, size)

    var expected = Expected()
    var dQuery = [Double](repeating: 0, count: steps * stride)
    var dKey = dQuery
    var dVector = [Double](repeating: 1, count: size)
    for t in 0..<steps {
      for s in 0...t {
        var score = 0.0
        let g = Double(gradient.pointer[t * steps + s])
        for unit in 0..<size {
          let y = tanh(Double(queries[t * stride + unit]) + Double(keys[s * stride + unit]))
          score += Double(vector[unit]) * y
          dVector[unit] += g * y
          let slope = g * Double(vector[unit]) * (1 - y * y)
          dQuery[t * stride + unit] += slope
          dKey[s * stride + unit] += slope
        }
        expected.add(scores.pointer[t * steps + s], score)
      }
    }
    for index in dQuery.indices {
      expected.add(dq.pointer[index], dQuery[index])
      expected.add(dk.pointer[index], dKey[index])
    }
    for unit in 0..<size { expected.add(dv.pointer[unit], dVector[unit]) }
    // A score sums up to 33 products, a gradient fifteen.
    expectClose(expected.found, to: expected.values, bound: 1e-5, "additive scores")
  }
}
