package import SourceText
package import Tensors

/// A cue at the first step that has to be remembered until it is asked for.
package struct CueSource: Generator {
  package static let name = "cue"
  package static let summary =
    "x: the cue at step 0, then distraction, beside a flag of step 0; y: the cue with noise, from step start on"

  package var counts: SequenceCounts
  /// The first step that is scored.
  let start: Int
  /// The noise's share of the target's variance.
  let noise: Double
  /// The standard deviation of the inputs after the cue.
  let distract: Double
  /// Whether the cue is 1 or -1 instead of normal.
  let binary: Bool
  package var preparation: Preparation

  enum CodingKeys: String, CodingKey { case start, noise, distract, binary }

  package init(_ options: inout Options) {
    counts = SequenceCounts(&options, length: 24, atLeast: 2)
    start = options.integer(
      "start", default: min(8, counts.length - 1), .between(0, Double(counts.length - 1)))
    noise = options.number("noise", default: 0.05, .between(0, 1))
    distract = options.number("distract", default: 0.5, .atLeast(0))
    binary = options.flag("binary", default: false)
    preparation = Preparation(generated: &options, length: counts.length)
  }

  package func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(start, forKey: .start)
    try container.encode(noise, forKey: .noise)
    try container.encode(distract, forKey: .distract)
    try container.encode(binary, forKey: .binary)
  }

  /// Only the first window shows the cue; in the others nothing is known of a target of variance 1.
  package func floor(window: Int?) -> Double? {
    guard let window else { return noise }
    let starts = Dataset.keptWindows(window, of: counts.length, scored: start..<counts.length)
    let blind = starts.count { $0 > 0 }
    return noise + (1 - noise) * Double(blind) / Double(starts.count)
  }

  /// `c = randn(N)`, or `where(rand(N) < 0.5, -1, 1)`; `x = randn(N, T)`, whose first column the
  /// cue replaces; `e = randn(N, T)`.
  package func draw(_ count: Int, _ stream: RandomStream) -> Dataset {
    let length = counts.length
    let cues =
      binary
      ? stream.numpyUniforms(count).map { $0 < 0.5 ? -1.0 : 1 } : stream.numpyNormals(count)
    let distraction = stream.numpyNormals(count * length)
    let errors = stream.numpyNormals(count * length)
    let inputs = distraction.enumerated().flatMap { index, number -> [Float] in
      index % length == 0 ? [Float(cues[index / length]), 1] : [Float(distract * number), 0]
    }
    let targets = errors.enumerated().map { index, error -> Float in
      index % length < start
        ? 0 : Float((1 - noise).squareRoot() * cues[index / length] + noise.squareRoot() * error)
    }
    return Dataset(
      sequences: count, steps: length, features: 2, outputs: 1, inputs: inputs, targets: targets,
      scored: start..<length)
  }
}
