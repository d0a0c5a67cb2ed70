import Tensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every level against loops in double precision; the bound is that of `KernelTests`.
@Suite struct GRUKernelTests {
  private let rows = 3

  @Test(arguments: KernelCase.all)
  func aStepForwardAndBackIsThatOfTheLoop(_ test: KernelCase) {
    let (size, stride, aboveStride, nextStride) = (
      test.size, test.size + 5, test.size + 3, test.size
    )
    let stream = RandomStream(seed: 6)
    let gates = FloatBuffer(stream.torchNormals(rows * 4 * size))
    let previous = FloatBuffer(stream.torchNormals(rows * stride))
    let hidden = FloatBuffer([Float](repeating: 42, count: rows * stride))
    let written = gates.array
    let kernels = Kernels.at(test.level)
    kernels.gruForward(gates.pointer, previous.pointer, hidden.pointer, stride, rows, size)
    let above = FloatBuffer(stream.torchNormals(rows * aboveStride))
    let next = FloatBuffer(stream.torchNormals(rows * nextStride))
    let carriedIn = stream.torchNormals(rows * size)
    let carried = FloatBuffer(carriedIn)
    kernels.gruBackward(
      gates.pointer, previous.pointer, stride, above.pointer, aboveStride,
      next.pointer, nextStride, carried.pointer, rows, size)

    var expected = Expected()
    for row in 0..<rows {
      for unit in 0..<size {
        func gate(_ index: Int) -> Double { Double(written[(row * 4 + index) * size + unit]) }
        let r = 1 / (1 + exp(-gate(0)))
        let z = 1 / (1 + exp(-gate(1)))
        let n = tanh(gate(2) + r * gate(3))
        let before = Double(previous.pointer[row * stride + unit])
        expected.add(hidden.pointer[row * stride + unit], (1 - z) * n + z * before)
        let dh =
          Double(above.pointer[row * aboveStride + unit])
          + Double(next.pointer[row * nextStride + unit])
          + Double(carriedIn[row * size + unit])
        let dn = dh * (1 - z) * (1 - n * n)
        let gradients = [
          dn * gate(3) * r * (1 - r), dh * (before - n) * z * (1 - z), dn, dn * r,
        ]
        for (index, value) in gradients.enumerated() {
          expected.add(gates.pointer[(row * 4 + index) * size + unit], value)
        }
        expected.add(carried.pointer[row * size + unit], dh * z)
      }
      for gap in size..<stride { expected.add(hidden.pointer[row * stride + gap], 42) }
    }
    // Two more products than in an LSTM's step, of numbers up to 4.
    expectClose(expected.found, to: expected.values, bound: 4e-6, "GRU step")
  }
}

@Suite struct ActivationKernelTests {
  private let functions: [(value: (Double) -> Double, slope: (Double) -> Double)] = [
    ({ max(0, $0) }, { $0 > 0 ? 1 : 0 }),
    ({ 1 / (1 + exp(-$0)) }, { $0 * (1 - $0) }),
    ({ tanh($0) }, { 1 - $0 * $0 }),
  ]

  @Test(arguments: KernelCase.all, 0..<3)
  func anActivationAndItsGradientAreThoseOfTheLoop(_ test: KernelCase, _ kind: Int) {
    let (rows, size) = (3, test.size)
    let stream = RandomStream(seed: 7)
    let inputs = FloatBuffer(stream.torchNormals(rows * (size + 2)))
    let outputs = FloatBuffer([Float](repeating: 42, count: rows * (size + 4)))
    let kernels = Kernels.at(test.level)
    kernels.activate(
      kind, inputs.pointer, size + 2, outputs.pointer, size + 4, rows, size)
    let above = FloatBuffer(stream.torchNormals(rows * size))
    let next = FloatBuffer(stream.torchNormals(rows * size))
    let (both, one) = (FloatBuffer(rows * size), FloatBuffer(above.array))
    kernels.activateBackward(
      kind, outputs.pointer, size + 4, above.pointer, size,
      next.pointer, size, both.pointer, rows, size)
    // In place, with nothing to add.
    kernels.activateBackward(
      kind, outputs.pointer, size + 4, one.pointer, size, nil, 0, one.pointer, rows, size)

    var expected = Expected()
    for row in 0..<rows {
      for unit in 0..<size {
        let value = functions[kind].value(Double(inputs.pointer[row * (size + 2) + unit]))
        expected.add(outputs.pointer[row * (size + 4) + unit], value)
        let slope = functions[kind].slope(value)
        let index = row * size + unit
        expected.add(
          both.pointer[index], (Double(above.pointer[index]) + Double(next.pointer[index])) * slope)
        expected.add(one.pointer[index], Double(above.pointer[index]) * slope)
      }
      for gap in size..<size + 4 { expected.add(outputs.pointer[row * (size + 4) + gap], 42) }
    }
    expectClose(expected.found, to: expected.values, bound: 2e-6, "activation \(kind)")
  }

  @Test(arguments: KernelLevel.available, 0..<3)
  func whatIsNotANumberStaysSo(_ level: KernelLevel, _ kind: Int) {
    let values = FloatBuffer([Float](repeating: .nan, count: 17))
    Kernels.at(level).activate(kind, values.pointer, 17, values.pointer, 17, 1, 17)
    #expect(values.array.filter(\.isNaN).count == 17)
  }
}
