import SourceText
import Testing

@testable import Learning

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A source with the best predictor of its targets, written down from the source's formula alone.
struct KnownPredictor: Sendable, CustomTestStringConvertible {
  let node: OptionNode
  /// The best predictions of one sequence, `(T,)`.
  let predict: @Sendable (_ data: Dataset, _ sequence: Int) -> [Double]
  let testDescription: String

  init(
    _ what: String, _ node: OptionNode,
    _ predict: @escaping @Sendable (_ data: Dataset, _ sequence: Int) -> [Double]
  ) {
    self.node = node
    self.predict = predict
    testDescription = what
  }

  private static func inputs(_ data: Dataset, _ n: Int) -> [Double] {
    (0..<data.steps).map { Double(data.input(n, $0)) }
  }

  static let all: [KnownPredictor] = [
    KnownPredictor("noise", ["source": "noise"]) { data, _ in
      [Double](repeating: 0.5, count: data.steps)
    },
    KnownPredictor("skewed noise", ["source": "noise", "shape": "exponential"]) { data, _ in
      [Double](repeating: 0.5, count: data.steps)
    },
    KnownPredictor("sine", ["source": "sine"]) { data, _ in
      (0..<data.steps).map { sin(4 * Double.pi * Double($0 + 1) / 19) }
    },
    KnownPredictor("sine of random phase", ["source": "sine", "phase": "random", "noise": 0.3]) {
      data, n in
      PhaseInference(frequency: 4 * Double.pi / 19, noise: 0.3, steps: 19)?
        .forecasts(of: inputs(data, n)).map(\.mean) ?? []
    },
    KnownPredictor("oscillator", ["source": "oscillator", "length": 12]) { data, n in
      PhaseInference(frequency: 0.6, noise: 0.3, steps: 12)?
        .forecasts(of: inputs(data, n)).map(\.mean) ?? []
    },
    // Without noise one value leaves two phases, two leave one: y = 2 cos(w) x_t - x_{t-1}.
    KnownPredictor("oscillator without noise", ["source": "oscillator", "std": 0, "length": 4]) {
      data, n in
      let x = inputs(data, n)
      return x.indices.map { cos(0.6) * x[$0] + ($0 > 0 ? cos(0.6) * x[$0] - x[$0 - 1] : 0) }
    },
    KnownPredictor("sine_mixture", ["source": "sine_mixture", "phases": [0, 1]]) { data, _ in
      (1...data.steps).map {
        sin(4 * Double.pi * Double($0) / 40) + sin(10 * Double.pi * Double($0) / 40 + 1)
      }
    },
    KnownPredictor("ar", ["source": "ar", "coefficients": [0.5, 0.3], "length": 6]) { data, n in
      let x = inputs(data, n)
      return x.indices.map { $0 == 0 ? 0.5 / 0.7 * x[0] : 0.5 * x[$0] + 0.3 * x[$0 - 1] }
    },
    KnownPredictor(
      "ar in windows", ["source": "ar", "coefficients": [0.5, 0.3], "length": 6, "window": 3]
    ) { data, n in
      let x = inputs(data, n)
      return x.indices.map { $0 == 0 ? 0.5 / 0.7 * x[0] : 0.5 * x[$0] + 0.3 * x[$0 - 1] }
    },
    KnownPredictor("random_walk", ["source": "random_walk"]) { data, n in inputs(data, n) },
    KnownPredictor("clock", ["source": "clock"]) { data, _ in
      (0..<data.steps).map { sin(3 * Double.pi * Double($0) / 20) }
    },
    KnownPredictor("clock in windows", ["source": "clock", "window": 10]) { data, _ in
      (0..<data.steps).map { t in
        [t, t + 10].reduce(0) { $0 + sin(3 * Double.pi * Double($1) / 20) } / 2
      }
    },
    KnownPredictor(
      "signal", ["source": "signal", "weights": [0.6, 0.8], "loc": 5, "scale": 2, "noise": 0.3]
    ) { data, n in
      let x = inputs(data, n)
      // Of 20 steps the first lacks the second weight.
      let spread = (1 - 0.64 / 20).squareRoot()
      return x.indices.map {
        5 + 2 * (0.7).squareRoot() * (0.6 * x[$0] + ($0 > 0 ? 0.8 * x[$0 - 1] : 0)) / spread
      }
    },
    KnownPredictor("delay", ["source": "delay", "lag": 3, "noise": 0.2, "scale": 2]) { data, n in
      let x = inputs(data, n)
      return x.indices.map { $0 < 3 ? 0 : 2 * (0.8).squareRoot() * x[$0 - 3] }
    },
    KnownPredictor("delay in windows", ["source": "delay", "lag": 3, "noise": 0.2, "window": 5]) {
      data, n in
      let x = inputs(data, n)
      return x.indices.map { $0 < 3 ? 0 : (0.8).squareRoot() * x[$0 - 3] }
    },
    KnownPredictor("cue", ["source": "cue"]) { data, n in
      [Double](repeating: (0.95).squareRoot() * Double(data.input(n, 0)), count: data.steps)
    },
    KnownPredictor("cue in windows", ["source": "cue", "start": 4, "window": 4]) { data, n in
      [Double](repeating: 0, count: data.steps)
    },
    KnownPredictor("bimodal", ["source": "bimodal"]) { data, _ in
      [Double](repeating: 0, count: data.steps)
    },
  ]
}

@Suite struct FloorTests {
  /// Within four standard errors, and one percent where the floor itself is an average of draws.
  @Test(arguments: KnownPredictor.all)
  func theBestPredictorReachesTheFloor(_ known: KnownPredictor) throws {
    let node = OptionNode.laid(known.node)(
      over: ["sequences": 1, "test_sequences": 1500])
    let split = try experiment(["data": node, "seed": 11]).split()
    let floor = try #require(split.floor)
    let data = split.test
    let errors = (0..<data.sequences).map { n in
      let prediction = known.predict(data, n)
      return data.scored.reduce(0.0) {
        let residual = Double(data.target(n, $1)) - prediction[$1]
        return $0 + residual * residual
      } / Double(data.scored.count)
    }
    let mean = errors.reduce(0, +) / Double(errors.count)
    let variance =
      errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(errors.count - 1)
    let deviation = (variance / Double(errors.count)).squareRoot()
    #expect(abs(mean - floor) < 4 * deviation + 0.01 * floor, "\(mean) against \(floor)")
  }

  @Test(arguments: ["fir", "nlfir", "leaky"])
  func theSignalIsStandardised(_ form: String) throws {
    let data = try experiment([
      "data": [
        "source": "signal", "form": OptionNode(stringLiteral: form), "noise": 0,
        "sequences": 4000, "test_sequences": 1, "length": 8,
      ]
    ]).split().train
    let values = data.targets.map { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.04)
  }

  @Test func anAutoregressiveSeriesIsStationaryFromItsStart() throws {
    let data = try experiment([
      "data": [
        "source": "ar", "coefficients": [0.8], "std": 0.6, "sequences": 8000,
        "test_sequences": 1, "length": 6,
      ]
    ]).split().train
    for t in 0..<6 {
      let square = (0..<8000).reduce(0.0) { $0 + pow(Double(data.input($1, t)), 2) } / 8000
      #expect(abs(square - 1) < 0.08, "step \(t)")
    }
  }

  @Test(
    arguments: [
      ["source": "signal", "window": 5], ["source": "signal", "shift": 2],
      ["source": "oscillator", "leak": true], ["source": "sine_mixture", "phases": "random"],
      ["source": "sine", "window": 5],
    ] as [OptionNode])
  func whereTheBestPredictorIsUnknownThereIsNoFloor(_ node: OptionNode) throws {
    #expect(try experiment(["data": node]).split().floor == nil)
  }
}
