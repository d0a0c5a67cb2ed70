import Tensors

/// The fastest multiplying this program can hope for, found by multiplying: the better of a product
/// of two 1024 x 1024 matrices and a small one that OpenBLAS, in builds that have a path for it,
/// computes where its factors lie in the nearest cache. The second comes within a few percent of
/// bare fused multiply-adds.
enum PeakRate {
  static let description = "the better of a 1024³ and a 96 x 64 x 128 product through OpenBLAS"

  /// GFLOP/s of all threads together, each with matrices of its own: the best of twelve rounds.
  static func measured(threads: Int) -> Double {
    let team = Team(size: threads)
    defer { team.close() }
    return max(
      rate(m: 1024, n: 1024, k: 1024, calls: 1, team), rate(m: 96, n: 64, k: 128, calls: 1000, team)
    )
  }

  private static func rate(m: Int, n: Int, k: Int, calls: Int, _ team: Team) -> Double {
    let matrices = (0..<team.size).map { _ in
      (a: numbers(m * k), b: numbers(k * n), c: FloatBuffer(m * n))
    }
    let operations = 2 * Double(team.size * calls * m * n * k)
    return (0..<12).map { _ in
      let start = ContinuousClock.now
      team.run(parts: team.size) { thread in
        let (a, b, c) = matrices[thread]
        for _ in 0..<calls {
          BLAS.multiply(
            a.pointer, stride: k, b.pointer, stride: n, into: c.pointer, stride: n, m: m, n: n, k: k
          )
        }
      }
      return operations / milliseconds(ContinuousClock.now - start) / 1e6
    }.max() ?? 0
  }

  /// Zeros would do, but some processors multiply them with less power and so at a higher clock.
  private static func numbers(_ count: Int) -> FloatBuffer {
    FloatBuffer((0..<count).map { Float($0 % 7) - 3 })
  }
}
