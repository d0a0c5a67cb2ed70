import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct DrawsTests {
  // python3: import zlib; zlib.crc32(b"0 weights"), and the same of b"123456789" and b""
  @Test func checksumsAreZlibs() {
    #expect(crc32("0 weights") == 3_069_188_620)
    #expect(crc32("123456789") == 0xcbf4_3926)
    #expect(crc32("") == 0)
  }

  @Test func aNamedStreamIsSeededByTheChecksumOfItsName() {
    let draws = Draws(order: .named, seed: 0)
    let expected = RandomStream(seed: 3_069_188_620)
    #expect(draws.stream(.weights, .torch).bits() == expected.bits())
    // The stream goes on; it does not begin again.
    #expect(draws.stream(.weights, .torch).bits() == expected.bits())
  }

  @Test func aNamedStreamIsLeftAloneByTheOthers() {
    let (quiet, busy) = (Draws(order: .named, seed: 3), Draws(order: .named, seed: 3))
    for purpose in Draws.Purpose.allCases where purpose != .weights {
      for _ in 0..<10 { _ = busy.stream(purpose, .torch).bits() }
    }
    #expect(
      quiet.stream(.weights, .torch).torchNormals(20)
        == busy.stream(.weights, .torch).torchNormals(20))
  }

  @Test func theProgramHasOneStreamForEachLibrary() {
    let draws = Draws(order: .pytorch, seed: 5)
    #expect(draws.stream(.data, .torch) === draws.stream(.weights, .torch))
    #expect(draws.stream(.data, .numpy) === draws.stream(.sampling, .numpy))
    #expect(draws.stream(.data, .numpy) !== draws.stream(.data, .torch))
    #expect(draws.stream(.data, .torch).bits() == RandomStream(seed: 5).bits())
  }

  @Test(
    arguments: [Draws.Purpose.heldOut, .probe, .augmentation, .pairs, .densities],
    [Draws.Library.torch, .numpy])
  func whatTheProgramDoesNotHaveNeverComesFromItsStreams(
    _ purpose: Draws.Purpose, _ library: Draws.Library
  ) {
    let program = Draws(order: .pytorch, seed: 5)
    let named = Draws(order: .named, seed: 5)
    #expect(program.stream(purpose, library).bits() == named.stream(purpose, library).bits())
    #expect(program.stream(.data, library).bits() == RandomStream(seed: 5).bits())
  }

  /// `torch.nn.LSTM(3, 8, 2)`, then `torch.nn.Linear(8, 2)`.
  @Test(arguments: try EngineCases.of(.rng))
  func initialWeightsAreTorchs(_ golden: GoldenCase) throws {
    let vectors = try GoldenVectors(golden)
    let network = Network(hiddenSize: 8, layers: 2)
    let layout = ParameterLayout(network, inputs: 3, outputs: 2)
    let weights = layout.initialWeights(
      network, Draws(order: .pytorch, seed: UInt32(try #require(golden.seed))))
    for entry in layout.entries {
      let expected = try vectors.floats("init.\(entry.name)")
      #expect(Array(weights[entry.offset..<entry.offset + entry.count]) == expected)
    }
  }

  @Test func aHeadThatReadsBothDirectionsHasTheNarrowerBound() throws {
    let network = Network(hiddenSize: 8, bidirectional: true)
    let layout = ParameterLayout(network, inputs: 1, outputs: 40)
    let weights = layout.initialWeights(network, Draws(order: .named, seed: 1))
    let head = try #require(layout["fc.weight"])
    let largest = weights[head.offset...].map(abs).max() ?? 0
    #expect(largest <= 0.25 && largest > 0.24)
    #expect((weights[..<head.offset].map(abs).max() ?? 0) > 0.34)
  }
}
