import Tensors
import TestSupport
import Testing

/// Streams that `torch.manual_seed(seed)` and `numpy.random.seed(seed)` start, drawn anew for each
/// of the stored tensors.
@Suite struct RandomStreamTests {
  @Test(arguments: try Golden.cases(kind: .rng), [1, 5, 15, 16, 20, 100])
  func torchUniformsAreTheSameBits(_ golden: GoldenCase, _ count: Int) throws {
    let stream = try stream(of: golden)
    let drawn = (0..<count).map { _ in stream.torchUniform() }
    let expected = try GoldenVectors(golden).floats("torch.rand_\(count)")
    #expect(drawn == expected)
  }

  /// Below 16 values torch draws one by one; from 16 on in blocks, the last of them anew unless
  /// 16 divides the count. torch takes its own logarithm and cosine there, which may round the other way.
  @Test(arguments: try Golden.cases(kind: .rng), [1, 5, 15, 16, 20, 100])
  func torchNormalsAreTheSameToTheLastPlace(_ golden: GoldenCase, _ count: Int) throws {
    let drawn = try stream(of: golden).torchNormals(count)
    let expected = try GoldenVectors(golden).doubles("torch.randn_\(count)")
    expectClose(drawn, to: expected, bound: count < 16 ? 0 : 2.5e-7, "randn(\(count))")
  }

  @Test(arguments: try Golden.cases(kind: .rng))
  func torchPermutationsAreTheSame(_ golden: GoldenCase) throws {
    let drawn = try stream(of: golden).torchPermutation(50)
    let expected = try GoldenVectors(golden).integers("torch.randperm_50")
    #expect(drawn == expected)
  }

  @Test(arguments: try Golden.cases(kind: .rng))
  func coinsByTorchUniformsAreThoseOfBernoulli(_ golden: GoldenCase) throws {
    let stream = try stream(of: golden)
    let drawn = (0..<50).map { _ in stream.torchUniform() < 0.3 ? Float(1) : 0 }
    let expected = try GoldenVectors(golden).floats("torch.bernoulli_0.3_50")
    #expect(drawn == expected)
  }

  @Test(arguments: try Golden.cases(kind: .rng))
  func numpyUniformsAreTheSameBits(_ golden: GoldenCase) throws {
    let stream = try stream(of: golden)
    let drawn = (0..<20).map { _ in stream.numpyUniform() }
    let expected = try GoldenVectors(golden).doubles("numpy.random_20")
    #expect(drawn == expected)
  }

  /// An odd count: the spare variate stays behind.
  @Test(arguments: try Golden.cases(kind: .rng))
  func numpyNormalsAreTheSameBits(_ golden: GoldenCase) throws {
    let stream = try stream(of: golden)
    let drawn = (0..<21).map { _ in stream.numpyNormal() }
    let expected = try GoldenVectors(golden).doubles("numpy.randn_21")
    #expect(drawn == expected)
  }

  @Test func permutationsOfNothingAndOfOneDrawNothing() {
    let stream = RandomStream(seed: 9)
    #expect(stream.torchPermutation(0) == [])
    #expect(stream.torchPermutation(1) == [0])
    #expect(stream.bits() == RandomStream(seed: 9).bits())
  }

  private func stream(of golden: GoldenCase) throws -> RandomStream {
    RandomStream(seed: UInt32(try #require(golden.seed)))
  }
}
