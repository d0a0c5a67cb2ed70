/// One entry of the golden vectors' index: what was computed, not the numbers themselves.
///
/// The fields carry this project's words; the doc comments give the index's where they differ.
package struct GoldenCase: Decodable, Sendable, CustomStringConvertible {
  package enum Kind: String, Decodable, Sendable {
    case layer, train, clip, scheduler, article, rng
    case scheduledSampling = "scheduled_sampling"
  }

  package let name: String
  package let file: String
  package let kind: Kind
  /// Nil for the kinds `scheduler` and `rng`, which hold no network.
  package let network: GoldenNetwork?
  /// Nil where no weight is updated.
  package let optimizer: GoldenOptimizer?
  package let schedule: GoldenSchedule?
  /// Only of the kind `scheduledSampling`.
  package let sampling: GoldenSampling?
  /// Updates of the weights, `steps`; for a scheduler the rates it lists.
  package let trainingSteps: Int
  /// The bound of the gradient's norm: `clip_grad_norm` of a training, `max_norm` of a clip.
  package let clipNorm: Double?
  /// The p of that norm; infinity for the largest element.
  package let clipNormType: Double
  /// The bound of each element of the gradient, `clip_grad_value`.
  package let clipValue: Double?
  /// 1, 2 or 3 for the kind `article`.
  package let example: Int?
  /// Only of the kind `rng`.
  package let seed: UInt64?
  /// By result: how far PyTorch's float32 is from its float64, and how large the result is.
  package let deviations: [String: Deviation]
  /// Results whose float64 twin the file leaves out.
  package let omittedDoubles: [String]

  package var description: String { name }

  package struct Deviation: Decodable, Sendable, Equatable {
    /// The largest absolute difference.
    package let difference: Double
    /// The largest absolute value.
    package let size: Double

    package init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      difference = try pair.decode(Double.self)
      size = try pair.decode(Double.self)
    }
  }

  private enum Key: String, CodingKey {
    case name, file, kind, cell, optimizer, scheduler, steps, example, seed
    case trainSteps, clipGradNorm, maxNorm, normType, clipGradValue, omittedF64, devF32VsF64
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    name = try fields.decode(String.self, forKey: .name)
    file = try fields.decode(String.self, forKey: .file)
    kind = try fields.decode(Kind.self, forKey: .kind)
    network = fields.contains(.cell) ? try GoldenNetwork(from: decoder) : nil
    let updates = try fields.decodeIfPresent(String.self, forKey: .optimizer) != nil
    optimizer = updates ? try GoldenOptimizer(from: decoder) : nil
    // A scheduler's own case has its settings beside the name, a training has them below it.
    schedule =
      kind == .scheduler
      ? try GoldenSchedule(from: decoder)
      : try fields.decodeIfPresent(GoldenSchedule.self, forKey: .scheduler)
    sampling = kind == .scheduledSampling ? try GoldenSampling(from: decoder) : nil
    trainingSteps =
      try fields.decodeIfPresent(Int.self, forKey: .steps)
      ?? fields.decodeIfPresent(Int.self, forKey: .trainSteps) ?? 0
    clipNorm =
      try fields.decodeIfPresent(Double.self, forKey: .clipGradNorm)
      ?? fields.decodeIfPresent(Double.self, forKey: .maxNorm)
    clipNormType = try fields.decodeIfPresent(Double.self, forKey: .normType) ?? 2
    clipValue = try fields.decodeIfPresent(Double.self, forKey: .clipGradValue)
    example = try fields.decodeIfPresent(Int.self, forKey: .example)
    seed = try fields.decodeIfPresent(UInt64.self, forKey: .seed)
    deviations =
      try fields.decodeIfPresent([String: Deviation].self, forKey: .devF32VsF64) ?? [:]
    omittedDoubles = try fields.decodeIfPresent([String].self, forKey: .omittedF64) ?? []
  }
}
