#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
package import SourceText

/// Everything a run depends on, and nothing else. Its `RunRecord` is a pure function of it.
package struct Experiment: Sendable, Encodable {
  package var data: any DataSource
  package var model: Network
  package var training: Training
  package var seed: UInt32
  /// Seeds the draws of the data in place of `seed`, so that other weights can be tried on the same
  /// data; nil for `seed`.
  package var dataSeed: UInt32?
  package var random: DrawOrder
  /// With `random: pytorch`, the data of the program whose stream the weights continue; nil where
  /// that is the experiment's own data. A changed copy of an experiment keeps the original's
  /// program, and with it the original's weights wherever shapes allow.
  package var program: (any DataSource)?

  enum CodingKeys: String, CodingKey {
    case numerics, data, preparation, model, training, seed, random, program
    case dataSeed = "data_seed"
  }

  /// Raised whenever the numbers that an unchanged experiment gives would change.
  package static let numericsVersion = 2

  /// Reads `data`, `model`, `training`, `seed`, `data_seed` and `random`.
  package init(_ options: inout Options) {
    data = options.choice("data", by: "source", among: dataSources) as! any DataSource
    model = options.nested("model") { Network(&$0) }
    training = options.nested("training") { Training(&$0) }
    let seeds = Bounds.between(0, Double(UInt32.max))
    seed = UInt32(options.integer("seed", default: 0, seeds))
    let drawn = UInt32(options.integer("data_seed", default: Int(seed), seeds))
    dataSeed = drawn == seed ? nil : drawn
    random = options.word("random", default: .named)
    if model.bidirectional, training.feeding.truthShare != nil {
      options.report(
        Diagnostic(
          "contradiction",
          "a bidirectional network reads its inputs from the end and cannot be fed its own outputs",
          at: options.range(of: "model"),
          help: ["leave out bidirectional, or train with teacher_forcing"]))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Experiment.numericsVersion, forKey: .numerics)
    try container.encode(Named(data), forKey: .data)
    try container.encodeIfPresent(data.preparation.changes, forKey: .preparation)
    try container.encode(model, forKey: .model)
    try container.encode(training, forKey: .training)
    try container.encode(seed, forKey: .seed)
    try container.encode(random, forKey: .random)
    try container.encodeIfPresent(dataSeed, forKey: .dataSeed)
    if random == .pytorch, let program, try canonical(program) != canonical(data) {
      try container.encode(Named(program), forKey: .program)
    }
  }

  /// A changed copy whose data are the program's own depends on nothing more.
  private func canonical(_ source: any DataSource) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(Named(source))
  }

  /// The same experiment with something changed: a counterfactual.
  package func changed(_ change: (inout Experiment) -> Void) -> Experiment {
    var copy = self
    if copy.program == nil { copy.program = data }
    change(&copy)
    return copy
  }

  /// Takes from its data what the author left to them. After the data are loaded.
  package mutating func settle() {
    guard var loss = training.loss as? CrossEntropy, let classes = data.classes else { return }
    loss.adopt(classes: classes.count)
    training.loss = loss
  }

  /// Training and held-out data.
  package func split() throws -> Split {
    var split = try data.split(Draws(order: random, seed: dataSeed ?? seed))
    if training.loss.needsRawData { split.scaling = Scaling() }
    return split
  }

  /// The streams as they stand when the program has drawn its data: weights and coins come next.
  func drawsAfterData() -> Draws {
    let draws = Draws(order: random, seed: seed)
    if random == .pytorch { (program ?? data).skip(draws) }
    return draws
  }
}
