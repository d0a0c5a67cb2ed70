package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The same curve in every sequence under inputs that say nothing: only the step tells what comes.
package struct ClockSource: Generator {
  package static let name = "clock"
  package static let summary =
    "x ~ N(0, 1) and y_t = sin(2π · periods · t / length + phase) + std · N(0, 1), whatever x is"

  package var counts: SequenceCounts
  let periods, phase, std: Double
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case periods, phase, std }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options)
    periods = options.number("periods", default: 1.5, .above(0))
    phase = options.number("phase", default: 0, .any)
    std = options.number("std", default: 0.3, .atLeast(0))
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(periods, forKey: .periods)
    try container.encode(phase, forKey: .phase)
    try container.encode(std, forKey: .std)
  }

  private var curve: [Double] {
    (0..<counts.length).map {
      sin(2 * Double.pi * periods * Double($0) / Double(counts.length) + phase)
    }
  }

  /// In a window the step is known and the window is not: the best prediction is the mean of the
  /// curves of all windows.
  package func floor(window: Int?) -> Double? {
    guard let window else { return std * std }
    let curve = curve
    let starts = Dataset.keptWindows(window, of: counts.length, scored: 0..<counts.length)
    var sum = 0.0
    for t in 0..<window {
      let values = starts.map { curve[$0 + t] }
      let mean = values.reduce(0, +) / Double(values.count)
      sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
    return std * std + sum / Double(window)
  }

  /// `x = randn(N, T)`, then `e = randn(N, T)`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let curve = curve
    let inputs = stream.numpyNormals(count * counts.length)
    let errors = stream.numpyNormals(count * counts.length)
    let targets = errors.enumerated().map { curve[$0 % counts.length] + std * $1 }
    return Dataset(inputs: inputs, targets: targets, length: counts.length)
  }
}
