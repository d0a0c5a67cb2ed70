import Learning

/// What is measured. Sizes are those of the article's examples; `big` is the smallest network that
/// no longer fits a core's caches.
enum BenchmarkCase: String, CaseIterable {
  case ex1, ex2, ex3
  /// 64 sequences of 100 steps with 8 inputs, two layers of 256.
  case big
  /// The first experiment 24 times, with seeds from 0, side by side on all cores.
  case sweep

  static var names: String { allCases.map(\.rawValue).joined(separator: ",") }
  static let sweepRuns = 24

  /// Timed epochs, or timed sweeps, unless others are asked for.
  var standardEpochs: Int {
    switch self {
    case .ex1: 500
    case .ex2, .ex3: 120
    case .big: 15
    case .sweep: 3
    }
  }

  /// Held-out data are kept to one sequence: what is timed is training alone.
  func experiment(seed: Int = 0) -> Experiment {
    switch self {
    case .ex1, .sweep: return Article.ex1.experiment(seed: seed, testSequences: 1)
    case .ex2: return Article.ex2.experiment(seed: seed, testSequences: 1)
    case .ex3: return Article.ex3.experiment(seed: seed, testSequences: 1)
    case .big:
      var experiment = Article.ex1.experiment(seed: seed, testSequences: 1)
      experiment.data = WideNoise(sequences: 64, length: 100, features: 8)
      experiment.model = Network(hiddenSize: 256, layers: 2)
      return experiment
    }
  }

  /// `B`, `T`, `D`, `H` and the number of layers, as they are trained: a step without a target is
  /// not computed.
  private var shape: (b: Int, t: Int, d: Int, h: Int, layers: Int) {
    switch self {
    case .ex1, .sweep: (100, 10, 1, 32, 1)
    case .ex2, .ex3: (200, 19, 1, 128, 1)
    case .big: (64, 100, 8, 256, 2)
    }
  }

  /// Floating-point operations of the matrix products in one epoch: forward
  /// `2 B T 4H (D + H)` for each layer and `2 B T H` for the head, and twice that backward.
  var operationsPerEpoch: Double {
    let (b, t, d, h, layers) = shape
    let perStep = (0..<layers).reduce(2 * h) { $0 + 8 * h * (($1 == 0 ? d : h) + h) }
    return 3 * Double(b * t * perStep)
  }
}
