import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A source that draws its sequences from a formula, as many as are asked for.
///
/// Draws are whole arrays, in the order a source's comment gives, from the stream `data` for
/// training and `held-out data` for the rest. In named order a numpy program repeats them with
///
///     rng = numpy.random.RandomState(zlib.crc32(f"{seed} data".encode()))
///
/// where `randn(N, T)` and `rand(N, T)` stand for `rng.randn(N, T)` and `rng.rand(N, T)`.
/// Arithmetic is in float64; inputs and targets are rounded to float32 at the end.
package protocol Generator: DataSource {
  var counts: SequenceCounts { get set }
  /// The library whose rules make numbers of the stream.
  var library: Draws.Library { get }
  /// `count` sequences.
  func draw(_ count: Int, _ stream: RandomStream) -> Dataset
  /// The expected squared error, averaged over the scored steps, of the best predictor that sees
  /// the inputs up to each step of a sequence, or of a window of so many steps; nil where it is
  /// unknown.
  func floor(window: Int?) -> Double?
}

extension Generator {
  package var library: Draws.Library { .numpy }
  package var drawnExtent: (sequences: Int, steps: Int) {
    // An author may write any number; a sum too large for any memory is cut.
    let sequences = Double(counts.sequences) + Double(counts.testSequences)
    return (Int(min(sequences, 1e15)), counts.length)
  }

  package func drawn(_ draws: Draws) -> Split {
    var split = Split(
      train: draw(counts.sequences, draws.stream(.data, library)),
      test: draw(counts.testSequences, draws.stream(.heldOut, library)),
      floor: floor(window: preparation.window))
    split.targetIsNextInput = predictsNextInput
    return split
  }

  package func withTrainingSequences(_ count: Int) -> (any DataSource)? {
    var copy = self
    copy.counts.sequences = count
    return copy
  }

  package func skip(_ draws: Draws) { _ = draw(counts.sequences, draws.stream(.data, library)) }
}

/// How many sequences of how many steps a generator draws.
package struct SequenceCounts: Sendable, Encodable {
  /// For training, `N`.
  var sequences: Int
  /// `T`.
  let length: Int
  /// Held out.
  let testSequences: Int

  enum CodingKeys: String, CodingKey {
    case sequences, length
    case testSequences = "test_sequences"
  }

  init(_ options: inout Options, sequences: Int = 256, length: Int = 20, atLeast least: Int = 1) {
    self.sequences = options.integer("sequences", default: sequences, .atLeast(1))
    self.length = options.integer("length", default: length, .atLeast(Double(least)))
    testSequences = options.integer("test_sequences", default: 1000, .atLeast(1))
  }
}

extension RandomStream {
  /// `rng.randn(count)`.
  func numpyNormals(_ count: Int) -> [Double] { (0..<count).map { _ in numpyNormal() } }
  /// `rng.rand(count)`.
  func numpyUniforms(_ count: Int) -> [Double] { (0..<count).map { _ in numpyUniform() } }
}

extension Dataset {
  /// Sequences of one input and one target, scored where a target exists.
  init(inputs: [Double], targets: [Double], length: Int, scored: Range<Int>? = nil) {
    self.init(
      sequences: inputs.count / length, steps: length, features: 1, outputs: 1,
      inputs: inputs.map { Float($0) }, targets: targets.map { Float($0) }, scored: scored)
  }

  /// Series of `length + 1` values each: the input is the series, the target the series one step
  /// later. Every step is scored.
  init(series: [Double], length: Int) {
    let starts = stride(from: 0, to: series.count, by: length + 1)
    self.init(
      inputs: starts.flatMap { series[$0..<$0 + length] },
      targets: starts.flatMap { series[$0 + 1...$0 + length] }, length: length)
  }
}

/// The expectation of `value` under N(0, variance), by the trapezoidal rule: exact to rounding for
/// smooth functions.
func gaussianMean(variance: Double = 1, _ value: (Double) -> Double) -> Double {
  let spread = variance.squareRoot()
  let step = 1.0 / 32
  var sum = 0.0
  var weights = 0.0
  for index in -288...288 {
    let z = Double(index) * step
    let weight = exp(-z * z / 2)
    sum += weight * value(spread * z)
    weights += weight
  }
  return sum / weights
}
