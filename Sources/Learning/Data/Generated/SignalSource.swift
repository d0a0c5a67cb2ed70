package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A target that follows from the inputs so far, with a known share of noise.
package struct SignalSource: Generator {
  package static let name = "signal"
  package static let summary =
    "y_t = loc + scale · (√(1-noise) s_t + √noise · N(0, 1)), s standardised, made of x ~ N(0, 1)"

  /// How the signal follows from the inputs; those before the first step are 0.
  package enum Form: String, CaseIterable, Encodable, Sendable {
    /// `Σ weight_k · x_{t-k}`.
    case fir
    /// `sin(a · x_t) + b · x_{t-1} + c · |x_{t-1}|`.
    case nlfir
    /// `tanh u_t` with `u_t = a · u_{t-1} + x_t`.
    case leaky
  }

  package var counts: SequenceCounts
  let form: Form
  /// The noise's share of the target's variance.
  let noise: Double
  /// Of `x_t`, `x_{t-1}`, …
  let weights: [Double]
  let a, b, c: Double
  let units: Units
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case form, noise, weights, a, b, c }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options)
    form = options.word("form", default: .fir)
    noise = options.number("noise", default: 0.1, .between(0, 1))
    weights = options.numbers("weights", default: [0.7, -0.7, 0.5], .any)
    let bounds: Bounds = form == .leaky ? .between(0, 0.999) : .any
    a = options.number("a", default: form == .leaky ? 0.6 : 1.3, bounds)
    b = options.number("b", default: 0.6, .any)
    c = options.number("c", default: 0.5, .any)
    units = Units(&options)
    preparation = Preparation(generated: &options, length: counts.length)
    if form == .fir, weights.allSatisfy({ $0 == 0 }) {
      options.report(
        Diagnostic(
          "out-of-range", "weights must not all be 0: there would be no signal",
          at: options.range(of: "weights")))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    try units.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(form, forKey: .form)
    try container.encode(noise, forKey: .noise)
    switch form {
    case .fir: try container.encode(weights, forKey: .weights)
    case .nlfir:
      try container.encode(b, forKey: .b)
      try container.encode(c, forKey: .c)
      fallthrough
    case .leaky: try container.encode(a, forKey: .a)
    }
  }

  /// A window does not show the inputs before it.
  package func floor(window: Int?) -> Double? {
    window == nil ? units.scale * units.scale * noise : nil
  }

  /// `x = randn(N, T)`, then `e = randn(N, T)`. The signal is standardised by the mean and variance
  /// that its formula has over all steps of a sequence, not by those of the draw.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let length = counts.length
    let inputs = stream.numpyNormals(count * length)
    let errors = stream.numpyNormals(count * length)
    let (mean, spread) = moments
    var targets = [Double](repeating: 0, count: count * length)
    for n in 0..<count {
      let signal = self.signal(inputs[n * length..<(n + 1) * length])
      for t in 0..<length {
        let standardised = (signal[t] - mean) / spread
        targets[n * length + t] = units.target(
          (1 - noise).squareRoot() * standardised + noise.squareRoot() * errors[n * length + t])
      }
    }
    return Dataset(inputs: inputs.map(units.input), targets: targets, length: length)
  }

  /// The raw signal of one sequence of raw inputs.
  func signal(_ inputs: ArraySlice<Double>) -> [Double] {
    let x = Array(inputs)
    switch form {
    case .fir:
      return x.indices.map { t in
        weights.enumerated().reduce(0) { $1.offset <= t ? $0 + $1.element * x[t - $1.offset] : $0 }
      }
    case .nlfir:
      return x.indices.map { t in
        let before = t > 0 ? x[t - 1] : 0
        return sin(a * x[t]) + b * before + c * abs(before)
      }
    case .leaky:
      var state = 0.0
      return x.map {
        state = a * state + $0
        return tanh(state)
      }
    }
  }

  /// Mean and standard deviation of the raw signal, over draws and over the steps of a sequence.
  package var moments: (mean: Double, deviation: Double) {
    let steps = (0..<counts.length).map(moments(step:))
    let count = Double(steps.count)
    let mean = steps.reduce(0) { $0 + $1.mean } / count
    let square = steps.reduce(0) { $0 + $1.variance + $1.mean * $1.mean } / count
    return (mean, (square - mean * mean).squareRoot())
  }

  private func moments(step t: Int) -> (mean: Double, variance: Double) {
    switch form {
    case .fir: return (0, weights.prefix(t + 1).reduce(0) { $0 + $1 * $1 })
    case .nlfir:
      let wave = (1 - exp(-2 * a * a)) / 2
      guard t > 0 else { return (0, wave) }
      // |x| has mean √(2/π) and is uncorrelated with x.
      return (c * (2 / Double.pi).squareRoot(), wave + b * b + c * c * (1 - 2 / Double.pi))
    case .leaky:
      let variance = (0...t).reduce(0) { $0 + pow(a, 2 * Double($1)) }
      return (0, gaussianMean(variance: variance) { tanh($0) * tanh($0) })
    }
  }
}
