import TestSupport

/// Which golden cases the tests run: all but those that wait for a part of the engine.
enum EngineCases {
  /// Not yet in the engine. A case that can be run leaves this list and is tested from then on.
  static let waiting: [(reason: String, names: [String])] = [
    (
      "no such loss",
      ["loss_l1", "loss_smooth_l1", "loss_huber_delta0.5", "loss_gaussian_nll"]
    ),
    ("no AdamW", ["opt_adamw"]),
    ("no RMSprop", ["opt_rmsprop"]),
    (
      "no gradient clipping",
      [
        "train_clip_sgd", "train_clip_value", "train_adam_cosine_clip", "clip_active",
        "clip_inactive", "clip_inf_norm",
      ]
    ),
    (
      "no learning-rate schedule",
      [
        "sched_step", "sched_exp", "sched_multistep", "sched_cosine", "sched_onecycle_adam",
        "sched_onecycle_sgd", "sched_plateau",
      ]
    ),
  ]

  /// The kinds that have a test over all their cases.
  static let tested: [GoldenCase.Kind] = [.layer, .train, .scheduledSampling, .article, .rng]

  /// The cases of a kind that the engine can run.
  static func of(_ kind: GoldenCase.Kind) throws -> [GoldenCase] {
    let waiting = Set(waiting.flatMap(\.names))
    return try Golden.cases(kind: kind).filter { !waiting.contains($0.name) }
  }
}
