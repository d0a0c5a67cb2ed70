import TestSupport

/// Which golden cases the tests run: all but those that wait for a part of the engine.
enum EngineCases {
  /// Not yet in the engine. A case that can be run leaves this list and is tested from then on.
  static let waiting: [(reason: String, names: [String])] = [
    ("no GRU", ["gru_1l", "gru_2l", "gru_h0"]),
    ("no plain recurrent layer", ["rnn_tanh_1l", "rnn_relu_1l", "rnn_tanh_2l_h0"]),
    ("no attention", ["attn_mha", "attn_mha_residual", "attn_dot", "attn_additive"]),
  ]

  /// The kinds that have a test over all their cases.
  static let tested: [GoldenCase.Kind] = [
    .layer, .train, .clip, .scheduler, .scheduledSampling, .article, .rng,
  ]

  /// The cases of a kind that the engine can run.
  static func of(_ kind: GoldenCase.Kind) throws -> [GoldenCase] {
    let waiting = Set(waiting.flatMap(\.names))
    return try Golden.cases(kind: kind).filter { !waiting.contains($0.name) }
  }
}
