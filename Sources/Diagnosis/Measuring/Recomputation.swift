package import Learning

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Predictions that a program handed over beside what its weights give here: equal, or different in a
/// way that names what the program did otherwise.
package struct Recomputation: Sendable {
  package enum Match: Sendable, Equatable {
    case equal
    /// The recurrence runs over the batch, in batches of so many sequences.
    case overBatch(Int)
    /// The program's head ends in this.
    case activation(Activation)
    /// The program's network saw standardised inputs; where `isMappedBack` its outputs were mapped to
    /// the targets' units too.
    case standardised(isMappedBack: Bool)
    /// Theirs are `scale · ours + shift`.
    case units(scale: Double, shift: Double)
    /// The same sequences in another order.
    case order
    /// None of these.
    case different
  }

  package let match: Match
  /// The largest difference of the given weights' predictions from those handed over, in standard
  /// deviations of the latter, and the correlation of both.
  package let largest: Double
  package let correlation: Double?

  /// Differences this small come of another order of summation.
  static let tolerance = 1e-3

  /// - Parameters:
  ///   - experiment: its network starts from the weights; its data are in the units of the files.
  ///   - theirs: `(N, T, O)`, beside the targets of `data`.
  package init?(_ experiment: Experiment, _ split: Split, on data: Dataset, theirs: [Float]) {
    let comparison = Comparison(data, theirs)
    guard let ours = Recomputation.forecast(experiment, split, data),
      theirs.allSatisfy(\.isFinite), ours.allSatisfy(\.isFinite)
    else { return nil }
    largest = comparison.largest(ours)
    correlation = comparison.fit(ours).map { $0.correlation }
    let search = Search(experiment: experiment, split: split, data: data, comparison: comparison)
    match = search.match(ours)
  }

  /// Whether the weights give what was handed over, once it is known how the program differs.
  package var isExplained: Bool {
    switch match {
    case .equal, .overBatch, .activation, .standardised: true
    case .units, .order, .different: false
    }
  }

  /// How the units of the files become those the network works in.
  package func scaling(of data: Dataset) -> Scaling {
    guard case .standardised(let isMappedBack) = match else { return Scaling() }
    var scaling = Scaling(standardising: data)
    if !isMappedBack { scaling.targets = [] }
    return scaling
  }

  /// The network as it is set to run after what was found.
  package func applied(to experiment: Experiment) -> Experiment {
    var changed = experiment
    switch match {
    case .overBatch: changed.model.batchFirst = false
    case .activation(let activation): changed.model.headActivation = activation
    default: break
    }
    return changed
  }

  fileprivate static func forecast(_ experiment: Experiment, _ split: Split, _ data: Dataset)
    -> [Float]?
  {
    TrainedNetwork(
      experiment, split, weights: TrainedNetwork.startWeights(experiment, split))?
      .forecast(data)
  }
}

/// Tries what a program may have done otherwise, the likeliest first.
private struct Search {
  let experiment: Experiment
  let split: Split
  let data: Dataset
  let comparison: Comparison

  func match(_ ours: [Float]) -> Recomputation.Match {
    if comparison.isEqual(ours) { return .equal }
    for activation in [Activation.sigmoid, .tanh, .relu]
    where comparison.isEqual(ours.map { activation.value($0) }) {
      return .activation(activation)
    }
    if let size = batchSize { return .overBatch(size) }
    for isMappedBack in [true, false] where comparison.isEqual(standardised(isMappedBack)) {
      return .standardised(isMappedBack: isMappedBack)
    }
    if let fit = comparison.fit(ours), fit.correlation > 0.99999 {
      return .units(scale: fit.scale, shift: fit.shift)
    }
    return comparison.isReordered(ours) ? .order : .different
  }

  /// The batch size with which the recurrence over the batch gives what was handed over.
  private var batchSize: Int? {
    var swapped = experiment
    swapped.model.batchFirst = false
    return [data.sequences, 16, 32, 64, 128, 256, 512].first { size in
      guard size <= data.sequences else { return false }
      var values: [Float] = []
      for start in stride(from: 0, to: data.sequences, by: size) {
        let part = data.part(start..<min(start + size, data.sequences))
        guard let forecast = Recomputation.forecast(swapped, split, part) else { return false }
        values += forecast
      }
      return comparison.isEqual(values)
    }
  }

  private func standardised(_ isMappedBack: Bool) -> [Float]? {
    var scaled = split
    scaled.scaling = Scaling(standardising: data)
    if !isMappedBack { scaled.scaling.targets = [] }
    return Recomputation.forecast(experiment, scaled, data)
  }
}

/// Forecasts beside those handed over, at the scored steps.
private struct Comparison {
  private let data: Dataset
  private let theirs: [Float]
  private let deviation: Double

  init(_ data: Dataset, _ theirs: [Float]) {
    self.data = data
    self.theirs = theirs
    let values = Comparison.scored(theirs, data)
    deviation = Scales.Column(of: values).deviation
  }

  private static func scored(_ values: [Float], _ data: Dataset) -> [Double] {
    (0..<data.sequences).flatMap { n in
      data.scored.flatMap { t in
        (0..<data.outputs).map { Double(values[(n * data.steps + t) * data.outputs + $0]) }
      }
    }
  }

  /// The largest difference, in deviations of theirs.
  func largest(_ ours: [Float]) -> Double {
    let pairs = zip(Comparison.scored(ours, data), Comparison.scored(theirs, data))
    return pairs.reduce(0) { max($0, abs($1.0 - $1.1)) } / max(deviation, 1e-12)
  }

  /// Up to rounding: files hold a few digits, and float32 sums differ by their order.
  func isEqual(_ ours: [Float]?) -> Bool {
    guard let ours else { return false }
    let size = Comparison.scored(theirs, data).reduce(0) { max($0, abs($1)) }
    return largest(ours) * max(deviation, 1e-12)
      <= max(Recomputation.tolerance * deviation, 2e-6 * size)
  }

  /// Theirs on ours; nil where either is constant.
  func fit(_ ours: [Float]) -> (scale: Double, shift: Double, correlation: Double)? {
    let (x, y) = (Comparison.scored(ours, data), Comparison.scored(theirs, data))
    let (a, b) = (Scales.Column(of: x), Scales.Column(of: y))
    guard a.deviation > 0, b.deviation > 0 else { return nil }
    let product = zip(x, y).reduce(0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) }
    let covariance = product / Double(x.count)
    let scale = covariance / (a.deviation * a.deviation)
    return (scale, b.mean - scale * a.mean, covariance / (a.deviation * b.deviation))
  }

  /// Whether the same sequences stand in another order, told by their first scored predictions.
  func isReordered(_ ours: [Float]) -> Bool {
    func firsts(_ values: [Float]) -> [Double] {
      let width = data.scored.count * data.outputs
      let scored = Comparison.scored(values, data)
      return stride(from: 0, to: scored.count, by: width).map { scored[$0] }.sorted()
    }
    return zip(firsts(ours), firsts(theirs)).allSatisfy {
      abs($0 - $1) <= Recomputation.tolerance * deviation
    }
  }
}

extension Activation {
  fileprivate func value(_ x: Float) -> Float {
    switch self {
    case .none: x
    case .relu: max(0, x)
    case .sigmoid: 1 / (1 + expf(-x))
    case .tanh: tanhf(x)
    }
  }
}
