import Tensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A level with a size: one less than a vector, one more than two, and what lies between.
struct KernelCase: Sendable, CustomTestStringConvertible {
  let level: KernelLevel
  /// `H`.
  let size: Int
  var testDescription: String { "\(level.rawValue), H = \(size)" }

  static let all = KernelLevel.available.flatMap { level in
    [1, 7, 16, 33].map { KernelCase(level: level, size: $0) }
  }
}

/// Every level against loops in double precision that anyone can follow.
///
/// An activation is off by 1.2e-7 at most, half a unit in the last place of 1 being 0.6e-7. The
/// results below are sums of few products of activations and numbers of about 1, hence 1e-6.
@Suite struct KernelTests {
  private let rows = 3
  private let bound = 1e-6

  @Test(arguments: KernelCase.all)
  func theForwardStepIsThatOfTheLoop(_ test: KernelCase) {
    let (size, stride) = (test.size, test.size + 5)
    let stream = RandomStream(seed: 1)
    let gates = FloatBuffer(stream.torchNormals(rows * 4 * size).map { 3 * $0 })
    let previous = FloatBuffer(stream.torchNormals(rows * size))
    let written = gates.array
    let memory = FloatBuffer(rows * size)
    let squashed = FloatBuffer(rows * size)
    let hidden = FloatBuffer([Float](repeating: 42, count: rows * stride))
    Kernels.at(test.level).lstmForward(
      gates.pointer, previous.pointer, memory.pointer, squashed.pointer, hidden.pointer, stride,
      rows, size)

    var expected = Expected()
    for row in 0..<rows {
      for unit in 0..<size {
        let step = ScalarStep(written, previous.array, row: row, unit: unit, size: size)
        for (gate, value) in [step.i, step.f, step.g, step.o].enumerated() {
          expected.add(gates.pointer[(row * 4 + gate) * size + unit], value)
        }
        let index = row * size + unit
        expected.add(memory.pointer[index], step.memory)
        expected.add(squashed.pointer[index], tanh(step.memory))
        expected.add(hidden.pointer[row * stride + unit], step.o * tanh(step.memory))
      }
      for gap in size..<stride { expected.add(hidden.pointer[row * stride + gap], 42) }
    }
    expectClose(expected.found, to: expected.values, bound: bound, "forward step")
  }

  @Test(arguments: KernelCase.all)
  func theBackwardStepIsThatOfTheLoop(_ test: KernelCase) {
    let (size, aboveStride, nextStride) = (test.size, test.size + 3, test.size + 6)
    let stream = RandomStream(seed: 2)
    let gates = FloatBuffer(stream.torchNormals(rows * 4 * size))
    let previous = FloatBuffer(stream.torchNormals(rows * size))
    let written = gates.array
    let (memory, squashed) = (FloatBuffer(rows * size), FloatBuffer(rows * size))
    let hidden = FloatBuffer(rows * size)
    let kernels = Kernels.at(test.level)
    kernels.lstmForward(
      gates.pointer, previous.pointer, memory.pointer, squashed.pointer, hidden.pointer, size,
      rows, size)
    let above = FloatBuffer(stream.torchNormals(rows * aboveStride))
    let next = FloatBuffer(stream.torchNormals(rows * nextStride))
    let carried = FloatBuffer(stream.torchNormals(rows * size))
    let carriedIn = carried.array
    kernels.lstmBackward(
      gates.pointer, previous.pointer, squashed.pointer, above.pointer, aboveStride, next.pointer,
      nextStride, carried.pointer, rows, size)

    var expected = Expected()
    for row in 0..<rows {
      for unit in 0..<size {
        let step = ScalarStep(written, previous.array, row: row, unit: unit, size: size)
        let dh =
          Double(above.pointer[row * aboveStride + unit])
          + Double(next.pointer[row * nextStride + unit])
        let gradients = step.gradients(dh, carried: Double(carriedIn[row * size + unit]))
        for (gate, value) in gradients.gates.enumerated() {
          expected.add(gates.pointer[(row * 4 + gate) * size + unit], value)
        }
        expected.add(carried.pointer[row * size + unit], gradients.memory)
      }
    }
    expectClose(expected.found, to: expected.values, bound: bound, "backward step")
  }

  @Test(arguments: KernelCase.all)
  func adamIsThatOfTheLoop(_ test: KernelCase) {
    let stream = RandomStream(seed: 3)
    let parameters = FloatBuffer(stream.torchNormals(test.size))
    let (first, second) = (FloatBuffer(test.size), FloatBuffer(test.size))
    var p = parameters.array.map(Double.init)
    var m = [Double](repeating: 0, count: test.size)
    var v = m
    for t in 1...5 {
      let gradients = FloatBuffer(stream.torchNormals(test.size))
      let (correction1, correction2) = (1 - pow(0.9, Double(t)), 1 - pow(0.999, Double(t)))
      Kernels.at(test.level).adamUpdate(
        parameters.pointer, gradients.pointer, first.pointer, second.pointer, test.size, 0.9,
        0.999, Float(0.1 / correction1), Float(correction2.squareRoot()), 1e-8, 0.02)
      for index in 0..<test.size {
        let g = Double(gradients.pointer[index]) + 0.02 * p[index]
        m[index] = 0.9 * m[index] + 0.1 * g
        v[index] = 0.999 * v[index] + 0.001 * g * g
        p[index] -=
          0.1 / correction1 * m[index] / ((v[index] / correction2).squareRoot() + 1e-8)
      }
    }
    // The float32 nearest to 0.999 is 1.3e-8 off, which is 1.3e-5 of 1 - 0.999.
    expectClose(parameters.array, to: p, bound: 1e-5, "parameters")
    expectClose(first.array, to: m, bound: 1e-6, "first moment")
    expectClose(second.array, to: v, bound: 2e-5 * (v.max() ?? 0), "second moment")
  }

  /// tanh to two units in the last place of 1, and the logistic function to a few of its own, some
  /// more where it is next to nothing: a closed gate's gradient is in proportion to it.
  @Test(arguments: KernelLevel.available)
  func activationsAreExactFarIntoSaturation(_ level: KernelLevel) {
    let inputs = stride(from: Float(-100), through: 100, by: 0.003).map { $0 }
    let size = inputs.count
    let gates = FloatBuffer(inputs + inputs + inputs + inputs)
    let (previous, memory) = (FloatBuffer(size), FloatBuffer(size))
    let (squashed, hidden) = (FloatBuffer(size), FloatBuffer(size))
    Kernels.at(level).lstmForward(
      gates.pointer, previous.pointer, memory.pointer, squashed.pointer, hidden.pointer, size, 1,
      size)
    var worst = (logistic: 0.0, tanh: 0.0, slope: 0.0)
    for (index, input) in inputs.enumerated() {
      let logistic = 1 / (1 + exp(-Double(input)))
      let tangent = tanh(Double(input))
      let found = Double(gates.pointer[2 * size + index])
      let closed = Double(gates.pointer[index])
      // Beyond 87 float32 has no room for e^x: there a closed gate is at most 1.7e-38.
      if input < -87 {
        #expect(closed >= 0 && closed < 1.7e-38)
      } else {
        let bound = 3e-7 + 1e-7 * Double(abs(input))
        worst.logistic = max(worst.logistic, abs(closed - logistic) / logistic / bound)
      }
      worst.tanh = max(worst.tanh, abs(found - tangent))
      if abs(input) > 2 { worst.slope = max(worst.slope, abs(found - tangent)) }
    }
    #expect(worst.logistic < 1)
    #expect(worst.tanh < 1.2e-7)
    #expect(worst.slope < 0.5e-7)
  }

  /// Whole blocks, a rest in both directions, and nothing written beyond.
  @Test(arguments: KernelCase.all, [3, 16, 34])
  func transposingSwapsRowsAndColumns(_ test: KernelCase, columns: Int) {
    let rows = test.size
    let from = FloatBuffer((0..<rows * (columns + 2)).map { Float($0) })
    let to = FloatBuffer([Float](repeating: -1, count: columns * (rows + 3)))
    Kernels.at(test.level).transpose(
      from.pointer, columns + 2, to.pointer, rows + 3, rows, columns)
    for column in 0..<columns {
      for row in 0..<rows + 3 {
        let expected = row < rows ? Float(row * (columns + 2) + column) : -1
        #expect(to.pointer[column * (rows + 3) + row] == expected)
      }
    }
  }

  @Test(arguments: KernelLevel.available)
  func whatIsNotANumberStaysSo(_ level: KernelLevel) {
    let size = 17
    let gates = FloatBuffer([Float](repeating: .nan, count: 4 * size))
    let (previous, memory) = (FloatBuffer(size), FloatBuffer(size))
    let (squashed, hidden) = (FloatBuffer(size), FloatBuffer(size))
    Kernels.at(level).lstmForward(
      gates.pointer, previous.pointer, memory.pointer, squashed.pointer, hidden.pointer, size, 1,
      size)
    #expect(hidden.array.filter(\.isNaN).count == size)
    #expect(memory.array.filter(\.isNaN).count == size)
  }
}

/// Pairs of a kernel's number and the loop's.
struct Expected {
  var found: [Float] = []
  var values: [Double] = []
  mutating func add(_ number: Float, _ value: Double) {
    found.append(number)
    values.append(value)
  }
}

/// One unit's step in double precision.
private struct ScalarStep {
  let i, f, g, o, before, memory: Double

  init(_ gates: [Float], _ previous: [Float], row: Int, unit: Int, size: Int) {
    func gate(_ index: Int) -> Double { Double(gates[(row * 4 + index) * size + unit]) }
    func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    i = logistic(gate(0))
    f = logistic(gate(1))
    g = tanh(gate(2))
    o = logistic(gate(3))
    before = Double(previous[row * size + unit])
    memory = f * before + i * g
  }

  /// By the pre-activations and by the memory before, from those by hidden state and memory after.
  func gradients(_ dh: Double, carried: Double) -> (gates: [Double], memory: Double) {
    let t = tanh(memory)
    let dc = carried + dh * o * (1 - t * t)
    return (
      [
        dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g * g),
        dh * t * o * (1 - o),
      ], dc * f
    )
  }
}
