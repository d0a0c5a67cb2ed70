import Learning

/// The lines that train: epochs, batches, coins, and what is printed.
struct TrainingSection {
  private(set) var text = ""
  private(set) var obstacles: [String] = []
  private let experiment: Experiment
  private let training: CanonicalOptions
  private let split: Split
  private let optimizer: OptimizerSection
  private let loss: LossSection
  private let accidents: Set<String>

  init(_ experiment: Experiment, _ options: CanonicalOptions, _ split: Split, _ loss: LossSection) {
    self.experiment = experiment
    self.split = split
    self.loss = loss
    training = options["training"]
    accidents = Set(training["accidents"].list.map(\.name))
    let sequences = split.validationPart(share: experiment.training.validationShare)?
      .training.sequences
    let count = sequences ?? split.train.sequences
    let size = training["batch_size"].isAbsent ? count : min(count, training["batch_size"].integer)
    let updates = experiment.training.countsUpdates ? 1 : (count + size - 1) / size
    optimizer = OptimizerSection(
      training, epochs: experiment.training.epochs, updatesPerEpoch: updates)
    if isFed, validates { obstacles.append("validation of a network fed its own outputs") }
    text = validation + feeding + loss.text + optimizer.text + batching + loop
  }

  private var isFed: Bool {
    training["feeding"].name == "scheduled_sampling" && !experiment.model.blind
  }
  private var validates: Bool { experiment.training.validationShare > 0 }
  private var isNamed: Bool { experiment.random == .named }
  private var seed: UInt32 { experiment.seed }
  private func seen(_ data: Dataset) -> String {
    stepSlice(0..<data.steps(for: experiment.model), of: data.steps)
  }
  /// The scored steps, of predictions at all steps seen and of targets at every step.
  private func scored(_ data: Dataset) -> (predictions: String, targets: String) {
    let steps = data.steps(for: experiment.model)
    return (stepSlice(data.scored, of: steps), stepSlice(data.scored, of: data.steps))
  }

  // MARK: Validation

  private var validation: String {
    guard let part = split.validationPart(share: experiment.training.validationShare) else {
      return ""
    }
    let kept = part.validation.sequences
    let scored = scored(part.validation)
    return """
      # The last sequences are kept for validation.
      X_validation, Y_validation = X[-\(kept):], Y[-\(kept):]
      X, Y = X[:\(part.training.sequences)], Y[:\(part.training.sequences)]


      def validation_loss():
          with torch.no_grad():
              predictions = model(X_validation\(seen(part.validation)))[0]
          return criterion(predictions\(scored.predictions), Y_validation\(scored.targets)).item()


      """
  }

  // MARK: Forward

  private var feeding: String {
    guard isFed else { return "" }
    let feeding = training["feeding"]
    let steps = split.train.scored.upperBound
    let outputs = split.train.outputs
    let perSequence = feeding["coin"].name == "sequence"
    let point = loss.hasReadout ? "point(out)" : "out"
    let fed = feeding["detach"].truth ? "\(point).detach()" : point
    let coin =
      perSequence
      ? "torch.from_numpy(coins.rand(len(x)) < ratio)[:, None, None]" : "coins.rand() < ratio"
    let choice =
      perSequence ? "torch.where(truth, y[:, t : t + 1], fed)" : "y[:, t : t + 1] if truth else fed"
    let whole =
      split.train.features == outputs
      ? "step = \(choice)"
      : "step = torch.cat([\(choice), x[:, t + 1 : t + 2, \(outputs):]], dim=-1) if t + 1 < \(steps) else None"
    let stream =
      isNamed
      ? "np.random.RandomState(zlib.crc32(b\"\(seed) sampling\"))" : "np.random"
    return """

      coins = \(stream)


      def sampled(x, y, ratio):
          \"\"\"Each input after the first is the truth or the network's own output, as a coin decides.\"\"\"
          outputs, state, step = [], None, x[:, :1]
          for t in range(\(steps)):
              out, state = model(step, state)
              outputs.append(out)
              truth, fed = \(coin), \(fed)
              \(whole)
          return torch.cat(outputs, dim=1)

      \(ramp(feeding))

      """
  }

  /// The chance of the truth in the first epoch.
  private var ratio: String { training["feeding"]["teacher_forcing_ratio"].python }
  private var hasRamp: Bool {
    !training["feeding"]["teacher_forcing_ratio_end"].isAbsent && experiment.training.epochs > 1
  }

  /// The chance of the truth by epoch, where it changes.
  private func ramp(_ feeding: CanonicalOptions) -> String {
    guard hasRamp else { return "" }
    let end = feeding["teacher_forcing_ratio_end"].python
    let shape =
      switch feeding["decay"].name {
      case "exponential": "0.01**x"
      case "inverse_sigmoid": "1 / (1 + math.exp(12 * x - 6))"
      default: "1 - x"
      }
    return """

      def teacher_forcing_ratio(epoch):
          def shape(x):
              return \(shape)

          left = (shape((epoch - 1) / (epochs - 1)) - shape(1)) / (shape(0) - shape(1))
          return \(end) + (\(ratio) - \(end)) * left

      """
  }

  // MARK: The loop

  private var batching: String {
    guard !training["batch_size"].isAbsent else { return "" }
    let shuffles = training["shuffle"].truth
    let stream =
      shuffles && isNamed
      ? "shuffle = torch.Generator().manual_seed(zlib.crc32(b\"\(seed) shuffle\"))\n" : ""
    let order =
      !shuffles
      ? "torch.arange(len(X))"
      : isNamed ? "torch.randperm(len(X), generator=shuffle)" : "torch.randperm(len(X))"
    return stream + """


      def batches():
          return iter(\(order).split(\(training["batch_size"].python)))

      """
  }

  private var loop: String {
    let counts = experiment.training.countsUpdates
    let isWhole = training["batch_size"].isAbsent
    let epochs = experiment.training.epochs
    var lines = ["", "", "def update(x, y, epoch):"]
    lines += indented(updateLines, by: 4).split(separator: "\n").map { String($0) }
    lines += ["    return loss.item()", "", "", "losses = []"]
    if validates { lines.append("best, best_epoch = math.inf, 0") }
    if counts, !isWhole { lines.append("order = iter(())") }
    lines.append("for epoch in range(1, epochs + 1):")
    var body: [String] = []
    switch (isWhole, counts) {
    case (true, _): body.append("losses.append(update(X, Y, epoch))")
    case (false, true):
      body += [
        "batch = next(order, None)",
        "if batch is None:",
        "    order = batches()",
        "    batch = next(order)",
        "losses.append(update(X[batch], Y[batch], epoch))",
      ]
    default:
      body += [
        "total = 0",
        "for batch in batches():",
        "    total += update(X[batch], Y[batch], epoch) * len(batch)",
        "losses.append(total / len(X))",
      ]
    }
    body += ["if not math.isfinite(losses[-1]):", "    break"]
    if validates { body.append("metric = validation_loss()") }
    switch optimizer.stepping {
    case .everyEpoch: body.append("scheduler.step()")
    case .byMetric: body.append("scheduler.step(\(validates ? "metric" : "losses[-1]"))")
    case .never, .everyUpdate: break
    }
    body += [
      "if epoch % \(max(1, epochs / 5)) == 0:",
      "    print(f\"\(counts ? "Update" : "Epoch") [{epoch}/{epochs}], Loss: {losses[-1]:.4f}\")",
    ]
    if let stopping = experiment.training.earlyStopping { body += stop(stopping) }
    lines += body.map { "    " + $0 }
    if experiment.training.earlyStopping?.restoreBest == true {
      lines.append("if best_epoch:")
      lines.append("    model.load_state_dict(best_weights)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func stop(_ stopping: EarlyStopping) -> [String] {
    var improved = ["    best, best_epoch = metric, epoch"]
    if stopping.restoreBest {
      improved.append("    best_weights = {k: v.clone() for k, v in model.state_dict().items()}")
    }
    return ["if metric < best - \(pythonNumber(stopping.minDelta)):"] + improved + [
      "if epoch - best_epoch >= \(stopping.patience):", "    break",
    ]
  }

  private var updateLines: [String] {
    let scored = scored(split.train)
    var lines =
      accidents.contains("forgotten_zero_grad")
      ? ["# optimizer.zero_grad() is missing."] : ["optimizer.zero_grad()"]
    lines.append(
      isFed
        ? "predictions = sampled(x, y, \(hasRamp ? "teacher_forcing_ratio(epoch)" : ratio))"
        : "predictions = model(x\(seen(split.train)))[0]")
    lines.append("loss = criterion(predictions\(scored.predictions), y\(scored.targets))")
    lines.append("loss.backward()")
    let clipping = experiment.training.clipping
    if clipping.norm.isFinite {
      let type =
        clipping.normType == .two
        ? "" : ", norm_type=\(clipping.normType == .one ? "1" : "math.inf")"
      lines.append(
        "nn.utils.clip_grad_norm_(model.parameters(), \(pythonNumber(clipping.norm))\(type))")
    }
    if clipping.value.isFinite {
      lines.append(
        "nn.utils.clip_grad_value_(model.parameters(), \(pythonNumber(clipping.value)))")
    }
    lines.append("optimizer.step()")
    if optimizer.stepping == .everyUpdate {
      let limit = optimizer.lastStep ?? 0
      lines += ["if scheduler.last_epoch < \(limit) - 1:", "    scheduler.step()"]
    }
    return lines
  }
}

/// A tensor's steps, its second axis, as a slice; "" where they are all.
func stepSlice(_ steps: Range<Int>, of count: Int) -> String {
  if steps == 0..<count { return "" }
  let end = steps.upperBound == count ? "" : "\(steps.upperBound)"
  return steps.lowerBound == 0 ? "[:, :\(end)]" : "[:, \(steps.lowerBound):\(end)]"
}
