#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Matrix products, by OpenBLAS.
package enum BLAS {
  /// Whether a factor is read transposed.
  package enum Form { case plain, transposed }

  /// `c = a b + beta c` for row-major matrices: `a` is `(m, k)`, `b` is `(k, n)`, `c` is `(m, n)`,
  /// each after its `Form`; strides count the numbers from one stored row to the next.
  package static func multiply(
    _ a: UnsafePointer<Float>, _ aForm: Form = .plain, stride aStride: Int,
    _ b: UnsafePointer<Float>, _ bForm: Form = .plain, stride bStride: Int,
    into c: UnsafeMutablePointer<Float>, stride cStride: Int,
    m: Int, n: Int, k: Int, beta: Float = 0
  ) {
    if m == 0 || n == 0 { return }
    _ = prepared
    OpenBLAS.loaded.multiply(
      OpenBLAS.rowMajor, aForm == .plain ? OpenBLAS.plain : OpenBLAS.transposed,
      bForm == .plain ? OpenBLAS.plain : OpenBLAS.transposed, Int32(m), Int32(n), Int32(k), 1, a,
      Int32(aStride), b, Int32(bStride), beta, c, Int32(cStride))
  }

  /// How many rows of a step's product to hand over at a time: few enough for what they give to be
  /// in the nearest cache when it is activated.
  package static func rowsPerCall(n: Int, k: Int) -> Int { 12 * n * k <= 1_000_000 ? 12 : 32 }

  /// `c = a b`, or `c += a b`, in tiles; nothing where `k` is 0. Below a million multiplications OpenBLAS works without packing, and at half
  /// as much again of its rate; larger products are cut so that each call stays below. Tiles depend
  /// on the shape alone, so equal products round equally.
  package static func multiplyInTiles(
    _ a: UnsafePointer<Float>, _ aForm: Form = .plain, stride aStride: Int,
    _ b: UnsafePointer<Float>, stride bStride: Int,
    into c: UnsafeMutablePointer<Float>, stride cStride: Int, m: Int, n: Int, k: Int,
    adds: Bool = false
  ) {
    if k == 0 { return }
    if m * n * k <= 1_000_000 {
      return multiply(
        a, aForm, stride: aStride, b, stride: bStride, into: c, stride: cStride, m: m, n: n, k: k,
        beta: adds ? 1 : 0)
    }
    // The fastest of those tried on processors with 512-bit vectors.
    let tile = aForm == .plain ? (m: 32, n: 128, k: 136) : (m: 128, n: 64, k: 100)
    let parts = (k + tile.k - 1) / tile.k
    for part in 0..<parts {
      let (from, to) = (part * k / parts, (part + 1) * k / parts)
      for row in Swift.stride(from: 0, to: m, by: tile.m) {
        let first = aForm == .plain ? row * aStride + from : from * aStride + row
        for column in Swift.stride(from: 0, to: n, by: tile.n) {
          multiply(
            a + first, aForm, stride: aStride, b + from * bStride + column, stride: bStride,
            into: c + row * cStride + column, stride: cStride, m: min(tile.m, m - row),
            n: min(tile.n, n - column), k: to - from, beta: part == 0 && !adds ? 0 : 1)
        }
      }
    }
  }

  /// The version and build of the library, as it describes itself.
  package static var configuration: String { OpenBLAS.loaded.configuration }
  /// The kernel set in use: `SkylakeX`, `Haswell`, …
  package static var core: String { choice.core }
  /// The same with the reason for it.
  package static var choice: CoreChoice { prepared }

  /// Made once, before the first product: no product may be under way while the library changes its
  /// kernel set.
  private static let prepared = prepare(core: KernelLevel.current.core)

  /// How the kernel set in use came about.
  package struct CoreChoice: Sendable, Equatable {
    package enum Reason: Sendable { case asFound, environment, ours }
    /// What the library had chosen when it was loaded.
    package var found: String
    package var core: String
    package var reason: Reason

    package init(found: String, core: String, reason: Reason) {
      self.found = found
      self.core = core
      self.reason = reason
    }
  }

  /// Makes the library use one thread per call (our own shards do the rest, so that results do not
  /// depend on the number of threads) and, where it was built for several processors, the kernel
  /// set this processor deserves: versions up to 0.3.24 fall back to an old one on processors newer
  /// than themselves, at a fifth of the speed.
  private static func prepare(core wanted: String?) -> CoreChoice {
    let library = OpenBLAS.loaded
    library.setThreads(1)
    let found = library.core
    let isSet = getenv("OPENBLAS_CORETYPE") != nil
    guard let wanted, found.lowercased() != wanted.lowercased(), !isSet,
      let quit = library.quitCore, let choose = library.chooseCore
    else { return CoreChoice(found: found, core: found, reason: isSet ? .environment : .asFound) }
    setenv("OPENBLAS_CORETYPE", wanted, 1)
    quit()
    choose()
    unsetenv("OPENBLAS_CORETYPE")
    library.setThreads(1)
    return CoreChoice(found: found, core: library.core, reason: .ours)
  }
}
