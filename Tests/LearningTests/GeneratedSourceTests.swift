import SourceText
import TestSupport
import Testing

@testable import Learning

/// The first numbers of every generator, from numpy:
///
///     import numpy as np, zlib
///     r = np.random.RandomState(zlib.crc32(b"7 data")); N, T = 3, 5
///
/// and what stands above each test. `x` are inputs, `y` targets, row by row.
@Suite struct GeneratedSourceTests {
  private func drawn(_ node: OptionNode) throws -> Dataset {
    let options = OptionNode.laid(node)(
      over: ["sequences": 3, "length": 5, "test_sequences": 1])
    return try experiment(["data": options, "seed": 7]).split().train
  }

  private func expect(
    _ numbers: [Float], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(
      Array(numbers.prefix(expected.count)), to: expected, bound: 2e-6, "numbers",
      sourceLocation: sourceLocation)
  }

  // x = r.randn(N, T); e = r.randn(N, T); w = [.7, -.7, .5]
  // s_t = sum(w[k] * x[t-k] for k <= t); var = mean over t of sum(w[k]**2 for k <= t)
  // y = sqrt(.9) * s / sqrt(var) + sqrt(.1) * e
  @Test func aFilteredSignalIsNumpys() throws {
    let data = try drawn(["source": "signal", "weights": [0.7, -0.7, 0.5]])
    expect(
      data.inputs,
      [
        -0.6459548868554215, 0.05588482336658899, -0.11937209107740368, -0.6548923084093262,
        0.010433570526682381, 0.31310975370446265, 0.15152019512239157, -3.7144690146942367,
      ])
    expect(
      data.targets,
      [
        -0.5507705889082637, 0.5171183286616349, -0.33655279743013683, -0.2868990860054117,
        0.3555466992474889, 0.7949381051703063, -0.8816822928518174, -2.372923679925407,
      ])
  }

  // a, b, c = 1.3, .6, .5; s_t = sin(a x_t) + (b x_{t-1} + c |x_{t-1}| if t else 0)
  // w = (1 - exp(-2 a a)) / 2; m = [0] + 4 * [c sqrt(2 / pi)]
  // v = [w] + 4 * [w + b b + c c (1 - 2 / pi)]; M = mean(m); V = mean(v + m**2) - M**2
  // y = 2 + 3 * (sqrt(.9) * (s - M) / sqrt(V) + sqrt(.1) * e)
  @Test func aBentSignalIsNumpys() throws {
    let data = try drawn(["source": "signal", "form": "nlfir", "loc": 2, "scale": 3])
    expect(
      data.targets,
      [
        -1.632596476442298, 1.2250449265402674, 0.9803777966125846, -1.1958087269077255,
        0.7962361559674993, 4.005052706920094, 0.34643777454289326, 4.590905123176811,
      ])
  }

  // a = .6; u = 0; u = a u + x_t; s_t = tanh(u)
  // V = mean over t of E tanh(u_t)**2 by hermegauss(200); y = sqrt(.9) * s / sqrt(V) + sqrt(.1) * e
  @Test func aLeakySignalIsNumpys() throws {
    let data = try drawn(["source": "signal", "form": "leaky"])
    expect(
      data.targets,
      [
        -0.9315115053565617, -0.39337519167529067, -0.35514751419612256, -0.9352839208428536,
        -0.672670918681219, 1.0182838682419446, -0.3146231855298435, -1.4008043605902563,
      ])
  }

  @Test func inputsHaveTheirOwnLocationAndScale() throws {
    let plain = try drawn(["source": "signal"])
    let moved = try drawn(["source": "signal", "xloc": 10, "xscale": 4])
    expect(moved.inputs, plain.inputs.map { 10 + 4 * Double($0) })
    #expect(moved.targets == plain.targets)
  }

  // e = r.randn(N, T + 1); the covariance of AR(2) with .5, .3 gives the first two values:
  // rho1 = .5 / .7; g0 = 1 / (1 - .5 rho1 - .3 (.5 rho1 + .3)); y0 = 2 sqrt(g0) e0
  // y1 = rho1 y0 + 2 sqrt(g0 (1 - rho1**2)) e1; y_t = .5 y_{t-1} + .3 y_{t-2} + 2 e_t
  @Test func anAutoregressiveSeriesIsNumpys() throws {
    let data = try drawn(["source": "ar", "coefficients": [0.5, 0.3], "std": 2])
    expect(
      data.inputs,
      [
        -1.9351022006293404, -1.26504943171623, -1.4517995582017242, -2.4151992254343835,
        -1.6222723391243443, 0.45391260130949823, -7.463419802505104, -3.124512129069411,
      ])
    expect(
      data.targets,
      [
        -1.26504943171623, -1.4517995582017242, -2.4151992254343835, -1.6222723391243443,
        -0.9094764297835619, -7.463419802505104, -3.124512129069411, -5.220949472999829,
      ])
  }

  // e = r.randn(N, T + 1); e[:, 0] *= 1.5; e[:, 1:] *= .2; y = cumsum(e, 1)[:, 1:]
  @Test func aRandomWalkIsNumpys() throws {
    let data = try drawn(["source": "random_walk", "std": 0.2, "level": 1.5])
    expect(
      data.targets,
      [
        -0.9577553656098144, -0.9816297838252952, -1.1126082455071604, -1.110521531401824,
        -1.0478995806609315, -0.5156135102552601, -0.46851111107623095, -0.6104778578475901,
      ])
  }

  // phi = 2 pi r.rand(N, 1); e = r.randn(N, T + 1); y = (sin(.6 arange(T + 1) + phi) + .3 e)[:, 1:]
  @Test func anOscillatorIsNumpys() throws {
    let data = try drawn(["source": "oscillator", "frequency": 0.6, "std": 0.3])
    expect(
      data.targets,
      [
        -0.796171330952316, -0.9660011264432936, -0.8893726173917532, -0.25465810733289795,
        0.30740685975151827, 0.6855583988628313, 0.7359629534666874, 0.8512903429877903,
      ])
  }

  // P = 1 + 4 r.rand(N, 2); A = .5 + r.rand(N, 2); F = 2 pi r.rand(N, 2); e = r.randn(N, T + 1)
  // y = (sum of A_k sin(2 pi P_k arange(T + 1) / T + F_k) + .1 e)[:, 1:]
  @Test func aMixtureOfRandomSinesIsNumpys() throws {
    let data = try drawn([
      "source": "sine_mixture", "periods": "random", "amplitudes": "random", "phases": "random",
    ])
    expect(
      data.targets,
      [
        -0.0001106205954896633, -1.6639492846216106, 2.018434753122257, 0.3659439706505813,
        -2.1624882629191173, 2.4312330711286245, -1.9537379890466298, -0.056325414079063045,
      ])
  }

  // x = r.randn(N, T); e = r.randn(N, T); y = sin(2 pi 1.5 arange(T) / T) + .3 e
  @Test func aClockIsNumpys() throws {
    let data = try drawn(["source": "clock"])
    expect(
      data.targets,
      [
        -0.12191428965677269, 1.006388180068356, -0.5122431560619626, -0.5526109441296851,
        0.9286301867050291, 0.5599677222888794, 0.21482992770722376, -0.5801209861724212,
      ])
  }

  // y = (sqrt(.9) roll(x, 2, 1) + sqrt(.1) e)[:, 2:]
  @Test func aDelayIsNumpysFromTheLagOn() throws {
    let data = try drawn(["source": "delay", "lag": 2])
    #expect(data.scored == 2..<5)
    let scored = (0..<3).flatMap { n in data.scored.map { data.target(n, $0) } }
    expect(
      scored,
      [
        -0.5331782513498367, 0.09009397484740717, -0.13688573607930557, 0.3051208396404755,
        0.6833382383392204, -4.092548564999668, 1.2392552679684923, 0.39584653003992404,
      ])
    #expect(data.target(0, 0) == 0 && data.target(2, 1) == 0)
  }

  // c = r.randn(N); x = .5 r.randn(N, T); e = r.randn(N, T); x[:, 0] = c
  // y = sqrt(.95) c[:, None] + sqrt(.05) e
  @Test func aCueIsNumpysWithAFlagBesideIt() throws {
    let data = try drawn(["source": "cue", "start": 3])
    #expect(data.features == 2 && data.scored == 3..<5)
    let cues = stride(from: 0, to: data.inputs.count, by: 2).map { data.inputs[$0] }
    expect(
      cues,
      [
        -0.6459548868554215, 0.005216785263341191, 0.15655487685223132, 0.07576009756119578,
        -1.8572345073471184, 0.05588482336658899, -0.354916866928398, 0.6842073604451974,
      ])
    for n in 0..<3 { for t in 0..<5 { #expect(data.input(n, t, 1) == (t == 0 ? 1 : 0)) } }
    expect([data.target(0, 3), data.target(0, 4)], [-1.1783498434622077, -0.6238863371397187])
    #expect(data.target(0, 2) == 0)
  }

  // c = np.where(r.rand(N) < .5, -1, 1); x = .5 r.randn(N, T); x[0, 1]
  @Test func aBinaryCueIsNumpys() throws {
    let data = try drawn(["source": "cue", "start": 3, "binary": true])
    #expect((0..<3).map { data.input($0, 0) } == [1, -1, -1])
    expect([data.input(0, 1)], [-0.08169542776550283])
  }

  // x = r.randn(N, T); s = np.where(r.rand(N, T) < .5, -1, 1); e = r.randn(N, T)
  // y = s (1.5 + .6 tanh(x)) + .15 e
  @Test func twoBranchesAreNumpys() throws {
    let data = try drawn(["source": "bimodal"])
    expect(
      data.targets,
      [
        1.0976785398410922, 1.5345486388101723, -1.336840261707129, 1.1575472007550047,
        -1.61906453191642, 1.651344993890396, 1.5793672126561389, 1.1835242957414334,
      ])
  }

  // for each row: p = 2 pi r.rand(); sin(linspace(0, 4 pi, T) + p) + .1 r.randn(T)
  @Test func aSineOfRandomPhaseIsNumpys() throws {
    let data = try drawn(["source": "sine", "phase": "random"])
    expect(
      data.inputs,
      [
        -0.32475437196716533, 0.22502366624010964, -0.23271546631278034, 0.24164443572121266,
        -0.16707755027061183, 0.17835859187876857, -0.09473746014837016, -0.2615574218088145,
      ])
  }

  private static let names = dataSources.compactMap { ($0 as? any Generator.Type)?.name }

  @Test(arguments: names)
  func skippingLeavesTheStreamsWhereDrawingDoes(_ name: String) throws {
    let data = experiment(["data": ["source": OptionNode(stringLiteral: name)]]).data
    let (drawn, skipped) = (Draws(order: .pytorch, seed: 1), Draws(order: .pytorch, seed: 1))
    _ = try data.split(drawn)
    data.skip(skipped)
    for library in [Draws.Library.torch, .numpy] {
      #expect(drawn.stream(.weights, library).bits() == skipped.stream(.weights, library).bits())
    }
  }

  @Test(arguments: names)
  func theExtentIsWhatIsDrawn(_ name: String) throws {
    let data = experiment([
      "data": ["source": OptionNode(stringLiteral: name), "sequences": 4, "test_sequences": 3]
    ]).data
    let split = try data.split(Draws(order: .named, seed: 1))
    #expect(data.extent.sequences == split.train.sequences + split.test.sequences)
    #expect(data.extent.steps == split.train.steps)
    #expect(split.targetIsNextInput == data.targetIsNextInput)
  }

  @Test(arguments: names)
  func whereTheTargetIsTheNextInputItIs(_ name: String) throws {
    let data = experiment(["data": ["source": OptionNode(stringLiteral: name)]]).data
    let train = try data.split(Draws(order: .named, seed: 1)).train
    let isNext = (0..<train.sequences).allSatisfy { n in
      (0..<train.steps - 1).allSatisfy { train.target(n, $0) == train.input(n, $0 + 1) }
    }
    #expect(isNext == data.targetIsNextInput)
  }

  @Test func aSeriesThatWouldGrowIsReported() {
    for coefficients: OptionNode in [[1], [-1.2], [0.6, 0.5], [0.2, 0.2, 0.7]] {
      var options = Options(["coefficients": coefficients])
      _ = AutoregressiveSource(&options)
      #expect(options.finish().map(\.id) == ["out-of-range"])
    }
    var options = Options(["coefficients": [1.5, -0.7]])
    _ = AutoregressiveSource(&options)
    #expect(options.finish().isEmpty)
  }

  @Test func listsOfUnequalLengthAreReported() {
    var options = Options(["periods": [1, 2, 3], "amplitudes": [1, 2]])
    _ = SineMixtureSource(&options)
    #expect(options.finish().map(\.message) == ["amplitudes lists 2 numbers for 3 sines"])
  }
}
