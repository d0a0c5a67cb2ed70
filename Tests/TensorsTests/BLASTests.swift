import Tensors
import TestSupport
import Testing

@Suite struct BLASTests {
  struct Product: Sendable, CustomTestStringConvertible {
    let a, b: BLAS.Form
    let beta: Float
    let m, n, k: Int
    var testDescription: String { "\(a) x \(b), beta \(beta), \(m) x \(n) over \(k)" }

    static let all = [BLAS.Form.plain, .transposed].flatMap { a in
      [BLAS.Form.plain, .transposed].flatMap { b in
        [Float(0), 1, -0.5].flatMap { beta in
          [(1, 1, 1), (3, 5, 7), (12, 32, 9), (33, 17, 64)].map { sizes in
            Product(a: a, b: b, beta: beta, m: sizes.0, n: sizes.1, k: sizes.2)
          }
        }
      }
    }
  }

  /// Rows are longer than the matrices are wide, and what lies between them stays as it was.
  @Test(arguments: Product.all)
  func aProductIsThatOfTheLoop(_ product: Product) {
    let (m, n, k) = (product.m, product.n, product.k)
    let stream = RandomStream(seed: 4)
    let (aRows, aColumns) = product.a == .plain ? (m, k) : (k, m)
    let (bRows, bColumns) = product.b == .plain ? (k, n) : (n, k)
    let (aStride, bStride, cStride) = (aColumns + 3, bColumns + 1, n + 2)
    let a = stream.torchNormals(aRows * aStride)
    let b = stream.torchNormals(bRows * bStride)
    let before = stream.torchNormals(m * cStride)
    let c = FloatBuffer(before)
    BLAS.multiply(
      a, product.a, stride: aStride, b, product.b, stride: bStride, into: c.pointer,
      stride: cStride, m: m, n: n, k: k, beta: product.beta)

    var expected = before.map(Double.init)
    for i in 0..<m {
      for j in 0..<n {
        var sum = Double(product.beta) * Double(before[i * cStride + j])
        for l in 0..<k {
          let left = product.a == .plain ? a[i * aStride + l] : a[l * aStride + i]
          let right = product.b == .plain ? b[l * bStride + j] : b[j * bStride + l]
          sum += Double(left) * Double(right)
        }
        expected[i * cStride + j] = sum
      }
    }
    // 64 products of normal numbers, each sum rounded to 2^-24 of about 10.
    expectClose(c.array, to: expected, shape: [m, cStride], bound: 2e-5, "product")
  }

  @Test func aProductWithoutRowsWritesNothing() {
    let c = FloatBuffer([1, 2, 3, 4])
    BLAS.multiply(
      [1, 1], stride: 1, [1, 1], stride: 2, into: c.pointer, stride: 2, m: 0, n: 2, k: 1)
    #expect(c.array == [1, 2, 3, 4])
  }

  @Test func anEmptySumLeavesBetaTimesTheOldNumbers() {
    let c = FloatBuffer([1, 2, 3, 4])
    BLAS.multiply(
      [0], stride: 1, [0], stride: 2, into: c.pointer, stride: 2, m: 2, n: 2, k: 0, beta: 2)
    #expect(c.array == [2, 4, 6, 8])
  }

  @Test(arguments: [
    (BLAS.Form.plain, 40, 130, 300), (.plain, 12, 90, 7), (.transposed, 200, 70, 250),
    (.transposed, 5, 3, 2),
  ])
  func tilesMakeTheSameProduct(_ form: BLAS.Form, _ m: Int, _ n: Int, _ k: Int) {
    let stream = RandomStream(seed: 5)
    let aStride = form == .plain ? k + 1 : m + 1
    let a = stream.torchNormals((form == .plain ? m : k) * aStride)
    let b = stream.torchNormals(k * (n + 2))
    let (whole, tiled) = (FloatBuffer(m * (n + 3)), FloatBuffer(m * (n + 3)))
    BLAS.multiply(
      a, form, stride: aStride, b, stride: n + 2, into: whole.pointer, stride: n + 3, m: m, n: n,
      k: k)
    BLAS.multiplyInTiles(
      a, form, stride: aStride, b, stride: n + 2, into: tiled.pointer, stride: n + 3, m: m, n: n,
      k: k)
    // Sums of k products in another order.
    let bound = Float(k).squareRoot() * 4e-6
    #expect(zip(whole.array, tiled.array).allSatisfy { abs($0 - $1) <= bound })
    #expect(whole.array.contains { $0 != 0 })
  }

  @Test(arguments: [(32, 33), (128, 512), (512, 129), (4096, 4096), (1, 1)])
  func aCallStaysBelowTheSizeThatOpenBLASPacks(_ n: Int, _ k: Int) {
    let rows = BLAS.rowsPerCall(n: n, k: k)
    #expect(rows >= 12)
    if rows == 12 { #expect(12 * n * k <= 1_000_000) }
  }
}
