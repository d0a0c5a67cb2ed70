import SourceText

/// A draw's keys as the options of an experiment. Values keep their places, so that a mistake in one
/// points into the file of scenarios.
struct DrawTranslation {
  private var data: [OptionNode.Entry] = []
  private var model: [OptionNode.Entry] = []
  private var training: [OptionNode.Entry] = []
  private var experiment: [OptionNode.Entry] = []
  private var accidents: [String] = []
  private var hasMixtureHead = false
  /// The steps that are given before a free run.
  private(set) var context = 0

  /// Reads `data`, `model`, `train` and `eval`.
  init(_ options: inout Options) {
    options.nested("data") { readData(&$0) }
    options.nested("model") { readModel(&$0) }
    options.nested("train") { readTraining(&$0) }
    context = options.nested("eval") { $0.integer("context", default: 10, .atLeast(1)) }
  }

  /// The experiment's options.
  var node: OptionNode {
    let lists = [("data", data), ("model", model), ("training", training)]
    return OptionNode(
      .mapping(experiment + lists.map { .init(key: $0.0, value: OptionNode(.mapping($0.1))) }))
  }

  // MARK: Sections

  private mutating func readData(_ options: inout Options) {
    for (key, ours) in [("n_train", "sequences"), ("n_test", "test_sequences"), ("T", "length")] {
      data += copied(key, as: ours, from: &options, required: true)
    }
    for key in ["window", "standardise", "shuffle_pairs", "shift", "leak"] {
      data += copied(key, as: key, from: &options)
    }
    experiment += copied("seed", as: "data_seed", from: &options, required: true)
    let name = options.text("gen", required: true, allowed: "the name of a generator") ?? ""
    guard let generator = ScenarioGenerator.all.first(where: { $0.name == name }) else {
      if !name.isEmpty {
        options.report(
          .unknown(
            "generator", name, known: ScenarioGenerator.all.map(\.name),
            at: options.range(of: "gen")))
      }
      _ = options.written("p", allowed: "the generator's numbers")
      return
    }
    data.append(Self.entry("source", generator.source))
    data += options.nested("p") { options in
      let entries = generator.keys.flatMap { copied($0.theirs, as: $0.ours, from: &options) }
      return entries + generator.derived(entries)
    }
  }

  private mutating func readModel(_ options: inout Options) {
    model += copied("hidden", as: "hidden_size", from: &options, required: true)
    model += copied("forget_bias", as: "forget_bias", from: &options)
    model += copied("chrono", as: "chrono", from: &options)
    model += copied("dropout", as: "head_dropout", from: &options)
    let head = options.word("head", default: ScenarioHead.linear)
    hasMixtureHead = head == .mdn
    if let activation = head.activation {
      model.append(Self.entry("head_activation", activation))
    }
    if options.flag("detach", default: false) { accidents.append("detached_output") }
    if options.flag("axis_bug", default: false) { model.append(Self.entry("batch_first", "false")) }
  }

  private mutating func readTraining(_ options: inout Options) {
    training += copied("lr", as: "lr", from: &options, required: true)
    training += copied("batch", as: "batch_size", from: &options)
    experiment += copied("seed", as: "seed", from: &options, required: true)
    let optimizer =
      copied("opt", as: "name", from: &options) + copied("wd", as: "weight_decay", from: &options)
    training.append(.init(key: "optimizer", value: OptionNode(.mapping(optimizer))))
    let steps = options.integer("steps", default: 1, .between(1, 1e6))
    let loss =
      options.written("loss", allowed: "a loss") ?? OptionNode(.scalar("mse", quoted: false))
    if options.flag("shape_bug", default: false) { accidents.append("broadcast_loss") }
    let isMixture = hasMixtureHead || loss.scalar == "mdn"
    training.append(Self.entry("steps", "\(isMixture ? 2 * steps : steps)"))
    training.append(.init(key: "loss", value: isMixture ? Self.mixture : loss))
    let list = accidents.map { OptionNode(.scalar($0, quoted: false)) }
    training.append(.init(key: "accidents", value: OptionNode(.list(list))))
  }

  // MARK: Entries

  /// A value under another key; none where nothing, or `null`, was written.
  private func copied(
    _ key: String, as ours: String, from options: inout Options, required: Bool = false
  ) -> [OptionNode.Entry] {
    guard let value = options.written(key, allowed: "as in the format") else {
      if required {
        options.report(Diagnostic("missing-option", "'\(key)' is missing", at: options.range))
      }
      return []
    }
    if case .scalar("null", quoted: false) = value.content { return [] }
    return [OptionNode.Entry(key: ours, value: value)]
  }

  private static func entry(_ key: String, _ text: String) -> OptionNode.Entry {
    OptionNode.Entry(key: key, value: OptionNode(.scalar(text, quoted: false)))
  }

  /// Two normal distributions.
  private static let mixture = OptionNode(
    .mapping([entry("name", "mixture"), entry("components", "2")]))
}

/// What stands between the last hidden state and the prediction.
private enum ScenarioHead: String, CaseIterable {
  case linear, relu, sigmoid, tanh, mdn

  /// Nil where nothing follows the linear layer.
  var activation: String? { self == .linear || self == .mdn ? nil : rawValue }
}
