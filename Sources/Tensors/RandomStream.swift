#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The number stream that `torch.manual_seed(seed)` and `numpy.random.seed(seed)` both start:
/// MT19937 after `init_genrand` (Matsumoto and Nishimura 1998, 2002), with the two libraries' rules
/// for making uniform and normal numbers of it.
package final class RandomStream {
  private var state = [UInt32](repeating: 0, count: 624)
  private var next = 624
  private var spareNormal: Double?

  package init(seed: UInt32) {
    state[0] = seed
    for i in 1..<624 {
      state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i)
    }
  }

  /// The raw 32-bit stream.
  package func bits() -> UInt32 {
    if next == 624 { twist() }
    var y = state[next]
    next += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  private func twist() {
    for i in 0..<624 {
      let y = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7fff_ffff)
      state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
    }
    next = 0
  }

  // MARK: torch

  /// `torch.rand`, one float32 in [0, 1).
  package func torchUniform() -> Float { Float(bits() & 0xff_ffff) * 0x1p-24 }

  /// `tensor.uniform_(low, high)`: multiplied and added with one rounding.
  package func torchUniform(_ low: Float, _ high: Float) -> Float {
    Float(Double(torchUniform()) * Double(high - low) + Double(low))
  }

  /// `torch.randn(count)`, float32.
  package func torchNormals(_ count: Int) -> [Float] {
    if count < 16 { return (0..<count).map { _ in Float(torchNormal()) } }
    var values = (0..<count).map { _ in torchUniform() }
    for start in stride(from: 0, through: count - 16, by: 16) { boxMuller(&values, at: start) }
    if count % 16 != 0 {
      // The last block is drawn anew and overlaps the one before it.
      for index in count - 16..<count { values[index] = torchUniform() }
      boxMuller(&values, at: count - 16)
    }
    return values
  }

  /// In torch's own precision: the angle is rounded to float32 before its cosine is taken.
  private func boxMuller(_ values: inout [Float], at start: Int) {
    let turn = Float(2 * Double.pi)
    for j in start..<start + 8 {
      let radius = Float(sqrt(-2 * log(1 - Double(values[j]))))
      let angle = Double(turn * values[j + 8])
      values[j] = radius * Float(cos(angle))
      values[j + 8] = radius * Float(sin(angle))
    }
  }

  private func torchNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let u1 = torchUniform53()
    let u2 = torchUniform53()
    let radius = sqrt(-2 * log(1 - u2))
    spareNormal = radius * sin(2 * Double.pi * u1)
    return radius * cos(2 * Double.pi * u1)
  }

  private func torchUniform53() -> Double {
    let high = UInt64(bits())
    let low = UInt64(bits())
    return Double((high << 32 | low) & ((1 << 53) - 1)) * 0x1p-53
  }

  /// `torch.randperm(count)` for counts below 2³².
  package func torchPermutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    torchPermute(&order)
    return order
  }

  /// The same into an array that is there already, whatever it holds.
  package func torchPermute(_ order: inout [Int]) {
    let count = order.count
    for i in 0..<count { order[i] = i }
    for i in 0..<max(0, count - 1) {
      order.swapAt(i, i + Int(bits()) % (count - i))
    }
  }

  // MARK: numpy

  /// `numpy.random.random()`, a double in [0, 1).
  package func numpyUniform() -> Double {
    let high = Double(bits() >> 5)
    let low = Double(bits() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `numpy.random.randn()`: the polar method, the second variate first.
  package func numpyNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * numpyUniform() - 1
      let y = 2 * numpyUniform() - 1
      let square = x * x + y * y
      if square < 1, square != 0 {
        let factor = sqrt(-2 * log(square) / square)
        spareNormal = factor * x
        return factor * y
      }
    }
  }
}
