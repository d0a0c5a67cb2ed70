import Tensors

/// The fastest multiplying this program can hope for: OpenBLAS's own rate on a product of two
/// 1024 x 1024 matrices, whose inner loop is nothing but fused multiply-adds. The rate of bare
/// multiply-adds lies a few percent higher.
enum PeakRate {
  /// GFLOP/s of all threads together, each with matrices of its own: the best of twelve rounds.
  static func measured(threads: Int) -> Double {
    let size = 1024
    let team = Team(size: threads)
    defer { team.close() }
    let factors = (0..<threads).map { _ in
      (FloatBuffer(size * size), FloatBuffer(size * size), FloatBuffer(size * size))
    }
    // Zeros would do, but some processors multiply them with less power and so at a higher clock.
    for (a, b, _) in factors {
      for index in 0..<size * size {
        a.pointer[index] = Float(index % 7) - 3
        b.pointer[index] = Float(index % 11) - 5
      }
    }
    let operations = 2 * Double(threads * size * size * size)
    return (0..<12).map { _ in
      let start = ContinuousClock.now
      team.run(parts: threads) { thread in
        let (a, b, c) = factors[thread]
        BLAS.multiply(
          a.pointer, stride: size, b.pointer, stride: size, into: c.pointer, stride: size,
          m: size, n: size, k: size)
      }
      return operations / milliseconds(ContinuousClock.now - start) / 1e6
    }.max() ?? 0
  }
}
