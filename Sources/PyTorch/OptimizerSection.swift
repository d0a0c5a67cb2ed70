/// The lines that make `optimizer` and `scheduler`, and how the scheduler is stepped.
struct OptimizerSection {
  private(set) var text: String
  enum Stepping { case never, everyEpoch, everyUpdate, byMetric }
  private(set) var stepping = Stepping.never
  /// A schedule that is not stepped after so many updates.
  private(set) var lastStep: Int?

  /// - Parameter updatesPerEpoch: how many batches there are.
  init(_ training: CanonicalOptions, epochs: Int, updatesPerEpoch: Int) {
    let optimizer = training["optimizer"]
    let name =
      ["adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "rmsprop": "RMSprop"][optimizer.name] ?? ""
    let standard: [String: String] = [
      "betas": "[0.9, 0.999]", "eps": "1e-08", "weight_decay": name == "AdamW" ? "0.01" : "0",
      "amsgrad": "False", "momentum": "0", "dampening": "0", "nesterov": "False",
      "alpha": "0.99", "centered": "False",
    ]
    let keys = [
      "betas", "alpha", "eps", "momentum", "dampening", "nesterov", "weight_decay", "amsgrad",
      "centered",
    ]
    let others = keys.compactMap { key -> String? in
      let value = optimizer[key]
      guard !value.isAbsent, value.python != standard[key] else { return nil }
      return "\(key)=\(value.python)"
    }
    let arguments = ["model.parameters()", "lr=\(training["lr"].python)"] + others
    text = "optimizer = torch.optim.\(name)(\(arguments.joined(separator: ", ")))\n"
    schedule(training["schedule"], epochs: epochs, updates: epochs * updatesPerEpoch)
  }

  private mutating func schedule(_ schedule: CanonicalOptions, epochs: Int, updates: Int) {
    func arguments(_ keys: String...) -> String {
      keys.map { "\($0)=\(schedule[$0].python)" }.joined(separator: ", ")
    }
    func make(_ call: String, _ stepping: Stepping) {
      text += "scheduler = torch.optim.lr_scheduler.\(call)\n"
      self.stepping = stepping
    }
    switch schedule.name {
    case "step": make("StepLR(optimizer, \(arguments("step_size", "gamma")))", .everyEpoch)
    case "multi_step":
      make("MultiStepLR(optimizer, \(arguments("milestones", "gamma")))", .everyEpoch)
    case "exponential": make("ExponentialLR(optimizer, \(arguments("gamma")))", .everyEpoch)
    case "cosine":
      let span = schedule["t_max"].integer == 0 ? epochs : schedule["t_max"].integer
      make(
        "CosineAnnealingLR(optimizer, T_max=\(span), \(arguments("eta_min")))", .everyEpoch)
    case "one_cycle":
      let steps = schedule["total_steps"].integer == 0 ? updates : schedule["total_steps"].integer
      lastStep = steps
      let options = arguments(
        "max_lr", "pct_start", "anneal_strategy", "cycle_momentum", "base_momentum",
        "max_momentum", "div_factor", "final_div_factor", "three_phase")
      make("OneCycleLR(optimizer, total_steps=\(steps), \(options))", .everyUpdate)
    case "reduce_on_plateau":
      let options = arguments(
        "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps")
      make("ReduceLROnPlateau(optimizer, \(options))", .byMetric)
    default: break
    }
  }
}
