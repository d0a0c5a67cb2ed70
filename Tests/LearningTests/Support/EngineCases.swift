import TestSupport

/// Which golden cases the tests run: all but those that wait for a part of the engine.
enum EngineCases {
  /// Not yet in the engine. A case that can be run leaves this list and is tested from then on.
  static let waiting: [(reason: String, names: [String])] = []

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
