import Learning
import SourceText

/// Sequences of several features and unrelated targets, all N(0, 1). Authors cannot name it: it is
/// there to give a benchmark its shape.
struct WideNoise: DataSource {
  static let name = "wide noise"
  static let summary = "x ~ N(0, 1) with several features, y ~ N(0, 1)"

  var sequences, length, features: Int
  /// Gives the split whose sequences are replaced.
  private let narrow: NoiseSource

  init(sequences: Int, length: Int, features: Int) {
    self.sequences = sequences
    self.length = length
    self.features = features
    var standard = Options(OptionNode(.mapping([])))
    narrow = NoiseSource(&standard)
  }
  init(_ options: inout Options) { self.init(sequences: 64, length: 100, features: 8) }

  var preparation = Preparation()
  var drawnExtent: (sequences: Int, steps: Int) { (sequences + 1, length) }

  func drawn(_ draws: Draws) -> Split {
    var split = narrow.drawn(Draws(order: .named, seed: 0))
    split.train = draw(sequences, .data, draws)
    split.test = draw(1, .heldOut, draws)
    split.floor = nil
    return split
  }

  private func draw(_ count: Int, _ purpose: Draws.Purpose, _ draws: Draws) -> Dataset {
    let stream = draws.stream(purpose, .torch)
    return Dataset(
      sequences: count, steps: length, features: features, outputs: 1,
      inputs: stream.torchNormals(count * length * features),
      targets: stream.torchNormals(count * length))
  }
}
