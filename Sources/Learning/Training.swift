package import SourceText

/// How a network is trained.
package struct Training: Sendable, Encodable {
  package var loss: any Loss
  package var optimizer: any Optimizer
  package var lr: Double
  package var epochs: Int
  /// Whether an epoch is a single update, of the next batch of the permutation that the last one left
  /// off in: `steps` was written in place of `epochs`.
  package var countsUpdates: Bool
  package var feeding: any Feeding
  package var schedule: any Schedule
  package var clipping: Clipping
  /// Sequences per update; nil for all of them.
  package var batchSize: Int?
  /// Whether batches are drawn anew every epoch. Without a batch size it means nothing.
  package var shuffle: Bool
  /// The share of the training sequences that is kept for validation.
  package var validationShare: Double
  package var earlyStopping: EarlyStopping?
  /// Mistakes made on purpose.
  package var accidents: [any Accident]

  enum CodingKeys: String, CodingKey {
    case loss, optimizer, lr, epochs, steps, feeding, schedule, shuffle, accidents
    case batchSize = "batch_size"
    case validationShare = "validation_share"
    case earlyStopping = "early_stopping"
  }

  package init(_ options: inout Options) {
    loss = options.choice("loss", among: losses) as! any Loss
    optimizer = options.choice("optimizer", among: optimizers) as! any Optimizer
    lr = options.number("lr", default: 0.001, .above(0))
    let passes = options.integer("epochs", default: 500, .between(1, 1_000_000))
    // 0 stands for training by epochs in the manual's table.
    let updates = options.integer("steps", default: 0, .between(0, 1_000_000))
    countsUpdates = updates > 0
    epochs = countsUpdates ? updates : passes
    feeding = options.choice("feeding", among: feedings) as! any Feeding
    schedule = options.choice("schedule", among: schedules) as! any Schedule
    clipping = Clipping(&options)
    // 0 stands for the whole set in the manual's table.
    let size = options.integer("batch_size", default: 0, .atLeast(0))
    batchSize = size == 0 ? nil : size
    shuffle = options.flag("shuffle", default: size > 0)
    let stops = options.contains("early_stopping")
    validationShare = options.number("validation_share", default: stops ? 0.2 : 0, .between(0, 0.9))
    let stopping = options.nested("early_stopping") { EarlyStopping(&$0) }
    earlyStopping = stops ? stopping : nil
    accidents = options.choices("accidents", among: Learning.accidents).map { $0 as! any Accident }
    for accident in accidents where accident.spoil(loss) == nil {
      options.report(
        Diagnostic(
          "contradiction",
          "\(type(of: accident).name) happens to the loss mse, not to \(type(of: loss).name)",
          at: options.range(of: "accidents")))
    }
    if countsUpdates, options.contains("epochs") {
      options.report(
        Diagnostic(
          "contradiction", "steps counts updates and epochs counts passes over the data",
          at: options.range(of: "steps"), help: ["write one of them"]))
    }
    if stops, validationShare == 0 {
      options.report(
        Diagnostic(
          "contradiction", "early_stopping needs a validation_share above 0 to judge by",
          at: options.range(of: "validation_share")))
    }
  }

  /// Options that came later than the first records are written where they differ from their
  /// default, so that the fingerprints of those records stay what they were.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Named(loss), forKey: .loss)
    try container.encode(Named(optimizer), forKey: .optimizer)
    try container.encode(lr, forKey: .lr)
    try container.encode(epochs, forKey: countsUpdates ? .steps : .epochs)
    try container.encode(Named(feeding), forKey: .feeding)
    if !(schedule is ConstantRate) { try container.encode(Named(schedule), forKey: .schedule) }
    try clipping.encode(to: encoder)
    if let batchSize {
      try container.encode(batchSize, forKey: .batchSize)
      try container.encode(shuffle, forKey: .shuffle)
    }
    if validationShare > 0 { try container.encode(validationShare, forKey: .validationShare) }
    if let earlyStopping { try container.encode(earlyStopping, forKey: .earlyStopping) }
    if !accidents.isEmpty { try container.encode(accidents.map(Named.init), forKey: .accidents) }
  }
}

extension Training {
  /// How many of so many training sequences an epoch trains on.
  func sequencesPerEpoch(of sequences: Int) -> Int {
    countsUpdates ? min(batchSize ?? sequences, sequences) : sequences
  }
}

/// Ends a training whose validation loss no longer falls.
package struct EarlyStopping: Sendable, Encodable {
  /// Epochs without improvement after which the training ends.
  package var patience: Int
  /// An improvement is a loss lower than the best so far by more than this.
  package var minDelta: Double
  /// Whether the weights of the best epoch are kept, and not those of the last.
  package var restoreBest: Bool

  enum CodingKeys: String, CodingKey {
    case patience
    case minDelta = "min_delta"
    case restoreBest = "restore_best"
  }

  package init(patience: Int = 10, minDelta: Double = 0, restoreBest: Bool = true) {
    self.patience = patience
    self.minDelta = minDelta
    self.restoreBest = restoreBest
  }

  package init(_ options: inout Options) {
    patience = options.integer("patience", default: 10, .atLeast(1))
    minDelta = options.number("min_delta", default: 0, .atLeast(0))
    restoreBest = options.flag("restore_best", default: true)
  }
}
